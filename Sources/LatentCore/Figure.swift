/// Something to look at, whatever draws it: images with captions, bars, curves, a small table of numbers, or a film.
public enum Figure: Sendable, Equatable {
  case images(ImageSheet)
  case bars(BarChart)
  case curves(CurveChart)
  case table(NumberTable)
  case film(Film)
}

/// Rows of images with captions, or one gallery that takes as many lines as it needs.
public struct ImageSheet: Sendable, Equatable {
  /// Images side by side.
  public struct Row: Sendable, Equatable {
    /// One or two words at the left, `corrupted`; empty for none.
    public var caption: String
    /// `[images, shape.pixels]`, 0 black and 1 white; values outside are clamped.
    public var images: Matrix
    /// The kinds that the images are maps of, where they are; the greys stand for them where there are no colours.
    public var kinds: KindMaps?

    /// Creates a row.
    public init(_ caption: String, _ images: Matrix, kinds: KindMaps? = nil) {
      self.caption = caption
      self.images = images
      self.kinds = kinds
    }
  }

  /// The size of every image.
  public var shape: ImageShape
  /// From top to bottom; image i of every row belongs together.
  public var rows: [Row]
  /// Whether the images of the only row are broken into lines where there is room, as many as fit.
  public var isGallery: Bool

  /// Creates rows that belong together column by column.
  public init(_ rows: [Row], shape: ImageShape) {
    self.rows = rows
    self.shape = shape
    isGallery = false
  }

  /// Creates a gallery of images, `[images, shape.pixels]`, the most important first.
  public init(gallery images: Matrix, shape: ImageShape) {
    rows = [Row("", images)]
    self.shape = shape
    isGallery = true
  }
}

/// Maps whose cells each hold one of several kinds of things, such as the codes of a codebook.
public struct KindMaps: Sendable, Equatable {
  /// The size of a map in cells.
  public var height, width: Int
  /// For each map its cells in reading order: places in `names`.
  public var cells: [[Int]]
  /// What is printed into a cell of each kind, the most frequent first, so that the first kinds differ most.
  public var names: [String]

  /// Creates maps.
  /// - Precondition: every map has `height * width` cells, and every cell a name.
  public init(height: Int, width: Int, cells: [[Int]], names: [String]) {
    precondition(cells.allSatisfy { $0.count == height * width && $0.allSatisfy(names.indices.contains) })
    self.height = height
    self.width = width
    self.cells = cells
    self.names = names
  }
}

/// Named numbers as bars.
public struct BarChart: Sendable, Equatable {
  /// A number with its name.
  public struct Bar: Sendable, Equatable {
    /// A word or a number.
    public var name: String
    /// The length; negative ones are drawn as zero.
    public var value: Double

    /// Creates a bar.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// From top to bottom.
  public var bars: [Bar]
  /// What is measured: `nats`, `mean activation`.
  public var quantity: String
  /// The value of a full bar; nil for the largest.
  public var limit: Double?

  /// Creates a chart.
  public init(_ bars: [Bar], quantity: String, limit: Double? = nil) {
    self.bars = bars
    self.quantity = quantity
    self.limit = limit
  }
}

/// Curves over one axis.
public struct CurveChart: Sendable, Equatable {
  /// Values in the order of x.
  public struct Curve: Sendable, Equatable {
    /// The name in the legend.
    public var name: String
    /// Places to the right and values, as many of each; a value that is not finite leaves a gap.
    public var x, y: [Double]

    /// Creates a curve.
    public init(_ name: String, x: [Double], y: [Double]) {
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// In the order of the legend.
  public var curves: [Curve]
  /// What is counted to the right.
  public var xTitle: String

  /// Creates a chart.
  public init(_ curves: [Curve], xTitle: String) {
    self.curves = curves
    self.xTitle = xTitle
  }
}

/// A small matrix of numbers with names on both sides, larger numbers brighter.
public struct NumberTable: Sendable, Equatable {
  /// `[rowNames.count, columnNames.count]`.
  public var values: Matrix
  /// Names at the left and at the top.
  public var rowNames, columnNames: [String]
  /// Digits after the point.
  public var decimals: Int

  /// Creates a table.
  /// - Precondition: as many names as rows and columns.
  public init(_ values: Matrix, rowNames: [String], columnNames: [String], decimals: Int = 2) {
    precondition(values.rows == rowNames.count && values.columns == columnNames.count, "every side has names")
    self.values = values
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.decimals = decimals
  }
}
