// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error)]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], without folders: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: folders, swiftSettings: settings)
}

let package = Package(
  name: "lodge",
  products: [
    .executable(name: "lodge", targets: ["lodge"]),
    .executable(name: "lodge-picture", targets: ["lodge-picture"]),
  ],
  targets: [
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "CSodium"),
    .systemLibrary(name: "COpenSSL"),
    .systemLibrary(name: "COath"),
    .target(name: "CProcess"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CTurboJPEG"),
    module("Pictures"),
    module("Records"),
    module("House", ["Records"]),
    module("Sealing", ["Records", "CSodium", "COpenSSL", "COath", "CProcess"]),
    module("Storage", ["Sealing", "Records", "CSQLite", "CProcess"]),
    module("ViewModels", ["Storage", "Records", "Pictures"]),
    module("Screens", ["ViewModels", "Records"]),
    module("Terminal", ["Screens", "CNcurses"]),
    .executableTarget(
      name: "lodge",
      dependencies: [
        "House", "Terminal", "Screens", "ViewModels", "Storage", "Sealing", "Records", "Pictures",
        "CProcess",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "lodge-picture", dependencies: ["Pictures", "CPNG", "CTurboJPEG", "CProcess"],
      swiftSettings: settings),
    .target(name: "CPowerCut", path: "Tests/PowerCut", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "TestHomes",
      dependencies: ["House", "ViewModels", "Storage", "Sealing", "Records", "COath", "CPowerCut"],
      path: "Tests/Homes",
      swiftSettings: settings),
    .target(
      name: "TestTraits", dependencies: ["TestHomes"], path: "Tests/Traits", swiftSettings: settings),
    .executableTarget(
      name: "bench", dependencies: ["TestHomes", "House", "ViewModels", "Storage", "Sealing", "Records"],
      path: "Tests/Bench",
      swiftSettings: settings),
    tests("RecordsTests", ["Records"]),
    tests("PicturesTests", ["Pictures"]),
    tests("HouseTests", ["House", "Records"], without: ["Fixtures"]),
    tests("SealingTests", ["Sealing", "Records"]),
    tests("StorageTests", ["TestHomes", "TestTraits", "House", "Storage", "Sealing", "Records", "CSQLite"]),
    tests(
      "ViewModelsTests",
      ["TestHomes", "TestTraits", "House", "ViewModels", "Storage", "Sealing", "Records", "Pictures"]),
    tests(
      "ScreensTests",
      ["TestHomes", "TestTraits", "House", "Screens", "ViewModels", "Storage", "Sealing", "Records"],
      without: ["Screens"]),
    tests("TerminalTests", ["Terminal", "Screens"]),
    tests(
      "JourneyTests",
      [
        "lodge", "lodge-picture", "TestHomes", "House", "ViewModels", "Storage", "Sealing", "Records",
        "Pictures",
        "CSQLite",
      ], without: ["Screens"]),
    tests(
      "EveryTypeTests",
      [
        "lodge", "TestHomes", "TestTraits", "House", "ViewModels", "Storage", "Sealing", "Records", "CSQLite",
      ], without: ["Fixtures"]),
    tests("ShapeTests", []),
  ]
)
