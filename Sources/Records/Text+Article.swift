extension String {
  /// With `a` or `an` before it.
  package var withArticle: String {
    guard let first = first else { return self }
    return ("aeiouAEIOU".contains(first) && !hasPrefix("uni") && !hasPrefix("use") ? "an " : "a ") + self
  }
}
