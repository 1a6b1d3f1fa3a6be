import Testing

/// A dose entered from the command line is held to what the round holds it to.
@Suite(.waiting) struct DoseCommandTests {
  @Test func `a controlled dose that was given alone is marked, and its report is sent`() async throws {
    try await NightHome.lend { night in
      let worker = night.member("ngt-tallow")
      let manager = night.member("mgr-tallow")
      let dose = [
        "medication", "record-dose", "Morphine sulfate", "--status", "given", "--quantity", "1",
        "--happened-at", "n", "--note",
        "Nobody on till seven",
      ]
      let warned = try worker.run(dose)
      #expect(warned.status == 1)
      #expect(warned.err.contains("A controlled drug needs a second person."))
      #expect(warned.err.contains("Add --accept-warnings to go on."))
      let run = try worker.run(dose + ["--accept-warnings"])
      #expect(run.status == 0, "\(run.err)")
      let lines = try manager.list("medication_events").filter {
        $0["note"] as? String == "Nobody on till seven"
      }
      #expect(lines.compactMap { $0["against"] as? String } == ["alone"])
      #expect(lines.compactMap { $0["is_single_signature"] as? Bool } == [true])
      let sent = try manager.list("incidents", "--state", "submitted").filter {
        ($0["narrative"] as? String)?.contains("without a second person") == true
      }
      #expect(sent.count == 1)
    }
  }

  @Test func `whoever said to go on is named by an option, and stands in the note`() async throws {
    try await NightHome.lend { night in
      let dose = [
        "medication", "record-dose", "Morphine sulfate", "--happened-at", "n", "--note", "Nobody came",
        "--accept-warnings", "--said-to-go-on",
      ]
      let nobody = try night.member("ngt-tallow").run(dose + ["nobody"])
      #expect(nobody.status == 1)
      #expect(nobody.err.contains("Say by name who said to go on, or leave it empty."))
      let run = try night.member("ngt-tallow").run(dose + ["B. Osei, on call"])
      #expect(run.status == 0, "\(run.err)")
      let lines = try night.member("mgr-tallow").list("medication_events").filter {
        $0["note"] as? String == "Authorised by B. Osei, on call. Nobody came"
      }
      #expect(lines.compactMap { $0["reason_code"] as? String } == ["on_word"])
    }
  }
  @Test func `who is only named as the second has signed nothing, and the command line says so`() async throws
  {
    try await NightHome.lend { night in
      let count = [
        "medication", "count", "Morphine sulfate", "--quantity", "56", "--second-quantity", "56",
        "--second-by", "K. Osei-Darko",
      ]
      let run = try night.member("key-tallow-2").run(count)
      #expect(run.status == 0, "\(run.err)")
      #expect(run.err.contains("K. Osei-Darko is asked, and has not signed"))
      let lines = try night.member("mgr-tallow").list("controlled_drug_balances", "--kind", "count")
      #expect(lines.compactMap { $0["second_signature"] as? String } == ["waiting"])
    }
  }
}
