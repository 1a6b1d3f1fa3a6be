import Foundation
import Records
import Testing

@Suite struct PermissionMatrixTests {
  private static let header = "resource,SYS,ADM,MGR,SUP,SGL,KEY,NGT,FIN,AUD\r\n"
  private let shipped: PermissionMatrix

  init() throws { shipped = try PermissionMatrix(csv: PermissionMatrixTests.file()) }

  private static func file() throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "/\(root)/Data/Permissions.csv", encoding: .utf8)
  }

  private static func fault(_ cell: String) -> PermissionError? {
    do throws(PermissionError) {
      _ = try PermissionMatrix(csv: header + "stays,,\(cell),,,,,,,\r\n")
      return nil
    } catch { return error }
  }

  @Test func `writing every cell again gives the file`() throws {
    let lines = shipped.resources.map { resource in
      ([resource] + Role.allCases.map { shipped.cell(of: $0, on: resource) }).joined(separator: ",") + "\r\n"
    }
    #expect(try PermissionMatrixTests.file() == PermissionMatrixTests.header + lines.joined())
  }

  @Test(arguments: [
    "CRUSAVE:org", "C:own", "Rm:house", "CRU:own R:house", "C:house R:org", "CR:own Rm:house RE:org",
    "REm:house",
  ])
  func `reads a cell of the grammar`(cell: String) { #expect(PermissionMatrixTests.fault(cell) == nil) }

  @Test(arguments: [
    "R", "R:", ":org", "X:org", "RC:org", "RR:org", "m:org", "R:city", "R:org  R:own", " R:org", "R:org ",
    "r:org",
    "R:org R:house", "R:house R:house", "R:own R:house", "U:org", "CU:house", "CmR:org", "Cm:org",
    "R:own R:house R:org R:org",
  ])
  func `refuses what is outside the grammar, with line and column`(cell: String) {
    let fault = PermissionMatrixTests.fault(cell)
    #expect(fault?.line == 2)
    #expect(fault?.column == 3)
  }

  @Test func `refuses a wrong header, a short line, a name twice and a missing line end`() {
    let header = PermissionMatrixTests.header
    let faults: [(String, Int)] = [
      ("resource,SYS\r\n", 1), (header + "stays,,\r\n", 2), (header + "Stays,,,,,,,,,\r\n", 2),
      (header + "stays,,,,,,,,,\r\nstays,,,,,,,,,\r\n", 3), (header + "stays,,,,,,,,,", 2),
      (header.replacing("\r\n", with: "\n") + "stays,,,,,,,,,\n", 1),
    ]
    for (text, line) in faults {
      #expect(throws: PermissionError.self) { try PermissionMatrix(csv: text) }
      do throws(PermissionError) { _ = try PermissionMatrix(csv: text) } catch { #expect(error.line == line) }
    }
  }

  @Test func `the shipped file has a line for every resource, in their order, and breaks nothing`() throws {
    #expect(shipped.resources == PermissionMatrix.known)
    try shipped.check()
  }

  /// A line of the shipped file put in place of the one that governs the same resource, and what is said of it.
  @Test(arguments: [
    ("audit_log,R:org,CR:org,R:house,,RE:org,,,,R:org", 3, "Nobody writes the audit log"),
    ("audit_log,R:org,R:org,RU:house,,RE:org,,,,R:org", 4, "Nobody writes the audit log"),
    ("incidents,R:org,,,,,,,,", 2, "sees nothing of residents"),
    ("stays,Rm:org,,,,,,,,", 2, "sees nothing of residents"),
    ("self_approval,,RA:org,,,,,,,", 3, "Nobody approves what they asked for"),
    ("estate,,,,,,,,,CR:org", 10, "reads and exports and no more"),
    ("estate,,,,,,,RU:house,,", 8, "changes or withdraws nothing"),
    ("money_out,,,,,,,,RA:org,", 9, "does not approve it"),
    ("break_glass,,,CRA:org,,,,,,", 4, "both ask for this"),
    ("grievances_anonymous,,,,,,C:org,,,", 7, "anonymous grievance"),
  ])
  func `a file that breaks what holds of every home is refused with line and reason`(
    row: String, column: Int, words: String
  ) throws {
    var lines = try PermissionMatrixTests.file().components(separatedBy: "\r\n")
    let name = try #require(row.split(separator: ",").first)
    let index = try #require(lines.firstIndex { $0.hasPrefix("\(name),") })
    lines[index] = row
    do throws(PermissionError) {
      try PermissionMatrix(csv: lines.joined(separator: "\r\n")).check()
      Issue.record("\(row) was taken.")
    } catch {
      #expect(error.line == index + 1)
      #expect(error.column == column)
      #expect(error.reason.contains(words))
    }
  }

  @Test func `a line too few, a resource that nobody knows and a role that is none are refused`() throws {
    let file = try PermissionMatrixTests.file()
    let lines = file.components(separatedBy: "\r\n")
    let faults: [(String, Int, String)] = [
      (
        lines.filter { !$0.hasPrefix("shifts,") }.joined(separator: "\r\n"), lines.count - 1,
        "shifts is missing"
      ),
      (file + "stayz,,,,,,,,,\r\n", lines.count, "Nothing is governed by stayz."),
      (file.replacing(",KEY,", with: ",COOK,"), 1, "COOK is not a role."),
    ]
    for (text, line, words) in faults {
      do throws(PermissionError) {
        try PermissionMatrix(csv: text).check()
        Issue.record("\(words)")
      } catch {
        #expect(error.line == line)
        #expect(error.reason.contains(words))
      }
    }
  }

  @Test func `what is not written is refused`() {
    #expect(shipped.scope(of: .read, for: .platform, on: "residents") == nil)
    #expect(shipped.scope(of: .read, for: .manager, on: "no_such_thing") == nil)
    #expect(shipped.scope(of: .update, for: .worker, on: "resident_identity") == .own)
    #expect(shipped.scope(of: .read, for: .worker, on: "resident_identity") == .house)
    #expect(
      shipped.roles(with: .approve, on: "actions") == [.administrator, .manager, .leader, .safeguarding])
  }

  @Test func `invariant 1: the platform's role sees nothing of residents`() {
    let open: Set = [
      "organisation_register", "platform_operations", "users", "sessions", "integrations", "configuration",
      "audit_log", "breaches", "announcements", "personal", "reports",
    ]
    for resource in shipped.resources where !open.contains(resource) {
      #expect(shipped.cell(of: .platform, on: resource).isEmpty, "\(resource)")
    }
  }

  @Test func `invariant 2: no role writes the audit log`() {
    for right in [Right.create, .update, .sign, .approve, .void] {
      #expect(shipped.roles(with: right, on: "audit_log").isEmpty)
    }
  }

  @Test func `invariant 3: the auditor reads and exports and no more`() {
    for resource in shipped.resources where resource != "personal" {
      let rights = shipped.grants(of: .auditor, on: resource).reduce(into: Set<Right>()) {
        $0.formUnion($1.rights)
      }
      #expect(rights.isSubset(of: [.read, .export]), "\(resource)")
    }
  }

  @Test func `invariant 4: the night worker adds and does not change`() {
    for resource in shipped.resources where !["actions", "messages", "personal"].contains(resource) {
      #expect(shipped.scope(of: .update, for: .night, on: resource) == nil, "\(resource)")
      #expect(shipped.scope(of: .void, for: .night, on: resource) == nil, "\(resource)")
    }
    #expect(shipped.scope(of: .update, for: .night, on: "actions") == .own)
  }

  @Test func `invariants 5 and 6: no role asks and approves the same money, glass or key`() {
    #expect(shipped.scope(of: .approve, for: .finance, on: "money_out") == nil)
    for resource in ["money_out", "break_glass", "organisation_keys"] {
      for role in Role.allCases {
        let both =
          shipped.scope(of: .create, for: role, on: resource) != nil
          && shipped.scope(of: .approve, for: role, on: resource) != nil
        #expect(!both, "\(role) on \(resource)")
      }
    }
  }

  @Test func `invariants 7 and 8: nobody approves themselves or writes an anonymous grievance`() {
    for role in Role.allCases { #expect(shipped.cell(of: role, on: "self_approval").isEmpty) }
    #expect(shipped.roles(with: .create, on: "grievances_anonymous").isEmpty)
  }
}
