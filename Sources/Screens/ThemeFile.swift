import Records

/// Reads a theme from its file, and says of everything that is wrong in it on which line.
struct ThemeFile {
  private(set) var problems: [ThemeLint.Problem] = []
  private var palette: [String: Colour] = [:]
  private var looks: [Style: [Theme.Tier: Look]] = [:]
  private var signs: [Style: Theme.Sign] = [:]
  private var decorations: Set<Style> = []
  /// The line of each style, for what the lint finds later.
  private(set) var lines: [Style: Int] = [:]
  private(set) var theme: Theme?

  init(_ text: String) {
    do {
      read(try JSON5Node(reading: text))
    } catch {
      problems.append(ThemeLint.Problem(line: error.line, reason: error.reason))
    }
  }

  private mutating func complain(_ line: Int, _ reason: String) {
    problems.append(ThemeLint.Problem(line: line, reason: reason))
  }

  private mutating func read(_ file: JSON5Node) {
    guard let members = file.members else {
      return complain(file.line, "A theme is an object between { and }.")
    }
    let known = ["format", "id", "name", "base", "minimumContrast", "palette", "roles"]
    for member in members where !known.contains(member.key) {
      complain(member.line, "Nothing in a theme is called \(member.key).")
    }
    if file["format"]?.number != 1 { complain(file["format"]?.line ?? file.line, "The format should be 1.") }
    let id = requiredText("id", in: file)
    let name = requiredText("name", in: file)
    let base = Theme.Base(rawValue: requiredText("base", in: file))
    if base == nil { complain(file["base"]?.line ?? file.line, "The base is dark, light or terminal.") }
    let minimum = file["minimumContrast"]?.number ?? 4.5
    readPalette(file["palette"])
    readRoles(file["roles"], file.line)
    theme = Theme(
      id: id, name: name, base: base ?? .terminal, minimumContrast: minimum, looks: looks, signs: signs,
      decorations: decorations)
  }

  private mutating func requiredText(_ key: String, in file: JSON5Node) -> String {
    guard let text = file[key]?.text else {
      complain(file[key]?.line ?? file.line, "The theme gives no \(key).")
      return ""
    }
    return text
  }

  private mutating func readPalette(_ node: JSON5Node?) {
    guard let node else { return }
    guard let members = node.members else { return complain(node.line, "The palette is an object.") }
    for member in members {
      if let number = member.value.number, let index = UInt8(exactly: number), index >= 16 {
        palette[member.key] = .index(index)
      } else if let light = member.value.text.flatMap(Light.init(hex:)) {
        palette[member.key] = light.nearest
      } else {
        complain(
          member.line, "\(member.key) should be a number from 16 to 255 or a colour such as \"#ffaf00\".")
      }
    }
  }

  private mutating func readRoles(_ node: JSON5Node?, _ line: Int) {
    guard let members = node?.members else { return complain(node?.line ?? line, "The theme has no roles.") }
    var likes: [Style: (other: Style, line: Int)] = [:]
    for member in members {
      guard let style = Style(name: member.key) else {
        complain(member.line, "No role is called \(member.key).")
        continue
      }
      lines[style] = member.line
      readRole(member, style)
      if let like = member.value["like"] {
        if let other = like.text.flatMap(Style.init(name:)) {
          likes[style] = (other, like.line)
        } else {
          complain(like.line, "like should name another role.")
        }
      }
    }
    for style in Style.allCases { follow(style, likes) }
  }

  /// Gives a style what it does not say itself from the one it is like.
  private mutating func follow(_ style: Style, _ likes: [Style: (other: Style, line: Int)]) {
    guard let first = likes[style] else { return }
    var seen: Set<Style> = [style]
    var other = first.other
    while true {
      guard seen.insert(other).inserted else { return complain(first.line, "like goes round in a circle.") }
      looks[style, default: [:]].merge(looks[other] ?? [:]) { own, _ in own }
      if signs[style] == nil { signs[style] = signs[other] }
      guard let next = likes[other] else { return }
      other = next.other
    }
  }

  private mutating func readRole(_ role: JSON5Node.Member, _ style: Style) {
    guard let members = role.value.members else {
      return complain(role.line, "\(role.key) should be an object between { and }.")
    }
    var glyph = style.sign
    var ascii: Unicode.Scalar?
    for member in members {
      switch member.key {
      case "like": break
      case "glyph": glyph = sign(member) ?? glyph
      case "ascii": ascii = sign(member)
      case "decoration":
        if member.value.flag == true { decorations.insert(style) }
      default:
        guard let tier = Theme.Tier(rawValue: member.key) else {
          complain(member.line, "No tier is called \(member.key); there are mono, 8, 16 and 256.")
          continue
        }
        if let look = look(member, tier) { looks[style, default: [:]][tier] = look }
      }
    }
    guard let glyph, role.value["glyph"] != nil || ascii != nil else { return }
    signs[style] = Theme.Sign(glyph: glyph, ascii: ascii ?? Alphabet.ascii(glyph))
  }

  private mutating func sign(_ member: JSON5Node.Member) -> Unicode.Scalar? {
    let scalars = member.value.text.map { Array($0.unicodeScalars) } ?? []
    guard scalars.count == 1, Width.of(scalars[0]) == 1, Alphabet.contains(scalars[0]),
      member.key == "glyph" || scalars[0].isASCII
    else {
      complain(
        member.line, "\(member.key) should be one sign of one column, of those that screens are drawn with.")
      return nil
    }
    return scalars[0]
  }

  /// Reads `ink on paper bold`.
  private mutating func look(_ member: JSON5Node.Member, _ tier: Theme.Tier) -> Look? {
    guard let text = member.value.text else {
      complain(member.line, "\(member.key) should be a text such as \"white on black bold\".")
      return nil
    }
    var look = Look()
    var isBackground = false
    var hasForeground = false
    for word in text.split(separator: " ").map(String.init) {
      if word == "on" {
        isBackground = true
      } else if let attribute = Attributes(name: word) {
        look.attributes.formUnion(attribute)
      } else if let colour = colour(word, tier) {
        if isBackground { look.background = colour } else { look.foreground = colour }
        if !isBackground, hasForeground {
          complain(member.line, "\(word) is a second colour without on before it.")
        }
        hasForeground = true
        isBackground = false
      } else {
        complain(member.line, "\(word) is no colour or attribute of tier \(tier.rawValue).")
      }
    }
    return look
  }

  private func colour(_ word: String, _ tier: Theme.Tier) -> Colour? {
    if tier == .mono { return nil }
    if word == "default" { return .own }
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    if let index = names.firstIndex(of: word) { return .index(UInt8(index)) }
    if tier == .eight { return nil }
    if word.hasPrefix("bright-"), let index = names.firstIndex(of: String(word.dropFirst(7))) {
      return .index(UInt8(index + 8))
    }
    if tier == .sixteen { return nil }
    if let colour = palette[word] { return colour }
    if let light = Light(hex: word) { return light.nearest }
    return UInt8(word).flatMap { $0 >= 16 ? .index($0) : nil }
  }
}

extension Theme {
  /// Reads a theme file.
  ///
  /// - Throws: The first thing that is wrong in it, with its line.
  package static func read(_ text: String) throws(ThemeLint.Problem) -> Theme {
    let file = ThemeFile(text)
    if let problem = file.problems.first { throw problem }
    guard let theme = file.theme else { throw ThemeLint.Problem(line: 1, reason: "The file is no theme.") }
    return theme
  }
}
