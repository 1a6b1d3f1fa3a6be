import House
import Records
import Storage
import Testing

private func checkoutFolder(_ path: String) -> String {
  "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/" + path
}

@Suite struct SchemaTests {
  private static let whole = Schema(.house)
  private var schema: Schema { Self.whole }

  @Test func `the steps lead to what the catalogue declares`() throws {
    let next = try Migrations(folder: checkoutFolder("Data/Migrations")).next(named: "missing", to: .house)
    #expect(next == nil, "lodge schema --migration NAME --output Data/Migrations writes the step.")
  }

  @Test func `every statement of the schema is found by the splitter`() throws {
    let statements = StatementSplitter.statements(of: schema.text)
    #expect(statements == schema.parts.map(\.sql))
  }

  @Test func `no two parts share a name`() {
    let names = schema.parts.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: Catalogue.house.types)
  func `F7: every index leads with the organisation`(type: RecordType) {
    for part in schema.parts where part.kind == .index && part.sql.contains(" ON \(type.id) (") {
      #expect(part.sql.contains(" ON \(type.id) (organization_id, "))
    }
  }

  @Test(arguments: Catalogue.house.types.filter { !$0.isPlatform })
  func `every key of a tenant's table leads with the organisation, but the user of a member`(
    type: RecordType
  )
    throws
  {
    let table = try #require(schema.parts.first { $0.kind == .table && $0.name == type.id })
    for line in table.sql.split(separator: "\n") where line.contains("FOREIGN KEY") {
      let leads = line.contains("FOREIGN KEY (organization_id, ")
      #expect(leads || line.contains("FOREIGN KEY (user_id) REFERENCES users (id)"))
    }
  }

  @Test func `a sealed unique field has a token that is unique among the living`() throws {
    let index = try #require(schema.parts.first { $0.name == "residents_nhs_number_token_unique" })
    #expect(
      index.sql == """
        CREATE UNIQUE INDEX residents_nhs_number_token_unique ON residents (organization_id, nhs_number_token) \
        WHERE deleted_at IS NULL
        """)
  }

  @Test func `an empty value counts as one in a rule about uniqueness`() throws {
    let index = try #require(
      schema.parts.first { $0.name == "role_assignments_membership_id_role_id_house_id_starts_on_unique" })
    #expect(index.sql.contains("coalesce(house_id, x'')"))
  }
}

@Suite struct StatementSplitterTests {
  @Test func `semicolons in quotes, comments and triggers end nothing`() {
    let text = """
      -- one; two
      INSERT INTO a VALUES ('x;y', "b;c"); /* ; */ ;
      CREATE TRIGGER t BEFORE UPDATE ON a WHEN CASE NEW.x WHEN 1 THEN 2 END
      BEGIN SELECT 1; SELECT 'END;'; END;
      SELECT 1
      """
    let statements = StatementSplitter.statements(of: text)
    #expect(statements.count == 3)
    #expect(statements[1].hasSuffix("END"))
    #expect(statements[2] == "SELECT 1")
  }

  @Test func `a text of comments alone holds no statement`() {
    #expect(StatementSplitter.statements(of: "-- nothing;\n/* ; */ ;;\n").isEmpty)
  }
}
