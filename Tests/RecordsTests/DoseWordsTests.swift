import Records
import Testing

/// How the dose of a label is compared with the plan, and what of it the register counts.
@Suite struct DoseWordsTests {
  @Test(arguments: [
    ("1 tab", "1 tablet"), ("1", "1 tablet"), ("one tablet", "1 tablet"), ("10 mg", "10mg"),
    ("10 ml", "10 ml"),
    ("10 milligrams", "10 mg"), ("1 puff", "1 inhalation"), ("2 tablets (1000 mg)", "2 tablets"),
  ])
  func `the same dose in other words is taken`(typed: String, dose: String) {
    #expect(DoseAmount.isSame(typed, as: dose))
  }

  @Test(arguments: [
    ("10 ml", "10 mg"), ("10 mg", "10 mcg"), ("2 tablets", "1 tablet"), ("5 units", "5 ml"),
    ("tablet", "1 tablet"),
    ("", "1 tablet"),
  ])
  func `another number or another measure is another dose`(typed: String, dose: String) {
    #expect(!DoseAmount.isSame(typed, as: dose))
  }

  @Test(
    arguments: [
      ("1 tablet", "1"), ("one tablet", "1"), ("half a tablet", "0.5"), ("2.5 ml", "2.5"),
      ("1 tablet (10 mg)", "1"), ("10 mg", nil),
      ("40 units", nil), ("as told", nil),
    ] as [(String, String?)])
  func `what is weighed is not counted off the register`(text: String, counted: String?) {
    #expect(DoseAmount.counted(text) == counted)
  }

  @Test(arguments: [
    "1 or 2 tablets", "1 to 2", "1 - 2", "1-2 tablets", "one and a half", "1 1/2", "1/2 tablet",
    "a half tablet", "one half", "1 tablet (or 2)", "1 tablet or 10 mg", "1 tablet, then 2",
  ])
  func `what is more than a number and its unit is asked for and not guessed`(text: String) {
    #expect(DoseAmount.counted(text) == nil)
  }

  @Test(arguments: [
    "nobody", "Nobody.", "nobody answered", "no one", "No-one!", "no answer", "none", "NO", "n/a", "N.A.",
    "nil", "not known", "nobody—asked twice", "unknown", "never asked", "noone", "-", "?", "999",
    "… no reply",
  ])
  func `who names nobody gives it on nobody's word`(answer: String) {
    #expect(SpokenName.isNobody(answer))
  }

  @Test(arguments: [
    "Noreen Abara", "Dr No", "Dr Khan", "Norman", "Nobuko Sato", "Nadia Nil", "R. Mensah, on call",
    "111 nurse Kay", "Nell", "Öz", "李医生",
  ])
  func `a name is taken as a name, whatever it begins with`(answer: String) {
    #expect(!SpokenName.isNobody(answer))
  }
}
