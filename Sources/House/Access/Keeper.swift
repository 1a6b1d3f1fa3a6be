import Records

/// Those who must stay: one administrator and one safeguarding lead who can sign in (SOD-24).
enum Keeper {
  /// Every grant, the two roles, who is a member, and their logins.
  static let queries = [
    Query("role_assignments"), Query("roles").where(.code, among: SecondPerson.far),
    Query("memberships").where(.state, is: "active"),
    Query("memberships").where(.state, is: "active").following(.userID, to: "users").only("state"),
  ]

  /// Whether saving a grant lets somebody in, wider or for longer than before.
  static func widens(_ grant: Record, _ book: Book) -> Bool {
    guard let former = book.former else { return true }
    for name in ["membership_id", "role_id", "house_id"] where grant[name] != former[name] { return true }
    if let start = grant[.startsOn], let before = former[.startsOn], start < before { return true }
    return ends(grant, after: former)
  }

  /// Why the organisation cannot do without these members; the book holds the answers from `first` on.
  static func whyNotWithout(_ members: Set<RecordID>, _ book: Book, from first: Int = 0) -> Reason? {
    for role in book.rows(first + 1) {
      let grants = living(role, book, from: first)
      let (gone, staying) = (
        grants.filter { $0[.membershipID].map(members.contains) == true },
        grants.filter { $0[.membershipID].map(members.contains) == false }
      )
      if !gone.isEmpty, !staying.contains(where: { lasts($0, beyond: book.today) }) {
        return Reason(words(role))
      }
    }
    return nil
  }

  /// Why a grant cannot end earlier than it did: nobody would hold the role after it.
  static func whyNotShortened(_ grant: Record, _ book: Book) -> String? {
    guard let former = book.former, ends(former, after: grant), let end = grant[.endsOn],
      let role = book.rows(1).first(where: { $0.id == grant[.roleID] })
    else { return nil }
    let others = living(role, book, from: 0).filter { $0.id != grant.id }
    return others.contains { lasts($0, beyond: end) } ? nil : words(role)
  }

  /// The grants of a role that stand today and whose holders can sign in.
  private static func living(_ role: Record, _ book: Book, from first: Int) -> [Record] {
    let shut = Set(book.rows(first + 3).filter { $0[.state] == "disabled" }.compactMap(\.id))
    let able = Set(
      book.rows(first + 2).filter { $0[.userID].map(shut.contains) != true }.compactMap(\.id))
    return book.rows(first).filter { grant in
      grant[.roleID] == role.id && grant[.membershipID].map(able.contains) == true
        && (grant[.startsOn] ?? book.today) <= book.today && (grant[.endsOn] ?? book.today) >= book.today
    }
  }

  private static func ends(_ grant: Record, after other: Record) -> Bool {
    guard let limit = other[.endsOn] else { return false }
    return grant[.endsOn].map { $0 > limit } ?? true
  }

  private static func lasts(_ grant: Record, beyond day: Day) -> Bool {
    grant[.endsOn].map { $0 > day } ?? true
  }

  private static func words(_ role: Record) -> String {
    "Grant another \(role[.name]?.lowercased() ?? "such role") first."
  }
}

extension Rule {
  /// SOD-24.
  static let keeperStays = Rule("an organisation keeps an administrator and a safeguarding lead") { _ in
    Keeper.queries
  } check: { grant, book in
    Keeper.whyNotShortened(grant, book).map { Violation($0, field: "ends_on") }
  }
}
