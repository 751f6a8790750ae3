import LatentCore

/// Tables of numbers as comma-separated values.
/// - Source: RFC 4180.
public struct CSV: Sendable, Equatable {
  /// The names in the first line, empty when it holds numbers already.
  public let header: [String]
  /// The numbers, `[lines, columns]`.
  public let matrix: Matrix

  /// Creates a table.
  /// - Precondition: the header is empty or names every column.
  public init(header: [String] = [], _ matrix: Matrix) {
    precondition(header.isEmpty || header.count == matrix.columns, "the header names every column")
    self.header = header
    self.matrix = matrix
  }

  /// Reads a file, packed by gzip or plain; `-` is standard input.
  /// - Throws: `ZwalkError` for a missing or unreadable file, `.malformedFile` naming line and column.
  public init(reading path: String) throws(ZwalkError) {
    let contents = try Files.read(path)
    let file = path == "-" ? "standard input" : path
    try self.init(
      decoding: Gzip.isGzip(contents) ? Gzip.decompress(contents, file: file) : contents, file: file)
  }

  /// Decodes the contents of a file.
  /// - Throws: `ZwalkError.malformedFile` naming line and column when something is no number or a line has more or
  ///   fewer values than the first.
  public init(decoding bytes: [UInt8], file: String) throws(ZwalkError) {
    var lines = Self.lines(of: bytes)
    var names: [String] = []
    if let first = lines.first, first.cells.contains(where: { Self.number($0) == nil }) {
      names = first.cells.map { String(decoding: $0, as: UTF8.self).trimmingSpaces().trimmingQuotes() }
      lines.removeFirst()
    }
    guard let columns = lines.first?.cells.count else {
      throw .malformedFile(path: file, format: "CSV", reason: "it holds no line of numbers")
    }
    var values: [Float] = []
    values.reserveCapacity(lines.count * columns)
    for line in lines { try line.append(to: &values, columns: columns, file: file) }
    guard names.isEmpty || names.count == columns else {
      throw .malformedFile(
        path: file, format: "CSV", reason: "its header names \(names.count) columns, there are \(columns)")
    }
    header = names
    matrix = Matrix(rows: lines.count, columns: columns, values: values)
  }

  /// The contents of a file: the header, when there is one, then a line a row, each number as short as its bits
  /// allow.
  public var encoded: [UInt8] {
    var text = header.isEmpty ? "" : header.map(Self.quoted).joined(separator: ",") + "\n"
    for row in 0..<matrix.rows {
      text += matrix.row(row).map { "\($0)" }.joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  /// Writes a file whole or not at all; `-` is standard output.
  /// - Throws: `ZwalkError.fileUnwritable`.
  public func write(to path: String) throws(ZwalkError) { try Files.write(encoded, to: path) }

  private static func quoted(_ text: String) -> String {
    text.contains(where: { ",\"\n".contains($0) })
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : text
  }

  /// The number that a cell holds; plain decimals, which most are, without the detour through text.
  fileprivate static func number(_ cell: ArraySlice<UInt8>) -> Float? {
    plainDecimal(cell) ?? Float(String(decoding: cell, as: UTF8.self).trimmingSpaces().trimmingQuotes())
  }

  /// A number of at most 15 digits, perhaps with sign and point; nil for any other text.
  ///
  /// Fifteen digits and their power of ten are exact in 64 bits, so that the quotient is rounded once.
  private static func plainDecimal(_ cell: ArraySlice<UInt8>) -> Float? {
    guard (1...16).contains(cell.count) else { return nil }
    var digits = 0
    var count = 0
    var fraction: Int?
    for (index, byte) in cell.enumerated() {
      switch byte {
      case 0x30...0x39:
        digits = digits * 10 + Int(byte & 15)
        count += 1
        fraction = fraction.map { $0 + 1 }
      case 0x2e where fraction == nil: fraction = 0
      case 0x2d where index == 0: continue
      default: return nil
      }
    }
    guard (1...15).contains(count) else { return nil }
    let size = Double(digits) / powersOfTen[fraction ?? 0]
    return Float(cell.first == 0x2d ? -size : size)
  }

  private static let powersOfTen = (0...15).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The lines that are not blank.
  private static func lines(of bytes: [UInt8]) -> [CSVLine] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      line.allSatisfy { $0 == 0x0d || $0 == 0x20 }
        ? nil
        : CSVLine(number: index + 1, cells: line.split(separator: 0x2c, omittingEmptySubsequences: false))
    }
  }
}

/// A line with its number in the file, from 1.
private struct CSVLine {
  let number: Int
  let cells: [ArraySlice<UInt8>]

  func append(to values: inout [Float], columns: Int, file: String) throws(ZwalkError) {
    guard cells.count == columns else {
      throw malformed("has \(cells.count) values, expected \(columns)", file)
    }
    for (column, cell) in cells.enumerated() {
      guard let value = CSV.number(cell) else {
        let text = String(decoding: cell.prefix(20), as: UTF8.self)
        throw malformed("column \(column + 1): '\(text)' is not a number", file)
      }
      values.append(value)
    }
  }

  private func malformed(_ reason: String, _ file: String) -> ZwalkError {
    .malformedFile(path: file, format: "CSV", reason: "line \(number) \(reason)")
  }
}
