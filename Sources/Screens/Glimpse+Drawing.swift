import Records
import ViewModels

extension Glimpse {
  /// Its words behind the sign of how much it presses.
  var marked: DisplayText {
    guard let sign = weight.style.sign else { return text }
    return "\(String(sign)) " + text
  }

  /// Its words, wrapped, the lines after the first set in; what is left out of the last is marked.
  func lines(of columns: Int, limit: Int? = nil) -> [DisplayText] {
    let indent: DisplayText = "  "
    let room = max(8, columns - 2)
    var lines = text.wrapped(to: room)
    if let limit, lines.count > limit {
      lines = Array(lines.prefix(limit))
      lines[limit - 1] = lines[limit - 1].clipped(to: room - 1) + "…"
    }
    let sign = weight.style.sign.map { DisplayText(String($0) + " ") } ?? indent
    return lines.enumerated().map { ($0 == 0 ? sign : indent) + $1 }
  }
}

extension Glance.Weight {
  var style: Style {
    switch self {
    case .grave: .urgent
    case .notable: .due
    case .plain: .text
    }
  }
}
