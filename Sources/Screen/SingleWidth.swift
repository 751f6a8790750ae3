extension Unicode.Scalar {
  /// Whether every terminal shows this character in exactly one column: neither control nor combining nor wide.
  ///
  /// A list of what is known to be safe, so that an unknown character can shift nothing.
  /// - Source: Unicode Standard Annex 11, East Asian Width.
  public var isSingleWidth: Bool {
    switch value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF: true  // Latin and phonetic
    case 0x370...0x482, 0x48A...0x52F, 0x1E00...0x1FFF: true  // Greek, Cyrillic and their extensions
    case 0x2010...0x2027, 0x2030...0x205E, 0x2070...0x20C0: true  // punctuation, superscripts, currencies
    case 0x2100...0x214F, 0x2150...0x2319, 0x231C...0x2328: true  // letterlike, arrows, mathematics
    case 0x2500...0x25FC, 0x25FF: true  // boxes, blocks, geometric shapes
    case 0x2660...0x2667, 0x2713...0x271D, 0x2776...0x2794: true  // suits, marks, circled digits
    case 0x2800...0x28FF, 0x1FB00...0x1FB3B: true  // braille, sextants
    default: false
    }
  }
}

extension String {
  /// The characters as they are shown, one column each: marks that combine are dropped, control characters become
  /// spaces, and what could be wider than a column becomes a question mark.
  public var singleWidthScalars: [Unicode.Scalar] {
    map { character in
      let first = character.unicodeScalars[character.unicodeScalars.startIndex]
      if first.isSingleWidth && !character.isShownAsEmoji { return first }
      return first.value < 0x20 || first.value == 0xA0 ? " " : "?"
    }
  }
}

extension Character {
  /// Whether a variation selector asks for the wide, coloured form.
  fileprivate var isShownAsEmoji: Bool { unicodeScalars.contains { $0.value == 0xFE0F } }
}
