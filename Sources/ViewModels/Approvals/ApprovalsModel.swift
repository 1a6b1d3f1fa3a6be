import Records
import Storage

/// The queue of decisions that wait, with what each would change.
@MainActor
package final class ApprovalsModel: ScreenModel {
  package let app: AppModel
  package private(set) var queue = Queue.mine
  package private(set) var counts: [Queue: Int] = [:]
  package private(set) var requests: [ApprovalRequest] = []
  package private(set) var selected = 0
  package private(set) var marks: [RecordID] = []
  /// What deciding for the chosen request would do; nil until it is read.
  package private(set) var preview: ApprovalPreview?
  private(set) var isLoaded = false
  private var wanted: RecordID?
  private var isPreviewStale = true

  package init(_ app: AppModel, choosing request: RecordID? = nil) {
    self.app = app
    wanted = request
  }

  package var crumb: DisplayText { "Approvals" }
  package var scopes: [Scope] { [.approvals] }

  package var request: ApprovalRequest? { requests.indices.contains(selected) ? requests[selected] : nil }

  package var status: DisplayText {
    guard isLoaded else { return "" }
    if !marks.isEmpty { return "\(marks.count) marked. A approves them on one page, warnings first." }
    guard let request else { return queue.emptyWords }
    if request.isOwn { return "You asked for this or did it, so someone else must approve it." }
    return "\(request.reference) \(request.what): waiting \(waiting(request))."
  }

  package var position: DisplayText {
    requests.isEmpty ? "" : "row \(selected + 1) of \(counts[queue] ?? requests.count)"
  }

  package func waiting(_ request: ApprovalRequest) -> String {
    Relative.since(request.requestedAt, now: app.clock.now())
  }

  /// Whether there is room for a preview beside or below the queue.
  package var showsPreview: Bool { app.size.tier >= .standard && app.size.rows >= 20 }

  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    let reader = ApprovalReader(app, session)
    // What was asked again since and what lies out of sight belongs to no queue: few are looked at, many are counted.
    for queue in Queue.allCases where queue != self.queue {
      counts[queue] = await reader.count(of: queue, in: registrar)
    }
    let chosen = wanted ?? request?.id
    var found = await reader.requests(of: queue, in: registrar)
    if let wanted, queue == .mine, !found.contains(where: { $0.id == wanted }) {
      let team = await reader.requests(of: .team, in: registrar)
      if team.contains(where: { $0.id == wanted }) { (queue, found) = (.team, team) }
    }
    wanted = nil
    guard app.open != nil else { return }
    requests = found
    counts[queue] = await reader.total(of: queue, found: found.count, in: registrar)
    isLoaded = true
    marks.removeAll { id in !requests.contains { $0.id == id } }
    selected = min(
      chosen.flatMap { id in requests.firstIndex { $0.id == id } } ?? selected, max(0, requests.count - 1))
    isPreviewStale = true
  }

  package func settle() async {
    if !isLoaded, app.open != nil { await refresh() }
    guard isPreviewStale else { return }
    isPreviewStale = false
    preview = showsPreview ? await readPreview() : nil
  }

  package func forget() {
    requests = []
    preview = nil
    isLoaded = false
    isPreviewStale = true
  }

  package func chosenRecord() async -> Record? {
    guard let request else { return nil }
    return await subject(of: request)
  }

  // MARK: Moving and marking

  package func move(by step: Int) {
    let target = min(max(0, selected + step), max(0, requests.count - 1))
    guard target != selected else { return }
    selected = target
    isPreviewStale = true
  }

  package func show(_ queue: Queue) async {
    self.queue = queue
    selected = 0
    marks = []
    await refresh()
  }

  package func turnQueue(by step: Int) async {
    let all = Queue.allCases
    await show(all[(queue.rawValue + step + all.count) % all.count])
  }

  package func mark() {
    guard let request else { return }
    if let place = marks.firstIndex(of: request.id) {
      marks.remove(at: place)
    } else if request.isOwn {
      app.message = Message(
        "You asked for this or did it, so it cannot be among those you approve.", .refused)
      return
    } else if marks.count < 100 {
      marks.append(request.id)
    }
    move(by: 1)
  }

  package func markNone() { marks = [] }

  package func openSubject() async {
    guard let request else { return }
    await app.open(request.subjectType, request.subject)
  }

  /// The record that a request is about, or nil with what went wrong said.
  func subject(of request: ApprovalRequest) async -> Record? {
    guard let (registrar, session) = app.open, let type = registrar.catalogue[request.subjectType] else {
      return nil
    }
    do throws(RegistrarError) {
      return try await registrar.record(request.subject, of: type, for: session)
    } catch {
      await app.say(error)
      return nil
    }
  }
}

extension AppModel {
  /// Opens the queue over what is open, on one request where it is known.
  package func openApprovals(choosing request: RecordID?) async {
    let queue = ApprovalsModel(self, choosing: request)
    push(.approvals(queue))
    await queue.refresh()
  }
}
