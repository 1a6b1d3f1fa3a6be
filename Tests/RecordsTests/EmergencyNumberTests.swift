import Records
import Testing

@Suite struct EmergencyNumberTests {
  @Test(arguments: [
    ("GB", "999"), ("IE", "112 or 999"), ("US", "911"), ("CA", "911"), ("AU", "000"), ("NZ", "111"),
    ("FR", "112"), ("other", "112"),
  ])
  func `each country has its number`(country: String, number: String) {
    #expect(EmergencyNumber.of(country) == number)
    let words = EmergencyNumber.filled("Ring \(EmergencyNumber.place) first.", in: country)
    #expect(words == "Ring \(number) first.")
  }

  @Test func `where no country is known every number is named`() {
    #expect(EmergencyNumber.of(nil) == "999, 112 or 911")
  }

  @Test func `advice on health is rung only where there is such a number`() {
    #expect(EmergencyNumber.forHealth(in: "GB", first: "on-call") == "on-call, 111 or 999")
    #expect(EmergencyNumber.forHealth(in: "US", first: "on-call") == "on-call or 911")
    #expect(EmergencyNumber.forHealth(in: "US") == "911")
    #expect(EmergencyNumber.advisers(in: "GB") == "the prescriber or 111")
    #expect(EmergencyNumber.advisers(in: "US") == "the prescriber")
  }
}
