extension Unicode.Scalar {
  /// The ASCII character that stands for this one: boxes become `+-|`, blocks `#`, dots by their density.
  public var asciiFallback: Unicode.Scalar {
    switch value {
    case 0x20...0x7E: self
    case 0xC0...0xFF: Self.latin[Int(value - 0xC0)]
    case 0x2500...0x257F: boxFallback
    case 0x2580...0x259F: blockFallback
    case 0x2800...0x28FF: Self.density[Int((value - 0x2800).nonzeroBitCount)]
    case 0x1FB00...0x1FB3B: "#"
    default: Self.signs[self] ?? "?"
    }
  }

  private static let latin = Array(
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPsaaaaaaaceeeeiiiidnooooo/ouuuuypy".unicodeScalars)
  private static let density = Array(" ..:::###".unicodeScalars)

  private static let signs: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = Array(
      ("←<→>↑^↓v⇧^⇐<⇒>↵<▲^▴^△^▼v▾v▽v▶>▸>►>◀<◂<◄<●*•o∙.·.○o◌o◉@◎@■#□o▪#◆*◇o★*✓y✔y✗x✘x✚+✛+✕x×x÷/−-–-—-‑-"
        + "…~‘'’'“\"”\"≤<≥>≈~±~√v∞8°o²2³3µuσsμuαaβbλlρrθtεeΣS∑SΔDπp∂dτtκkγgηn").unicodeScalars)
    var signs: [Unicode.Scalar: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) where pairs[index + 1].isASCII {
      signs[pairs[index]] = pairs[index + 1]
    }
    return signs
  }()

  private var boxFallback: Unicode.Scalar {
    switch self {
    case "━", "═": "="
    case "─", "╌", "┄", "┈", "╴", "╶", "┅", "┉", "╍": "-"
    case "│", "┃", "╎", "┆", "┊", "║", "╵", "╷": "|"
    case "╱": "/"
    case "╲": "\\"
    default: "+"
    }
  }

  private var blockFallback: Unicode.Scalar {
    switch self {
    case "▀", "▔": "\""
    case "▁", "▂", "▃", "▄": "_"
    case "▍", "▎", "▏", "▕", "▖", "▗", "▘", "▝": "."
    case "░": "."
    case "▒": ":"
    default: "#"
    }
  }
}
