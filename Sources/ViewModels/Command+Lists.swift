import Records
import Storage

extension AppModel {
  /// The list that the keys of lists move: the top screen, or the list inside an open record.
  package var list: ListModel? {
    switch top {
    case .list(let list): list
    case .detail(let detail): detail.children
    default: nil
    }
  }

  package var detail: DetailModel? { if case .detail(let detail) = top { detail } else { nil } }
  /// The open record, also where the palette lies over it.
  fileprivate var detailBelow: DetailModel? {
    if case .palette = top, case .detail(let detail) = screens.dropLast().last { detail } else { detail }
  }
}

extension Command {
  /// What works in a list of any record type.
  package static let lists: [Command] = [
    Command("record.open", "Open", short: "open", in: .list, rank: 1) { await $0.openChosen() },
    Command(
      "record.add", "Add", short: "add", in: .list, rank: 2, effect: .write,
      when: { $0.list?.mayAdd ?? .yes }
    ) { await $0.addHere() },
    .step("list.up", "Up", in: .list) { await $0.list?.move(by: -$1) },
    .step("list.down", "Down", in: .list) { await $0.list?.move(by: $1) },
    .step("list.page-up", "A page up", in: .list) { await $0.list?.move(by: -$1 * ($0.list?.page ?? 1)) },
    .step("list.page-down", "A page down", in: .list) { await $0.list?.move(by: $1 * ($0.list?.page ?? 1)) },
    Command("list.first", "To the first", in: .list) { await $0.list?.toFirst() },
    Command("list.last", "To the last", in: .list) { await $0.list?.toLast() },
    Command("list.filter", "Filter by words", short: "filter", in: .list, rank: 4) { $0.list?.beginFilter() },
    Command("list.everything", "Show all, or the usual ones again", short: "all", in: .list, rank: 30) {
      await $0.list?.showAll()
    },
    Command("list.filters", "Filters: mine, open, due, yours…", short: "filters", in: .list, rank: 6) {
      await $0.chooseFilter()
    },
    Command("list.group", "Group by…, with counts", short: "group", in: .list, rank: 23) {
      $0.chooseGrouping()
    },
    Command("list.sort", "Sort by…", short: "sort", in: .list, rank: 20) { $0.chooseSort() },
    Command("list.columns", "Choose columns…", short: "columns", in: .list, rank: 21) { $0.chooseColumns() },
    Command("list.left", "Columns to the left", in: .list) { $0.list?.shiftColumns(by: -1) },
    Command("list.right", "Columns to the right", in: .list) { $0.list?.shiftColumns(by: 1) },
    Command("list.mark", "Mark", short: "mark", in: .list, rank: 10) { await $0.list?.mark() },
    Command("list.mark-range", "Mark from the last mark to here", in: .list) { $0.list?.markRange() },
    Command("list.mark-all", "Mark all, up to a hundred", in: .list) { $0.list?.markAll() },
    Command("list.mark-none", "Mark none", in: .list) { $0.list?.markNone() },
    Command(
      "list.bulk", "Do to the marked, or to this one…", short: "do…", in: .list, rank: 11, effect: .write
    ) {
      await $0.chooseAction()
    },
    Command(
      "list.report", "Keep as a report…", in: .list,
      help: "Its columns, filters and order under a name, to be made again with one key, by everybody."
    ) { await $0.keepAsReport() },
    Command("list.removed", "Removed ones, to bring back", in: .list, when: { $0.mayRestore }) {
      await $0.openRemoved()
    },
    Command("filter.done", "Keep the filter", short: "done", in: .filter, rank: 1) { _ in },
  ]

  /// What works on one record, opened or chosen in a list.
  package static let records: [Command] = [
    Command(
      "alert.read", "I have read these alerts", short: "read; go on", in: .alert,
      help: "Alerts of the highest level stand before the record each time it is opened.", rank: 1
    ) { await $0.detail?.acknowledge() },
    Command(
      "record.edit", "Edit", short: "edit", in: .record, rank: 3, effect: .write,
      when: { $0.detail?.mayEdit ?? .yes }
    ) { await $0.editChosen() }.called { app in
      if let marks = app.list?.marks, marks.count > 1 {
        return ("Change a field of the \(marks.count) marked", "change")
      }
      return app.detailBelow?.isAmended == true ? ("Amend what is signed", "amend") : nil
    },
    Command("record.history", "History", short: "history", in: .record, rank: 22) { await $0.openHistory() },
    Command(
      "record.timeline", "Timeline of the whole chain", short: "timeline", in: .record,
      help: "All that is linked with it, moment by moment: notices, concern, referrals, risks, actions.",
      otherNames: ["chronology", "what happened when", "history of the incident"],
      when: { $0.mayOpenTimeline }
    ) { await $0.openTimeline() },
    Command(
      "survey.results", "Results of the survey", short: "results", in: .record,
      help: "How often each answer was given; where too few answered a question, nothing of it.",
      otherNames: ["tally", "what was answered"], when: { $0.mayOpenSurvey }
    ) { await $0.openSurvey() },
    Command("record.actions", "What can be done with it…", short: "do", in: .record, rank: 5, effect: .write)
    {
      await $0.chooseAction()
    },
    Command("record.follow", "Open the record that this line names", in: .record) {
      await $0.followReference()
    },
    Command(
      "record.section-next", "Next section", short: "section", in: .record, rank: 8,
      when: { $0.detail == nil ? .confidential : .yes }
    ) {
      await $0.detail?.turn(by: 1)
    },
    Command(
      "record.section-back", "Previous section", in: .record,
      when: { $0.detail == nil ? .confidential : .yes }
    ) { await $0.detail?.turn(by: -1) },
    Command("record.next", "Next record of the list", short: "next", in: .record, rank: 25) {
      await $0.openSibling(by: 1)
    },
    Command("record.previous", "Previous record of the list", short: "previous", in: .record) {
      await $0.openSibling(by: -1)
    },
    Command(
      "document.open", "Open what it says", short: "open file", in: .record,
      help: "It is written down.", rank: 4,
      when: { $0.contentAvailability }
    ) { await $0.openContent() },
    Command("record.up", "A line up", in: .record) { $0.detail?.move(by: -1) },
    Command("record.down", "A line down", in: .record) { $0.detail?.move(by: 1) },
    Command("record.page-up", "Ten lines up", in: .record) { $0.detail?.move(by: -10) },
    Command("record.page-down", "Ten lines down", in: .record) { $0.detail?.move(by: 10) },
    Command("record.first", "To the first line", in: .record) { $0.detail?.move(by: -10_000) },
    Command("record.last", "To the last line", in: .record) { $0.detail?.move(by: 10_000) },
    Command(
      "record.approve", "Approve it", short: "approve", in: .record,
      help: "What waits for approval, where it may be you who approves it.", rank: 1, effect: .approve,
      when: { $0.judgement(.approve) }
    ) { await $0.judge(.approve) },
    Command(
      "record.send-back", "Send it back, with a reason", short: "send back", in: .record, rank: 2,
      effect: .approve, when: { $0.judgement(.sendBack) }
    ) { await $0.judge(.sendBack) },
    Command(
      "form.try", "Look at the form as it is asked", short: "look", in: .record, rank: 4,
      when: { $0.detail?.outline == nil ? .confidential : .yes }
    ) { await $0.tryForm() },
    Command("record.add-to", "Add to this record…", short: "add", in: .record, rank: 2, effect: .write) {
      await $0.chooseAddition()
    },
    Command("record.remove", "Remove, with a reason", short: "remove", in: .record, effect: .destructive) {
      await $0.removeChosen()
    },
  ]
}
