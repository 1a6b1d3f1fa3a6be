import House
import Records
import Storage
import TestHomes
import Testing

@testable import lodge

/// One role before a record of every type, in a home of its own.
struct RoleWalk {
  let role: Role
  let stage: Stage
  /// The permission file, read by its letters.
  let sheet: PermissionSheet
  /// Works in Maple House, made what the role may make, and is key worker of the resident there.
  let near: Session
  /// The same role in Oak House, where nothing of all that is.
  let far: Session
  var scene: Scene

  init(_ role: Role) async throws {
    self.role = role
    stage = try await Stage()
    sheet = try PermissionSheet()
    let (home, isPlatform) = (stage.home, role == .platform)
    let organization = isPlatform ? 0 : 1
    near = try await home.session(
      role, named: "Near", houses: isPlatform ? nil : [home.maple], organization: organization)
    far = try await home.session(
      role, named: "Far", houses: isPlatform ? nil : [home.oak], organization: organization)
    scene = stage.scene(of: near)
    // Before all others, so that the resident is theirs.
    _ = try await scene.record("residents")
  }

  var registrar: Registrar { stage.registrar }

  /// Every type after those that its required fields name.
  static let types: [RecordType] = {
    var (placed, order): (Set<String>, [RecordType]) = ([], [])
    func place(_ type: RecordType) {
      guard placed.insert(type.id).inserted else { return }
      for field in type.stored where field.isRequired {
        if case .reference(let other) = field.kind { place(Catalogue.house.type(other)) }
      }
      order.append(type)
    }
    for type in Catalogue.house.types { place(type) }
    return order
  }()

  /// Types of which a new record is in no house and nobody's own: who holds the right over houses alone adds none.
  static let ofNoHouse: Set<String> = [
    "communication_templates", "custom_fields", "document_templates", "lookup_values", "properties",
    "staff_members", "workflows",
  ]

  /// What everybody is told who would add what the program alone writes; nil of what people add.
  static func whyNobodyAdds(_ type: RecordType) -> String? {
    if type.id == "break_glass_events" {
      return
        "It begins with “Emergency access to a person” among the commands, and asks for your password."
    }
    if ["roles", "role_permissions"].contains(type.id) {
      return
        "Lodge has nine roles, and what each may do stands in the permission file. Give somebody one of them; what they are called here is their job title."
    }
    return type.isInternal ? "Lodge itself writes every \(type.singular)." : nil
  }

  static let commands = CommandLine.commands(.house)

  /// Types of which the home has the record that is read, because others hang on it.
  static let standing: Set<String> = [
    "houses", "properties", "roles", "memberships", "users", "organizations", "residents", "stays",
  ]

  mutating func go(through type: RecordType) async throws {
    for right in [Right.read, .create, .void, .export] { try await isAsked(right, type) }
    if type.isInternal {
      await isRefused("added", type) { try await self.stage.home.save(Record(type), as: self.near) }
      return try await listsNothing(type)
    }
    if role == .platform, !type.isPlatform { return try await seesNoHome(type) }
    let added = try await adds(type)
    let record = Self.standing.contains(type.id) ? try await scene.record(type.id) : added
    for (session, reach) in [(near, reach(near, isNear: true)), (far, reach(far, isNear: false))] {
      let whole = try await stage.whole(record)
      try await reads(whole, session, reach)
      try await tells(whole, session, reach)
      try await takesOut(whole, session, reach)
      try await edits(whole, session, reach)
    }
    if type.id != "houses" { try await comesAndGoes(try await stage.whole(added)) }
  }

  /// What the platform keeps for itself is its own; of the homes it sees nothing.
  private mutating func seesNoHome(_ type: RecordType) async throws {
    if !holds(.create, type) {
      await isRefused("added", type) { try await stage.home.save(Record(type), as: near) }
      await expectNoImport(of: type)
    }
    let whole = try await stage.whole(try await Scene.made(type, beside: &scene))
    let known = reach(near, isNear: true)
    try await reads(whole, near, known)
    try await tells(whole, near, known)
    try await takesOut(whole, near, known)
    if let other = tampered(whole) {
      await isKept("\(role) edits \(type)", type) { try await stage.home.save(other, as: near) }
    }
    await isKept("\(role) removes \(type)", type) {
      try await registrar.remove(whole, reason: "Because.", command: stage.home.time.newID(), for: near)
    }
  }

  func reach(_ session: Session, isNear: Bool) -> Reach {
    let home = stage.home
    return Reach(
      sheet: sheet, session: session,
      house: role == .platform ? nil : isNear ? home.maple : home.oak,
      resident: isNear ? scene.made["residents"]?.id : nil, made: scene.made)
  }

  /// Whether the role holds a right on some records of the type at all.
  func holds(_ right: Right, _ type: RecordType) -> Bool {
    if type.isPlatform, role != .platform {
      if type.id == "organizations", right == .create { return false }
      return sheet.scope(
        of: right, for: role, on: type.id == "organizations" ? "configuration" : type.resource) != nil
    }
    let scopes = resources(of: type).compactMap { sheet.scope(of: right, for: role, on: $0) }
    if right == .create, type.house == .itself { return scopes.contains(.org) }
    if right == .create, Self.ofNoHouse.contains(type.id), near.houses != nil { return scopes.contains(.org) }
    return scopes.contains { $0 > .own || right == .read || !type.tags.contains(.givesReach) }
  }

  private func resources(of type: RecordType) -> [String] {
    switch type.resource {
    case "case_notes_team" where type.index(of: "visibility") != nil:
      [type.resource, "case_notes_private", "case_notes_confidential"]
    case "documents" where type.index(of: "is_confidential") != nil:
      [type.resource, "documents_confidential"]
    default: [type.resource]
    }
  }
}

// MARK: What is asked before anything is done
extension RoleWalk {
  private func isAsked(_ right: Right, _ type: RecordType) async throws {
    let reason = right == .create ? RoleWalk.whyNobodyAdds(type) : nil
    switch await registrar.availability(of: right, on: type, for: near) {
    case .yes: #expect(holds(right, type) && reason == nil, "\(role) may \(right.verb) \(type)")
    case .no(let words) where reason != nil: #expect(words == reason, "\(role) \(type)")
    case .no(let words):
      #expect(!holds(right, type), "\(role) may not \(right.verb) \(type)")
      expectRefusal(words, right, type)
    case .confidential: #expect(!holds(right, type) && !holds(.read, type), "\(role) \(right.verb) \(type)")
    }
  }

  /// A sentence that says what the role may not, and names who could, if anybody can.
  func expectRefusal(_ words: String, _ right: Right, _ type: RecordType) {
    let start = "You cannot \(right.verb) \(type.singular.withArticle) in this role."
    let others = sheet.roles(with: right, on: type.resource).filter { role in
      (role != .platform || near.organization == 0) && role != self.role
    }
    let isReachable = others.contains { role in
      sheet.scope(of: right, for: role, on: type.resource) != .own
        || !type.tags.contains(.givesReach) || right == .read
    }
    #expect(words.hasPrefix(start), "\(role) \(type): \(words)")
    if isReachable { #expect(words.hasSuffix(" can."), "\(role) \(type): \(words)") }
  }

  func isRefused<Answer>(
    _ deed: String, _ type: RecordType, _ body: () async throws -> Answer
  ) async {
    do {
      _ = try await body()
      Issue.record("\(role): \(type) was \(deed)")
    } catch RegistrarError.notAllowed(let words) {
      let reason = RoleWalk.whyNobodyAdds(type)
      #expect(words.hasPrefix("You cannot ") || words == reason, "\(role) \(type): \(words)")
    } catch RegistrarError.notFound {
      #expect(!holds(.read, type) || type.isPlatform != (role == .platform), "\(role) \(deed) \(type)")
    } catch {
      Issue.record("\(role): \(type) was not \(deed), but \(error)")
    }
  }
}

// MARK: Adding and importing
extension RoleWalk {
  private mutating func adds(_ type: RecordType) async throws -> Record {
    if holds(.create, type), type.isMadeByStep {
      await isOnlyMadeByStep(try await scene.blank(type, for: near))
    } else if holds(.create, type), type.isPlatform == (role == .platform) {
      var blank = try await scene.blank(type, for: near)
      try await imports(blank)
      // Who adds may be one who is told nothing of it.
      blank.id = stage.home.time.newID()
      let saved = try await stage.whole(try await stage.home.save(blank, as: near))
      if !RoleWalk.standing.contains(type.id) { scene.take(saved) }
      return saved
    } else {
      await isRefused("added", type) { try await stage.home.save(Record(type), as: near) }
      await expectNoImport(of: type)
    }
    let record = try await Scene.made(type, beside: &scene)
    if !RoleWalk.standing.contains(type.id) { scene.take(record) }
    return record
  }

  private func isOnlyMadeByStep(_ blank: Record) async {
    do {
      _ = try await stage.home.save(blank, as: near)
      Issue.record("\(role) added \(blank.type), which steps make.")
    } catch RegistrarError.refused(let found) {
      #expect(found.contains { $0.words.hasPrefix("Enter ") }, "\(blank.type): \(found.map(\.words))")
    } catch RegistrarError.notAllowed(let words) {
      #expect(words.contains("is filled in by Lodge"), "\(blank.type): \(words)")
    } catch {
      Issue.record("\(role) \(blank.type): \(error)")
    }
  }

  /// A file with one row of the same values is read, and all that saving it asks is asked.
  private func imports(_ blank: Record) async throws {
    let door = SignedIn(registrar: registrar, session: near)
    let fields = blank.type.typed.filter { field in
      if case .bytes = field.kind { return false }
      return true
    }
    let shape = RecordShape(
      type: blank.type, fields: fields, shown: FieldReader(registrar, near).shown, lists: registrar.lists)
    var bytes: [UInt8] = []
    CSVCell.write(shape.headings.map(CSVCell.text), to: &bytes)
    CSVCell.write(shape.cells(id: .zero, values: fields.map { blank[$0.name] }), to: &bytes)
    var file = try CSVReader(bytes)
    let arguments = try Arguments(
      ["import", blank.type.id, "people.csv", "--accept-warnings"], commands: RoleWalk.commands)
    do throws(CommandError) {
      let read = try await CommandLine.read(blank.type, &file, nil, arguments, door)
      #expect(read.records.count == 1, "\(role) \(blank.type)")
    } catch {
      Issue.record("\(role) imports no \(blank.type): \(error.words) \(error.places.map(\.reason))")
    }
  }

  private func expectNoImport(of type: RecordType) async {
    let door = SignedIn(registrar: registrar, session: near)
    do {
      var file = try CSVReader(Array("reference\r\n".utf8))
      _ = try await CommandLine.read(type, &file, nil, Arguments(), door)
      Issue.record("\(role) imported \(type).")
    } catch let error as CommandError {
      #expect(error.status == .refused && error.words.hasSuffix("."), "\(role) \(type): \(error.words)")
    } catch {
      Issue.record("\(role) \(type): \(error)")
    }
  }
}

extension Scene {
  /// A record of a type made by somebody who may, with what a scene has made already.
  static func made(_ type: RecordType, beside scene: inout Scene) async throws -> Record {
    if let known = scene.made[type.id], !["houses", "residents", "stays"].contains(type.id) { return known }
    var other = scene.stage.scene()
    other.adopt(scene)
    let record = try await other.made(type)
    for (name, made) in other.made where scene.made[name] == nil { scene.take(made, as: name) }
    return record
  }
}
