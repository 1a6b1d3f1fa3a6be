import Records
import Storage

/// What people are called where they sign in, and as records show them.
enum LoginNames {
  /// Why a login name is none: it is typed in many places, and a blank in it is lost in each.
  static func violation(in login: String, of field: String) -> Violation? {
    login.contains(where: \.isWhitespace)
      ? Violation("A login name is one word without blanks, for example ada or ada.brand.", field: field)
      : nil
  }

  /// `A. Brand` for Ada Brand: the first letter of the first name and the last name.
  static func short(_ name: String) -> String {
    let words = name.split(whereSeparator: \.isWhitespace)
    guard let first = words.first?.first, let last = words.last, words.count > 1 else {
      return String(name.prefix(20))
    }
    return "\(first.uppercased()). \(String(last.prefix(17)))"
  }

  /// `ada` for Ada Brand, in small letters without accents.
  static func login(_ name: String) -> String {
    let first = name.split(whereSeparator: \.isWhitespace).first ?? ""
    return Text.folded(String(first)).filter { $0.isLetter || $0.isNumber }
  }
}

extension FieldForm {
  /// Puts a short name and a login name where none were typed yet, made of the full name.
  func suggestNames(from full: String, short: String, login: String) {
    func text(_ name: String) -> String { entries.first { $0.field.name == name }?.line.text ?? "" }
    let name = text(full)
    guard !name.isEmpty, focused?.field.name != full else { return }
    if text(short).isEmpty { suggest(LoginNames.short(name), for: short) }
    if text(login).isEmpty { suggest(LoginNames.login(name), for: login) }
  }
}
