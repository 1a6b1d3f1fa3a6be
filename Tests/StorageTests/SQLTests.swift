import Records
import Testing

@testable import Storage

@Suite struct SQLTests {
  @Test func `values bind and names are quoted`() {
    let hostile = "x'; DROP TABLE stays; --"
    let statement: SQL = "SELECT id FROM \(name: "a\"b") WHERE organization_id = \(7) AND name = \(hostile)"
    #expect(
      statement.text == #"SELECT id FROM "a""b" WHERE organization_id = ? AND name = ?"#)
    #expect(statement.values == [.integer(7), .text(hostile)])
  }

  @Test func `parts are joined with their values in order`() {
    let statement = SQL.joined(["a = \(1)", "b IN (\(list: [.integer(2), .text("3")]))"], by: " AND ")
    #expect(statement.text == "a = ? AND b IN (?, ?)")
    #expect(statement.values == [.integer(1), .integer(2), .text("3")])
  }
}
