/// How light each point of a picture is, row by row, from 0 (dark) to 255.
struct Picture {
  let width: Int
  let height: Int
  let points: [UInt8]
}

/// Why a picture is not seen.
enum Fault: Error {
  case damaged
  case tooLarge
}

extension Fault {
  /// Refuses a picture of more points than a phone or a scanner makes, before there is room made for them.
  static func check(width: Int, height: Int) throws(Fault) {
    guard width > 0, height > 0 else { throw .damaged }
    let (points, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows, points <= 100_000_000 else { throw .tooLarge }
  }
}
