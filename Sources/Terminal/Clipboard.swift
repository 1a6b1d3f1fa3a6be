/// What puts a text on the clipboard of the person's own machine: OSC 52, as terminals know it.
enum Clipboard {
  /// More than this some terminals cut off.
  static let limit = 74_000

  /// The sequence; nil where the text is too long.
  ///
  /// `isWrapped` hands it through tmux to the terminal outside, each escape doubled.
  static func sequence(for text: String, isWrapped: Bool) -> String? {
    let code = text.base64
    guard code.utf8.count <= limit else { return nil }
    return isWrapped
      ? "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;\(code)\u{07}\u{1B}\\" : "\u{1B}]52;c;\(code)\u{07}"
  }
}

extension String {
  /// The bytes of UTF-8 in base 64 (RFC 4648).
  fileprivate var base64: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bytes = Array(utf8)
    var code: [UInt8] = []
    for index in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[index..<min(index + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[index + $1]) : 0) }
      for place in 0..<4 {
        code.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: code, as: UTF8.self)
  }
}
