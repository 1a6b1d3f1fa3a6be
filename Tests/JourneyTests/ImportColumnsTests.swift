import House
import Records
import Testing

@testable import lodge

@Suite struct ImportColumnsTests {
  private func columns(
    _ headings: String, map: [String: String]? = nil, given: Set<String> = []
  ) throws(CommandError) -> ImportColumns {
    try ImportColumns(
      headings.split(separator: ",").map(String.init), line: 1, type: .residents, map: map, given: given)
  }

  private func reasons(_ headings: String, map: [String: String]? = nil) -> [String] {
    do {
      _ = try columns(headings, map: map)
      return []
    } catch { return error.places.map(\.reason) }
  }

  @Test func `headings are names or labels, in any case`() throws {
    let fields = try columns("family_name,First name,BORN_ON").fields
    #expect(fields.map { $0?.name } == ["family_name", "given_name", "born_on"])
  }

  @Test func `a map says what foreign headings mean and leaves the rest out`() throws {
    let map = [
      "last_name": "family_name", "first_name": "given_name", "born": "born_on", "notes": "about_me",
    ]
    let columns = try columns("id,last_name,first_name,room,born,notes", map: map)
    #expect(
      columns.fields.map { $0?.name } == [nil, "family_name", "given_name", nil, "born_on", "about_me"])
    #expect(columns.ignored == ["id", "room"])
  }

  @Test func `what Lodge works out or fills in is left out`() throws {
    let columns = try columns("id,reference,state,family_name,born_on,age,leave_status,key_version")
    #expect(columns.ignored == ["id", "age", "leave_status", "key_version"])
  }

  @Test func `unknown and missing columns are all named`() {
    #expect(
      reasons("surname,given_nam") == [
        "Residents have no field “surname”. Did you mean Family name (family_name)?",
        "Residents have no field “given_nam”. Did you mean First name (given_name)?",
        "There is no column for Family name (family_name), which every resident needs.",
        "There is no column for Born (born_on), which every resident needs.",
      ])
  }

  @Test func `a value given for all rows stands in for a column`() throws {
    #expect(try columns("family_name", given: ["born_on"]).ignored.isEmpty)
  }

  @Test func `a map that does not fit is named`() {
    let map = ["last": "family_nam", "born": "born_on", "gone": "given_name", "again": "born_on"]
    #expect(
      reasons("last,born,again", map: map) == [
        "Residents have no field “family_nam”. Did you mean family_name?", "Born is filled twice.",
        "The map names a column “gone”, which the file does not have.",
        "There is no column for Family name (family_name), which every resident needs.",
      ])
  }

  @Test func `the map for well-known foreign headings is given ready to be copied`() throws {
    var hint = ""
    do { _ = try columns("Surname,Forename,DOB,Favourite cake") } catch { hint = error.hint }
    #expect(
      hint.contains(
        #"{ "Surname": "family_name", "Forename": "given_name", "DOB": "born_on", "Favourite cake": "" }"#))
  }
}
