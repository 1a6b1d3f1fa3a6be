import Glibc
import Pictures

/// The program that looks through one picture: its bytes come on standard input, how light it is goes out.
///
/// It is told, in this order, how many columns and rows there is room for and how many bytes there are.
@main
struct Program {
  /// The exit statuses: what was asked makes no sense; the system does not let it shut itself in.
  private static let (misused, unconfined): (Int32, Int32) = (2, 3)

  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard numbers.count == 3, numbers.allSatisfy({ 1...100_000_000 ~= $0 }),
      numbers[0] * numbers[1] <= 1 << 20
    else { exit(misused) }
    guard confine() else { exit(unconfined) }
    let content = read(numbers[2])
    write(answer(to: content, columns: numbers[0], rows: numbers[1]).bytes)
  }

  private static func answer(to content: [UInt8], columns: Int, rows: Int) -> PictureAnswer {
    do throws(Fault) {
      let picture = try content.starts(with: PNG.start) ? PNG.light(of: content) : JPEG.light(of: content)
      return .seen(
        PictureGrid(
          picture.points, width: picture.width, height: picture.height, columns: columns, rows: rows))
    } catch {
      switch error {
      case .damaged: return .damaged
      case .tooLarge: return .tooLarge
      }
    }
  }

  /// Reads up to so many bytes of standard input.
  private static func read(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      while filled < count, let start = room.baseAddress {
        let got = Glibc.read(STDIN_FILENO, start + filled, count - filled)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        filled += got
      }
    }
  }

  private static func write(_ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}
