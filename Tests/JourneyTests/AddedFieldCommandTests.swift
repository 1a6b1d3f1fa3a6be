import Foundation
import Testing

/// The fields that an organisation has added, from the command line.
@Suite(.waiting) struct AddedFieldCommandTests {
  private let number = "RES-2025-0001"

  private func resident(_ member: Member) throws -> [String: Any] {
    try #require(try member.run("show", "residents", number, "--json").json as? [String: Any])
  }

  @Test func `an added field is set, shown, filtered by and taken out`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      let set = try manager.run(
        "edit", "residents", number, "--field", "custom.bus_pass_until=2026-12-12")
      #expect(set.status == 0, "\(set.err)")
      #expect(try resident(manager)["custom.bus_pass_until"] as? String == "2026-12-12")
      let shown = try manager.run("show", "residents", number)
      #expect(shown.out.contains("Bus pass until") && shown.out.contains("12 Dec"), "\(shown.out)")
      let found = try manager.list(
        "residents", "--where", "custom.bus_pass_until=2026-12-12", "--fields",
        "reference,custom.bus_pass_until")
      #expect(found.compactMap { $0["reference"] as? String } == [number])
      #expect(found.compactMap { $0["custom.bus_pass_until"] as? String } == ["2026-12-12"])
      let taken = try manager.run(
        "export", "residents", "--fields", "custom.bus_pass_until,reference", "--where",
        "custom.bus_pass_until=2026-12-12")
      let lines = taken.out.split(whereSeparator: \.isNewline)
      #expect(lines.first == "\"id\",\"custom.bus_pass_until\",\"reference\"", "\(taken.err)")
      #expect(lines.count == 2 && lines[1].hasSuffix(",2026-12-12,\"\(number)\""), "\(taken.out)")
    }
  }

  @Test func `what must be answered can be answered in a new record`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      let field = try copy.member("adm-tallow").run(
        "add", "custom_fields", "--on-type", "residents", "--label", "Diet", "--answer-kind", "text",
        "--is-answer-required", "yes", "--is-active", "yes")
      #expect(field.status == 0, "\(field.err)")
      let words = ["add", "residents", "--family-name", "Req", "--born-on", "1990-02-03"]
      #expect(try manager.run(words).err.contains("Enter “Diet”."))
      let added = try manager.run(words + ["--field", "custom.diet=Rice", "--json"])
      #expect(added.status == 0, "\(added.err)")
      #expect((added.json as? [String: Any])?["custom.diet"] as? String == "Rice")
      // Who changes something else of an old record is not asked.
      #expect(try manager.run("edit", "residents", number, "--preferred-name", "Ro").status == 0)
    }
  }

  @Test func `an added field that is not there, or cannot sort, is said by name`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      let unknown = try manager.run("edit", "residents", number, "--field", "custom.colour=red")
      #expect(unknown.status == 2 && unknown.err.contains("Residents have no field “custom.colour”."))
      let sorted = try manager.run("list", "residents", "--order", "custom.bus_pass_until")
      #expect(sorted.err.contains("A list cannot be sorted by Bus pass until"), "\(sorted.err)")
      let wrong = try manager.run("edit", "residents", number, "--field", "custom.bus_pass_until=soon")
      #expect(wrong.status == 1 && wrong.err.contains("Bus pass until"), "\(wrong.err)")
      let help = try Program().run("help", "add", "residents")
      #expect(help.out.contains("--field custom.NAME=VALUE") && help.out.contains("lodge list custom_fields"))
      #expect(try !Program().run("help", "add", "houses").out.contains("leads"))
    }
  }
}
