import House
import Records
import Testing

@Suite struct PapersTests {
  private var paper = PaperHouse()
  private let author: RecordID

  init() {
    author = paper.add("memberships") { $0[.shortName] = "Z. Quill" }
    paper.actor = author
  }

  private mutating func file(_ byte: UInt8) -> RecordID {
    paper.add("files") {
      $0[.name] = "Letter.pdf"
      $0[.digest] = [byte]
    }
  }

  @Test mutating func `a document about a resident is theirs, whichever field says so`() throws {
    let resident = paper.add("residents")
    #expect(
      paper.save("documents") {
        $0[.title] = "Court letter"
        $0[.subjectType] = "residents"
        $0[.subjectID] = resident
      } == nil)
    #expect(paper.all("documents").last?[.residentID] == resident)
  }

  @Test mutating func `a document comes into force with a version, and each version is new`() throws {
    let document = paper.add("documents") { $0[.title] = "House rules" }
    #expect(paper.perform("document.issue", document) == "Add a version first.")
    let first = file(1)
    #expect(paper.perform("document.add-version", document, ["file_id": first.value]) == nil)
    let second = file(2)
    #expect(paper.perform("document.issue", document) == nil)
    #expect(
      paper.perform("document.add-version", document, ["file_id": first.value])
        == "Nothing has changed since version 1.")
    #expect(paper.perform("document.add-version", document, ["file_id": second.value]) == nil)
    let versions = paper.all("document_versions")
    #expect(Set(versions.compactMap { $0[.versionNumber] }) == [1, 2])
    let current = try #require(paper[document][.currentVersionID])
    #expect(paper[current][.fileID] == second)
    #expect(paper[current][.madeBy] == author)
  }

  @Test mutating func `a changed notice is asked of who lives here and had it, until it is acknowledged`()
    throws
  {
    let house = paper.add("houses")
    var residents: [RecordID] = []
    for name in ["Ada", "Ben", "Cy"] { residents.append(paper.add("residents") { $0[.givenName] = name }) }
    let ada = residents[0]
    for (resident, state) in zip(residents, ["active", "active", "ended"]) {
      paper.add("stays") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.state] = state
      }
    }
    let document = paper.add("documents") { $0[.title] = "Privacy notice" }
    let (first, second) = (file(1), file(2))
    #expect(paper.perform("document.add-version", document, ["file_id": first.value]) == nil)
    let old = try #require(paper[document][.currentVersionID])
    for resident in [ada, residents[2]] {
      paper.add("patient_notices") {
        $0[.residentID] = resident
        $0[.kind] = "privacy_notice"
        $0[.documentVersionID] = old
      }
    }
    #expect(paper.all("tasks").isEmpty)
    #expect(paper.perform("document.add-version", document, ["file_id": second.value]) == nil)
    #expect(paper.all("tasks").map { $0[.residentID] } == [ada])
    let new = try #require(paper[document][.currentVersionID])
    #expect(
      paper.save("patient_notices") {
        $0[.residentID] = ada
        $0[.kind] = "privacy_notice"
        $0[.documentVersionID] = new
        $0[.acknowledged] = true
      } == nil)
    #expect(paper.all("tasks").map { $0[.state] } == ["done"])
  }

  @Test mutating func `a document is disposed of after its time and under no hold`() {
    let today = paper.today
    let resident = paper.add("residents")
    let document = paper.add("documents") {
      $0[.state] = "archived"
      $0[.keepUntilOn] = today
      $0[.residentID] = resident
    }
    #expect(paper.refusal("document.dispose", document) == "It is kept until 20 Nov 2026.")
    paper.records[document]?[.keepUntilOn] = today.adding(days: -1)
    #expect(paper.perform("document.dispose", document, ["reason": .text("Time is up.")]) == nil)
    #expect(paper[document][.state] == "disposed")
  }

  @Test mutating func `what leaves the house about a resident has its disclosure`() {
    let resident = paper.add("residents")
    let document = paper.add("documents") { $0[.residentID] = resident }
    let rules = paper.add("documents")
    let versions = [document, rules].map { id in paper.add("document_versions") { $0[.documentID] = id } }
    let refusal = ["Record who receives this, why, and on what ground."]
    #expect(paper.words("document_shares") { $0[.documentVersionID] = versions[0] } == refusal)
    #expect(paper.words("document_shares") { $0[.documentVersionID] = versions[1] }.isEmpty)
    #expect(
      paper.words("document_shares") {
        $0[.documentVersionID] = versions[1]
        $0[.residentID] = resident
      } == refusal)
  }

  @Test(arguments: [
    ("application/pdf", 52_428_800, true), ("application/pdf", 52_428_801, false),
    ("application/x-msdownload", 10, false),
  ])
  func `a file is of a kind and size that can be stored`(kind: String, size: Int, holds: Bool) {
    let found = paper.words("files") {
      $0[.mediaType] = kind
      $0[.sizeBytes] = size
    }
    #expect(found == (holds ? [] : ["Files of this kind or above 50 MB cannot be stored."]))
  }

  @Test mutating func `a signature is on the text as it stands, and in one's own name`() {
    let version = paper.add("document_versions") { $0[.digest] = [1] }
    let (author, other) = (author, paper.add("memberships"))
    func sign(_ member: RecordID, _ byte: UInt8) -> [String] {
      paper.words("signatures") {
        $0[.documentVersionID] = version
        $0[.signerKind] = "member"
        $0[.membershipID] = member
        $0[.digest] = [byte]
      }
    }
    #expect(sign(author, 1).isEmpty)
    #expect(sign(author, 2) == ["The text has changed. Read it again before signing."])
    #expect(sign(other, 1) == ["A member signs with their own sign-in."])
  }

  @Test(arguments: [
    ("Dear {name}", "{\"name\": \"residents.preferred_name\"}", nil), ("Dear {name}", nil, "name"),
    ("Dear {name}", "{\"name\": \"residents.shoe_size\"}", "name"),
    ("Dear {name}", "{\"name\": \"users.password_hash\"}", "name"),
    ("No places", "{\"x\": \"nowhere.at_all\"}", "x"), ("No places", nil, nil),
  ])
  func `a template is filled from known fields alone`(body: String, map: String?, stranger: String?) {
    let document = paper.words("document_templates") {
      $0[.body] = body
      $0[.fields] = map
    }
    let message = paper.words("communication_templates") {
      $0[.body] = body
      $0[.variables] = map
    }
    #expect(document == [stranger].compactMap { $0.map { "\($0) is not a field this template may use." } })
    #expect(message == [stranger].compactMap { $0.map { "\($0) is not a known field." } })
  }

  @Test mutating func `a template is filled with what its records hold, and says what they lack`() throws {
    let resident = paper.add("residents") { $0[.preferredName] = "Anna" }
    let fields = try #require(
      TemplateFields(
        "{\"name\": \"residents.preferred_name\", \"born\": \"residents.born_on\", \"room\": \"rooms.name\"}")
    )
    let (text, missing) = fields.filled(
      "Dear {name}, {born}, {room}", from: ["residents": paper[resident]]
    ) { field, value in String(value) ?? field.label }
    #expect(text == "Dear Anna, {born}, {room}")
    #expect(missing == ["born", "room"])
  }

  @Test mutating func `a home without a proved backup for a week is told so`() {
    let now = paper.now
    func isOverdue(_ hours: Int, _ state: String) -> Bool {
      var backup = Record(Catalogue.house.type("backups"))
      backup[.state] = state
      backup[.verifiedAt] = now.adding(hours: -hours)
      return BackupWatch.isOverdue([backup], at: now)
    }
    #expect(!isOverdue(168, "verified"))
    #expect(isOverdue(169, "verified"))
    #expect(isOverdue(1, "written"))
    #expect(BackupWatch.isOverdue([], at: now))
  }
}
