import LatentCore
import Screen

/// Draws what lies over the panels.
func drawDialog(_ state: State, _ frame: inout Frame) {
  switch state.dialog {
  case .help(let scroll): drawHelp(scroll: scroll, &frame)
  case .menu(let menu): drawMenu(menu, &frame)
  case .form(let form): drawForm(form, &frame)
  case .prompt(let prompt): drawPrompt(prompt, &frame)
  case .question(let question): drawQuestion(question, &frame)
  case nil: break
  }
}

private func drawMenu(_ menu: ChoiceMenu, _ frame: inout Frame) {
  let visible = menu.visible
  let widest = (visible.map(\.title.count).max() ?? 0) + (visible.map(\.detail.count).max() ?? 0) + 8
  let columns = min(frame.columns - 4, max(widest, 44))
  // What does not fit beside the title is said in full of the chosen item.
  let items = visible.map {
    Menu.Item(
      $0.title, detail: $0.detail, description: widest > columns ? $0.detail : "", isEnabled: $0.isAvailable)
  }
  let area = frame.drawBox(
    title: menu.filter.isEmpty ? menu.title : "\(menu.title): \(menu.filter)", footer: hint(menu.hint),
    rows: min(frame.rows - 4, max(items.count, 1) + (widest > columns ? 8 : 4)), columns: columns)
  let list = Rectangle(row: area.row + 1, column: area.column, rows: area.rows - 2, columns: area.columns)
  if items.isEmpty {
    frame.write("nothing here contains \(menu.filter)", row: list.row, column: list.column + 2)
  } else {
    frame.draw(Menu(items, selection: menu.selected), in: list)
  }
}

private func drawForm(_ form: OptionForm, _ frame: inout Frame) {
  var fields = zip(form.options, form.texts).map { option, text in
    Form.Field(
      option.key, value: text, range: option.allowed, description: option.description,
      error: option.parse(text) == nil ? "\(option.key) takes \(option.allowed)" : nil)
  }
  fields.append(Form.Field("→ " + form.buttonTitle, value: "", description: form.description))
  let editor =
    form.selected < form.options.count && !form.replacesOnTyping
    ? TextField(form.texts[form.selected]) : nil
  let area = frame.drawBox(
    title: form.title, footer: hint("↑↓ field  ←→ or type  Enter next  Esc close"),
    rows: min(frame.rows - 4, fields.count + 7), columns: min(frame.columns - 4, 76))
  let inner = Rectangle(row: area.row + 1, column: area.column, rows: area.rows - 1, columns: area.columns)
  frame.draw(Form(fields, selection: form.selected, editor: editor), in: inner)
}

private func drawPrompt(_ prompt: Prompt, _ frame: inout Frame) {
  let area = frame.drawBox(title: prompt.title, rows: 5, columns: min(frame.columns - 4, 64))
  let line = Rectangle(row: area.row + 1, column: area.column + 1, rows: 1, columns: area.columns - 2)
  frame.draw(TextField(prompt.text), row: line.row, column: line.column, columns: line.columns)
  frame.write(
    prompt.error ?? prompt.hint, row: area.row + 2, column: area.column + 1,
    foreground: prompt.error == nil ? Theme.muted : Theme.error, maxColumns: area.columns - 2)
}

private func drawQuestion(_ question: Question, _ frame: inout Frame) {
  frame.draw(
    Dialog(
      title: question.title, message: question.text,
      keys: question.answers.map { KeyHint($0.shownKey, $0.title) }))
}

private func hint(_ text: String) -> StyledText { StyledText(text, Theme.muted) }
