import Records

/// A line about somebody in a house, with what it is made of.
struct Housed<About> {
  let house: RecordID?
  let need: Need
  let about: About
}

/// Several lines of one kind in one house.
extension HomeModel {
  /// So many of them stand by themselves; more are one line, or they hide what else waits.
  private static let apart = 2

  /// The lines, those of one house as the one line that `joined` makes of them, the longest late first.
  func together<About>(
    _ all: [Housed<About>], _ joined: ([Housed<About>]) -> Need?
  ) -> [Need] {
    let groups = Dictionary(grouping: all) { $0.house }
    var needs: [Need] = []
    for (_, group) in groups {
      let sorted = group.sorted { $0.need.due < $1.need.due }
      if group.count > HomeModel.apart, var need = joined(sorted) {
        need.subjects = group.flatMap(\.need.subjects)
        needs.append(need)
      } else {
        needs += group.map(\.need)
      }
    }
    return needs.sorted { $0.due < $1.due }
  }

  /// ` of Maple House` behind so many people; empty where the house is not known.
  func ofHouse(_ name: String?) -> DisplayText { name.map { " of \($0)" } ?? "" }
}
