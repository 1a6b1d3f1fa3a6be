import Records
import Storage

/// What was looked for and stands outside the filter that a list opens with.
extension ListModel {
  /// The list opens with it by itself.
  func isOfOpening(_ filter: ListFilter) -> Bool {
    filter.kind == .usual || filter.kind == .mine && type.usualFilter?.isOwnForDoers == true
  }

  /// Counts them where few enough were found that somebody may miss one, or where nothing is shown at all.
  func countOutside(found total: Int?) async -> Int {
    guard let total, total == 0 || !words.isEmpty && total < page, standing.contains(where: isOfOpening),
      let (registrar, session) = app.open
    else { return 0 }
    var request = request(from: .start, limit: 1)
    request.conditions =
      standing.filter { !isOfOpening($0) }.flatMap(\.conditions) + meaning.conditions
    do throws(RegistrarError) {
      let all = try await registrar.window(request, for: session)
      return max(0, (all.total ?? total) - total)
    } catch {
      // The list itself stands; what is outside of it is only a hint.
      return 0
    }
  }
}
