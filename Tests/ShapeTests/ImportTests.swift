import Testing

@Suite struct ImportTests {
  /// What each module may import.
  static let arrows: [String: Set<String>] = [
    "Records": ["FoundationEssentials"],
    "House": ["Records"],
    "Sealing": [
      "Records", "CSodium", "COpenSSL", "COath", "CProcess", "FoundationEssentials", "Synchronization",
    ],
    "Storage": [
      "Sealing", "Records", "CSQLite", "CProcess", "Glibc", "FoundationEssentials", "Synchronization",
    ],
    "ViewModels": ["Storage", "Records", "Pictures", "FoundationEssentials"],
    "Screens": ["ViewModels", "Records", "FoundationEssentials"],
    "Terminal": ["Screens", "CNcurses", "Glibc", "Dispatch", "Synchronization", "FoundationEssentials"],
    "lodge": [
      "House", "Terminal", "Screens", "ViewModels", "Storage", "Sealing", "Records", "Pictures", "Glibc",
      "Synchronization", "FoundationEssentials", "CProcess",
    ],
    // The readers of pictures are in a program of their own, which knows neither records nor keys.
    "Pictures": [],
    "lodge-picture": ["Pictures", "CPNG", "CTurboJPEG", "CProcess", "Glibc"],
  ]

  /// Text and zones are the only files that need the whole of Foundation.
  static let wholeFoundation: Set = ["Records/Text.swift", "Records/Zone.swift"]

  static let swift = SourceFile.all.filter { $0.path.hasSuffix(".swift") }

  @Test func `every module is one of the house`() {
    let modules = Set(Self.swift.map(\.module))
    #expect(modules == Set(Self.arrows.keys))
  }

  @Test(arguments: swift)
  func `imports only what its module may`(file: SourceFile) {
    var allowed = Self.arrows[file.module] ?? []
    if Self.wholeFoundation.contains(file.path) { allowed.insert("Foundation") }
    for name in file.imports.map(\.module) {
      #expect(allowed.contains(name), "\(file.path) may not import \(name).")
    }
  }

  @Test(arguments: swift)
  func `a module of C is imported for one file alone`(file: SourceFile) {
    for name in file.imports where name.module.isOfC {
      #expect(name.isPrivate, "\(file.path) hands \(name.module) on.")
    }
  }
}

extension String {
  /// A capital C before the capital of a library's name.
  fileprivate var isOfC: Bool { first == "C" && dropFirst().first?.isUppercase == true }
}
