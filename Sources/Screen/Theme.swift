/// The colours of the interface by the role they play: a calm dark ground and one bright thing at a time.
///
/// Panels draw with these names only, so that every terminal mode can map a role by hand.
public enum Theme {
  /// Behind everything.
  public static let ground = Color(0x0D0E12)
  /// Behind the header line.
  public static let headerGround = Color(0x181A22)
  /// Behind the selected row of a list.
  public static let selectionGround = Color(0x26344A)
  /// Behind the text of an input line.
  public static let fieldGround = Color(0x20242E)
  /// The border of a panel without focus.
  public static let border = Color(0x464C5A)
  /// The program's own colour: the border of the focused panel, a curve that is looked at.
  public static let accent = Color(0x61AFEF)
  /// The title of the focused panel and whatever is named by the user.
  public static let title = Color(0xEBEEF5)
  /// Ordinary text.
  public static let text = Color(0xAAB0BE)
  /// Text that is read only when wanted: axis numbers, units, distances.
  public static let muted = Color(0x6C7484)
  /// Lines that help the eye without asking for it: rings of the prior, what lies behind a dialog.
  public static let faint = Color(0x323640)
  /// A key that can be pressed; numbers of panels.
  public static let key = Color(0xE5C07B)
  /// Something goes well: training, a loss that falls.
  public static let good = Color(0x98C379)
  /// Something deserves a look: unsaved, paused.
  public static let warning = Color(0xD19A66)
  /// Something failed.
  public static let error = Color(0xE06C75)
  /// The cursor of the walk and the selected point.
  public static let cursor = Color(0xFFFFFF)

  /// An empty cell of the ground.
  public static let blank = Cell(" ", foreground: text, background: ground)
}
