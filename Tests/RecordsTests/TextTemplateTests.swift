import Records
import Testing

@Suite struct TextTemplateTests {
  @Test(arguments: [
    ("Dear {name}, you owe {amount}. {name}!", ["name", "amount"]), ("No places.", []),
    ("{ } {not a name} {a-b} {} {{x}} {open", ["x"]), ("{first_name2}", ["first_name2"]),
  ])
  func `its places are names in braces, each told once`(text: String, places: [String]) {
    #expect(TextTemplate(text).places == places)
  }

  @Test func `it is filled, and says what was missing`() {
    let (text, missing) = TextTemplate("Dear {name}, {what} on {day}. {note {x").filled(
      with: ["name": "Anna {day}", "day": "4 Dec"])
    #expect(text == "Dear Anna {day}, {what} on 4 Dec. {note {x")
    #expect(missing == ["what"])
  }
}
