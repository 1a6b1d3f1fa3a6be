/// How long a content is said to be.
enum ContentLength {
  /// The length as far as one can reckon with it: a damaged row may name any, and no file has a petabyte.
  static func credible(_ length: Int) -> Int { min(max(0, length), 1 << 50) }
}
