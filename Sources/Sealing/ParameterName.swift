/// Names the library keeps a pointer to, so they must stay where they are: constants of the program.
enum ParameterName {
  static var digest: UnsafePointer<CChar> { pointer("digest") }
  static var tag: UnsafePointer<CChar> { pointer("tag") }

  private static func pointer(_ name: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
