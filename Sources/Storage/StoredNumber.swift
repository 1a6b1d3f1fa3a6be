/// What the numbers may be that the store itself counts.
///
/// A file that somebody altered may hold any; one beyond these is damage and is never counted on.
enum StoredNumber {
  /// As the tables hold it of the audit log; there is room for one more above.
  static let counts = 1...9_000_000_000_000_000
  /// Of keys: a sealed value has four bytes for the version of its own, and there is room for one more.
  static let versions = 1...4_000_000_000
}
