/// A colour as red, green and blue light, each from 0 to 255.
struct Light: Hashable {
  var red: Double
  var green: Double
  var blue: Double

  /// The light of a colour that is the same on every terminal, 16 to 255; nil for the person's own.
  init?(_ colour: Colour) {
    guard case .index(let index) = colour, index >= 16 else { return nil }
    if index >= 232 {
      let grey = Double(8 + 10 * (Int(index) - 232))
      (red, green, blue) = (grey, grey, grey)
    } else {
      let levels: [Double] = [0, 95, 135, 175, 215, 255]
      let cube = Int(index) - 16
      (red, green, blue) = (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }
  }

  /// Reads `#ffaf00`.
  init?(hex: String) {
    guard hex.hasPrefix("#"), hex.utf8.count == 7, let code = Int(hex.dropFirst(), radix: 16) else {
      return nil
    }
    (red, green, blue) = (Double(code >> 16), Double(code >> 8 & 255), Double(code & 255))
  }

  private init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// The fixed colour of 16 to 255 that is nearest.
  var nearest: Colour {
    let all = (16...255).map { Colour.index(UInt8($0)) }
    return all.min { distance(to: $0) < distance(to: $1) } ?? .own
  }

  private func distance(to colour: Colour) -> Double {
    guard let other = Light(colour) else { return .infinity }
    return distance(to: other)
  }

  /// How far two colours are apart as numbers; 442 lies between black and white.
  func distance(to other: Light) -> Double {
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return (r * r + g * g + b * b).squareRoot()
  }

  /// The contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio).
  func contrast(to other: Light) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }

  /// Relative luminance, 0 to 1 (WCAG 2.2).
  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  private static func linear(_ channel: Double) -> Double {
    let share = channel / 255
    return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055, 12, 5)
  }

  private static func channel(_ linear: Double) -> Double {
    let share = min(max(linear, 0), 1)
    return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * power(share, 5, 12) - 0.055)
  }

  /// A base from 0 to 1 to the power of a fraction; the standard library has roots of two only.
  private static func power(_ base: Double, _ numerator: Int, _ denominator: Int) -> Double {
    guard base > 0 else { return 0 }
    var root = 1.0
    for _ in 0..<64 {
      let rest = (1..<denominator).reduce(1.0) { product, _ in product * root }
      root -= (root - base / rest) / Double(denominator)
    }
    return (0..<numerator).reduce(1.0) { product, _ in product * root }
  }

  /// What eyes lack that see fewer colours, as full absence.
  enum Deficiency: String, CaseIterable {
    case protanopia, deuteranopia, tritanopia

    /// The matrix over linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
    fileprivate var matrix: [[Double]] {
      switch self {
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
      case .tritanopia:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
        ]
      }
    }
  }

  /// This colour as such eyes see it.
  func seen(with deficiency: Deficiency) -> Light {
    let linear = [Self.linear(red), Self.linear(green), Self.linear(blue)]
    let seen = deficiency.matrix.map { row in
      Self.channel(row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])
    }
    return Light(red: seen[0], green: seen[1], blue: seen[2])
  }
}

extension Colour {
  /// Red, green and blue as one number of 24 bits; nil for the person's own colours.
  package var mixed: Int? {
    Light(self).map { Int($0.red) << 16 | Int($0.green) << 8 | Int($0.blue) }
  }
}
