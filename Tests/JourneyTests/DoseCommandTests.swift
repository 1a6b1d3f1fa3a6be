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
      let run = try worker.run(dose)
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
}
