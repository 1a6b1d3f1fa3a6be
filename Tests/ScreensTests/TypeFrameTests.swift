import House
import Records
import Screens
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What every record type gets by being declared: a list, a record and a form that can be read at every size.
@MainActor
@Suite(.homes) struct TypeFrameTests {
  @Test(arguments: Catalogue.house.types)
  func `the list, the record and the form of a type have a crumb and a footer`(type: RecordType) async throws
  {
    for size in Size.promised {
      guard let app = try await app(reading: type, size) else { continue }
      await app.openList(type.id)
      try await expect(app, size, crumb: type.title)
      if let row = app.list?.row {
        await app.open(type.id, row.id)
        try await expect(app, size, crumb: app.detail?.crumb.text ?? type.singular)
      }
      app.push(.form(FormModel(app, Record(type)) { _ in }))
      try await expect(app, size, crumb: "New \(type.singular)")
    }
  }

  @Test(arguments: Catalogue.house.types)
  func `no label of a form is cut at 80x24`(type: RecordType) async throws {
    let size = Size(rows: 24, columns: 80)
    guard let app = try await app(reading: type, size) else { return }
    let form = FormModel(app, Record(type)) { _ in }
    app.push(.form(form))
    for place in form.form.shown {
      form.go(to: place)
      let frame = app.frame(size)
      let column = (0..<size.rows).map { row in
        String(frame.text(ofRow: row).prefix(25)).split(separator: " ").joined(separator: " ")
      }.joined(separator: " ")
      let field = form.form.entries[place].field
      #expect(column.contains(field.label), "\(type.id).\(field.name)")
    }
  }

  /// The program as somebody sees it whose role may read the type; nil for a type that nobody reads.
  private func app(reading type: RecordType, _ size: ViewModels.Size) async throws -> AppModel? {
    let home = try await Sample.shift.value.home
    let matrix = home.registrar.matrix
    guard let role = Role.allCases.first(where: { Menu.mayRead(type, $0, matrix) }) else { return nil }
    let task =
      Self.sessions[role]
      ?? Task { try await home.session(role, organization: role == .platform ? 0 : 1) }
    Self.sessions[role] = task
    return try await home.app(for: task.value, size: size)
  }

  /// One session for each role, which all tests share.
  private static var sessions: [Role: Task<Session, any Error>] = [:]

  private func expect(_ app: AppModel, _ size: ViewModels.Size, crumb: String) async throws {
    await app.top?.model.settle()
    let frame = app.frame(size)
    #expect(app.message?.kind != .failed, "\(app.message?.text.text ?? "")")
    if size.columns >= 80 { #expect(frame.text(ofRow: 0).contains(crumb.prefix(12)), "\(size)") }
    #expect(app.top?.model.crumb.text == crumb)
    #expect(!frame.text(ofRow: 0).isEmpty)
    #expect(
      frame.text(ofRow: size.rows - 1).contains(app.top?.model.takesText == true ? "F1" : "?"), "\(size)")
  }
}
