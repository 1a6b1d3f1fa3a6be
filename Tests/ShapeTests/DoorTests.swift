import Testing

/// The check of the organisation stands in the program as it is tested: nothing there takes it away.
@Suite struct DoorTests {
  private static let swift = SourceFile.all.filter { $0.path.hasSuffix(".swift") }

  /// Where something is made, and how often.
  private func places(of symbol: String) -> [String: Int] {
    Self.swift.reduce(into: [:]) { places, file in
      let count = file.lines(with: symbol).count
      if count > 0 { places[file.path] = count }
    }
  }

  @Test func `a call at the door is begun in three places, and each asks first whether its session stands`()
    throws
  {
    #expect(
      places(of: "Errand(") == [
        "Storage/Repository+Errands.swift": 2, "Storage/Audit/Registrar+Head.swift": 1,
      ])
    for file in Self.swift {
      for (index, line) in file.lines.enumerated() where line.contains(" Errand(database,") {
        let rest = file.lines.dropFirst(index + 1)
        let next = try #require(rest.first(where: { !$0.allSatisfy(\.isWhitespace) }))
        #expect(next.contains("try errand.checkStanding(at: sequence)"), "\(file.path): \(next)")
      }
    }
  }

  @Test func `who somebody is, and how rows are read, is made where the organisation is known`() {
    #expect(places(of: "Session(") == ["Storage/Session.swift": 1, "Storage/Sessions.swift": 1])
    #expect(places(of: "RowReader(") == ["Storage/Errand.swift": 1])
  }

  @Test func `every row that is read says of which organisation it is`() throws {
    let reader = try #require(Self.swift.first(where: { $0.path == "Storage/RowReader.swift" }))
    let check = "guard columns.integer(0) == organization else { throw .foreignRow }"
    #expect(reader.lines.contains { $0.contains(check) })
    let asked = reader.lines.filter { $0.contains("var parts: [SQL] = [\"a.organization_id\", \"a.id\"") }
    #expect(asked.count == 1)
  }

  @Test(arguments: ["#if", "@testable"])
  func `no condition of a build and no test reaches into the program`(symbol: String) {
    #expect(places(of: symbol).isEmpty)
  }
}
