import Records
import Storage

/// What a home that was just made still lacks, for those who can do something about it.
extension HomeModel {
  func beginnings(_ session: Session) async -> [Need] {
    if session.isDemonstration { return [] }
    func isNone(of type: String, but count: Int = 0) async -> Bool {
      let found = await app.rows(type, [], fields: [], limit: count + 1)
      return !found.failed && found.rows.count <= count
    }
    let now = app.clock.now()
    var needs: [Need] = []
    if app.mayAdd("users"), await isNone(of: "memberships", but: 1) {
      needs.append(Need(today: "Add the people who work here", due: now) { await $0.invite() })
    }
    if app.mayAdd("rooms"), await isNone(of: "rooms") {
      needs.append(Need(today: "Add the rooms and their beds", due: now) { await $0.openBeds() })
    }
    if app.mayAdd("residents"), await isNone(of: "residents") {
      needs.append(
        Need(today: "Add the first resident", due: now) { app in
          guard let type = app.registrar?.catalogue["residents"] else { return }
          await app.openList("residents")
          await app.add(Record(type))
        })
    }
    return needs
  }
}
