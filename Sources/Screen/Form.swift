/// Settings that can be edited: a name, a value and what is allowed, a row each.
public struct Form: Sendable, Hashable {
  /// One setting.
  public struct Field: Sendable, Hashable {
    /// The name as it is typed.
    public var key: String
    /// The value as text.
    public var value: String
    /// What is allowed, in words.
    public var range: String
    /// One line about the setting, shown while it is selected.
    public var description: String
    /// What is wrong with the value; nil when it can be used.
    public var error: String?

    /// Creates a field.
    public init(
      _ key: String, value: String, range: String = "", description: String = "", error: String? = nil
    ) {
      self.key = key
      self.value = value
      self.range = range
      self.description = description
      self.error = error
    }
  }

  /// The settings from top to bottom.
  public var fields: [Field]
  /// The index of the selected field.
  public var selection: Int
  /// The text being typed into the selected field; nil while nothing is typed.
  public var editor: TextField?

  /// Creates a form.
  public init(_ fields: [Field], selection: Int = 0, editor: TextField? = nil) {
    self.fields = fields
    self.selection = selection
    self.editor = editor
  }
}

/// One line of text with a cursor.
public struct TextField: Sendable, Hashable {
  /// What has been typed.
  public var text: String
  /// The cursor stands before this character; 0...text.count, clamped when drawn.
  public var cursor: Int

  /// Creates a field; without a cursor it stands at the end.
  public init(_ text: String = "", cursor: Int? = nil) {
    self.text = text
    self.cursor = cursor ?? text.count
  }
}

extension Frame {
  /// Draws a form: its fields, scrolled to the selected one, and under them what that one is about.
  public mutating func draw(_ form: Form, in area: Rectangle) {
    let parts = area.split(rows: [.flexible(minimum: 1), .fixed(area.rows < 6 ? 0 : area.rows < 12 ? 3 : 4)])
    let list = parts[0]
    let keys = min((form.fields.map(\.key.count).max() ?? 0) + 3, max(4, area.columns / 2))
    let first = Menu.firstShown(count: form.fields.count, selection: form.selection, rows: list.rows)
    for row in 0..<list.rows where first + row < form.fields.count {
      drawField(
        form, first + row, keys: keys,
        in: Rectangle(row: list.row + row, column: list.column, rows: 1, columns: list.columns))
    }
    drawScrollHints(first: first, count: form.fields.count, in: list)
    guard parts[1].rows > 1, form.fields.indices.contains(form.selection) else { return }
    let field = form.fields[form.selection]
    let text = Rectangle(
      row: parts[1].row + 1, column: area.column + 1, rows: parts[1].rows - 1, columns: area.columns - 2)
    writeWrapped(
      field.error ?? field.description, in: text, foreground: field.error == nil ? Theme.muted : Theme.error)
  }

  private mutating func drawField(_ form: Form, _ index: Int, keys: Int, in area: Rectangle) {
    let field = form.fields[index]
    let isSelected = index == form.selection
    let background = drawSelection(isSelected, in: area)
    write(
      field.key, row: area.row, column: area.column + 2, foreground: isSelected ? Theme.title : Theme.text,
      background: background, maxColumns: max(0, keys - 3))
    let column = area.column + keys
    let width = max(0, area.columns - keys - 1)
    if isSelected, let editor = form.editor {
      draw(editor, row: area.row, column: column, columns: width)
      return
    }
    let color = field.error != nil ? Theme.error : isSelected ? Theme.key : Theme.title
    let taken = write(
      field.value, row: area.row, column: column, foreground: color, background: background, style: .bold,
      maxColumns: width)
    let rest = max(0, width - taken - 2)
    write(
      StyledText(field.range, Theme.muted), row: area.row, column: column + taken + 2, columns: rest,
      alignment: .right, background: background)
  }

  /// Draws a text field of one row; a long text is scrolled so that the cursor shows.
  public mutating func draw(
    _ field: TextField, prompt: String = "", row: Int, column: Int, columns: Int
  ) {
    let taken = write(
      prompt, row: row, column: column, foreground: Theme.key, style: .bold, maxColumns: columns)
    let width = columns - taken
    guard width > 0 else { return }
    let scalars = field.text.singleWidthScalars
    let cursor = min(max(field.cursor, 0), scalars.count)
    let first = max(0, cursor - width + 1)
    for offset in 0..<width {
      let index = first + offset
      let isCursor = index == cursor
      put(
        index < scalars.count ? scalars[index] : " ", row: row, column: column + taken + offset,
        foreground: isCursor ? Theme.ground : Theme.title,
        background: isCursor ? Theme.key : Theme.fieldGround)
    }
  }
}
