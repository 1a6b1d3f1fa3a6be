import Records
import Storage

/// Adding, changing and acting on records.
extension AppModel {
  /// The actions of a record's type with why not, for who may know of them.
  package func actions(on record: Record?) async -> [(action: Action, availability: Availability)] {
    guard let record, let (registrar, session) = open else { return [] }
    var actions: [(action: Action, availability: Availability)] = []
    do throws(RegistrarError) {
      for action in record.type.allActions where action.concerns(record) {
        let availability = try await registrar.availability(of: action, on: record, for: session)
        if availability != .confidential { actions.append((action, availability)) }
      }
    } catch {
      await say(error)
    }
    return actions.filter { !$0.action.isEnding } + actions.filter(\.action.isEnding)
  }

  /// Opens a form; what follows saving is reading the screen below again, and opening a new record.
  package func openForm(_ record: Record) async {
    let isNew = record.id == nil
    let form = FormModel(self, record) { [weak self] receipt in
      guard let self else { return }
      await top?.model.refresh()
      guard isNew, let saved = receipt.records.first, let id = saved.id else { return }
      if list?.type.id == saved.type.id { await list?.choose(id, called: fullName(of: saved)) }
      // A part of the open record shows it in its place; what was made elsewhere is opened.
      if detail?.choose(id) != true { await open(saved.type.id, id) }
    }
    push(.form(form))
    await form.begin()
  }

  /// Shows the form that is open as those see it who fill it in.
  package func tryForm() async {
    guard let detail, let outline = detail.outline, let record = detail.record else { return }
    push(.form(FormModel(self, trying: outline, called: name(of: record))))
  }

  /// Adds a record of the list's type, or one that belongs to the open record.
  package func addHere() async {
    guard let list else { return }
    if ["memberships", "users"].contains(list.type.id) { return await invite() }
    if let detail, let mention = detail.addition, let record = detail.record {
      return await add(mention.begin(naming: record))
    }
    var record = Record(list.type)
    for condition in list.conditions {
      guard case .equals(let name, let value) = condition, let field = list.type.field(name) else { continue }
      if field.target != nil || field.kind == .anyReference || name == "subject_type" { record[name] = value }
    }
    await add(record)
  }

  /// Opens a form for a new record, with what is known from the session filled in.
  package func add(_ record: Record) async {
    guard let (_, session) = open else { return }
    if case .no(let reason) = await availabilityOfAdding(record.type) {
      message = Message(DisplayText(reason), .refused)
      return
    }
    var record = record
    if let field = record.type.field("house_id"), record["house_id"].isEmpty,
      let house = await onlyHouse(session, isNeeded: field.isRequired)
    {
      record["house_id"] = .reference(house)
    }
    await openForm(record)
  }

  /// The house that is meant where there is no other: of the session, or where one is needed of the whole home.
  private func onlyHouse(_ session: Session, isNeeded: Bool) async -> RecordID? {
    if let houses = session.houses { return houses.count == 1 ? houses.first : nil }
    guard isNeeded else { return nil }
    let found = await rows("houses", [.differs("state", .text("closed"))], fields: [], limit: 2)
    return found.rows.count == 1 ? found.rows[0].id : nil
  }

  /// Edits the chosen record, or the one that is marked; of several marked ones, a field of all.
  package func editChosen() async {
    let marked = await markedRecords()
    if marked.count > 1 { return await change(marked) }
    let chosen = marked.isEmpty ? await top?.model.chosenRecord() : marked.first
    guard let record = chosen, let (registrar, session) = open else { return }
    if !marked.isEmpty {
      message = Message("This is the one that is marked: \(DisplayText(fullName(of: record))).")
    }
    let availability = await registrar.availability(
      of: .update, on: record.type, record: record, for: session)
    guard case .no(let reason) = availability else { return await openForm(record) }
    if let amendment = await amendment(to: record) { return await amend(record, with: amendment) }
    message = Message(DisplayText(reason), .refused)
  }

  package func parkForm() async {
    let hadText = (form?.form.isDirty == true || form?.draftSavedAt != nil) && form?.form.isBlank == false
    await back()
    if hadText, message?.kind != .failed { message = Message("Kept as a draft. g d lists your drafts.") }
  }

  /// Begins an action: at once where no question of it arises and it needs no proof, else with its questions and preview.
  package func begin(_ action: Action, on records: [Record]) async {
    guard let (registrar, session) = open, let first = records.first else { return }
    if records.count == 1 {
      do throws(RegistrarError) {
        if case .no(let reason) = try await registrar.availability(of: action, on: first, for: session) {
          try await complete(first, for: action, refusedWith: reason)
          message = Message(DisplayText(reason), .refused)
          return
        }
      } catch {
        return await say(error)
      }
    }
    if action.id == SavedReport.making, records.count == 1 {
      // What cannot be shown is not written down as made.
      do throws(SavedReport.Fault) { _ = try SavedReport(first, [:], registrar, session) } catch {
        message = Message(DisplayText(error.words), .refused)
        return
      }
    }
    let ask = AskModel(self, action, on: records) { [weak self] _ in
      self?.list?.markNone()
      await self?.top?.model.refresh()
    }
    if action.discloses != nil {
      guard packFolder != nil, records.count == 1 else {
        message = Message(DisplayText(whyNothingLeaves), .refused)
        return
      }
      ask.then = { [weak self, weak ask] _ in
        if let pack = ask?.disclosed { await self?.write(pack) }
      }
    }
    if action.id == SavedReport.making, records.count == 1 {
      ask.then = { [weak self] answers in await self?.open(report: first, answers) }
    }
    push(.ask(ask))
    await ask.begin()
    // What is never taken back is done by the Enter that follows its preview, not by the key that may have slipped.
    if !ask.asksAnything, action.strength == .none, records.count == 1, ask.warnings.isEmpty,
      ask.refusal == nil, !action.isFinal
    {
      await ask.submit()
    }
  }

  /// Opens a draft that could not be sent for what it lacks, at the first field of that.
  private func complete(
    _ draft: Record, for action: Action, refusedWith reason: String
  ) async throws(RegistrarError) {
    guard let (registrar, session) = open, !draft.missing.isEmpty,
      let standing = try await registrar.draftStanding(of: draft, for: session),
      standing.step.id == action.id, standing.lacks == reason
    else { return }
    let availability = await registrar.availability(of: .update, on: draft.type, record: draft, for: session)
    guard availability.isYes else { return }
    await openForm(draft)
    form?.pointOut(draft.missing)
  }

  /// Begins an action by its id on what is chosen.
  package func begin(actionID: String) async {
    guard let record = await top?.model.chosenRecord(), let action = record.type.action(actionID) else {
      message = Message("That cannot be done here.", .refused)
      return
    }
    await begin(action, on: [record])
  }

  /// Offers every action on the marked records, or on the chosen one.
  package func chooseAction() async {
    let marked = await markedRecords()
    if marked.count > 1 { return await chooseBulk(marked) }
    let chosen = marked.isEmpty ? await top?.model.chosenRecord() : marked.first
    guard let record = chosen else { return }
    let options = await deeds(on: record).map { deed in
      PickerModel.Option(DisplayText(deed.title), availability: deed.availability, choose: deed.begin)
    }
    guard !options.isEmpty else {
      let what = DisplayText(record.type.singular.withArticle)
      message = Message("There is nothing to do with \(what) but to edit it.", .refused)
      return
    }
    let title = DisplayText(fullName(of: record))
    push(.picker(PickerModel(self, marked.isEmpty ? title : "1 marked: " + title, options)))
  }

  private func chooseBulk(_ records: [Record]) async {
    guard let type = records.first?.type else { return }
    var judged: [RecordID: [String: Availability]] = [:]
    for record in records {
      guard let id = record.id else { continue }
      judged[id] = Dictionary(
        await actions(on: record).map { ($0.action.id, $0.availability) }, uniquingKeysWith: { $1 })
      judged[id]?[FieldChange.id] = await mayEdit(record)
    }
    func option(
      _ title: String, _ id: String, _ choose: @escaping @MainActor ([Record]) async -> Void
    ) -> PickerModel.Option {
      let able = records.filter { $0.id.flatMap { judged[$0]?[id] }?.isYes == true }
      let whyNot = records.compactMap { record -> String? in
        guard case .no(let reason) = record.id.flatMap({ judged[$0]?[id] }) else { return nil }
        return "\(fullName(of: record)): \(reason)"
      }
      let count = able.count == records.count ? "\(able.count)" : "\(able.count) of \(records.count)"
      let left = records.count - able.count
      let words = "\(left) left out. \(whyNot.first ?? "")"
      return PickerModel.Option(
        "\(title), \(count) marked", detail: left == 0 || able.isEmpty ? "" : DisplayText(words),
        availability: able.isEmpty ? .no("None of the \(records.count) can. \(whyNot.first ?? "")") : .yes
      ) { await choose(able) }
    }
    let actions = type.allActions.filter { action in
      type.isForMany(action) && judged.values.contains { $0[action.id] != nil }
    }
    let options = (actions.filter { !$0.isEnding } + actions.filter(\.isEnding)).map { action in
      option(action.title, action.id) { [weak self] in await self?.begin(action, on: $0) }
    }
    let change = option("Change a field…", FieldChange.id) { [weak self] in self?.chooseFieldToChange(in: $0)
    }
    push(
      .picker(PickerModel(self, "\(String(records.count)) marked", options + [change], selected: nil)))
  }

  private func mayEdit(_ record: Record) async -> Availability {
    guard let (registrar, session) = open else { return .no("Sign in first.") }
    return await registrar.availability(of: .update, on: record.type, record: record, for: session)
  }

  /// Asks which field of the records is changed, of those that may be, and says whose are left out.
  private func change(_ records: [Record]) async {
    var able: [Record] = []
    var whyNot: DisplayText = ""
    for record in records {
      switch await mayEdit(record) {
      case .yes: able.append(record)
      case .no(let reason):
        if whyNot.isBlank { whyNot = "\(DisplayText(fullName(of: record))): \(DisplayText(reason))" }
      case .confidential: break
      }
    }
    let left = records.count - able.count
    guard !able.isEmpty else {
      message = Message("None of the \(String(records.count)) can be changed. \(whyNot)", .refused)
      return
    }
    if left > 0 { message = Message("\(String(left)) left out. \(whyNot)", .refused) }
    chooseFieldToChange(in: able)
  }

  private func chooseFieldToChange(in records: [Record]) {
    guard let catalogue = registrar?.catalogue else { return }
    let options = FieldChange.fields(of: records, in: catalogue).map { field in
      PickerModel.Option(DisplayText(field.label)) { [weak self] in
        await self?.begin(FieldChange.action(of: field), on: records)
      }
    }
    guard !options.isEmpty else {
      message = Message("What these hold is of each one's own. Change them one by one.", .refused)
      return
    }
    push(
      .picker(PickerModel(self, "Change which field of \(String(records.count))?", options, selected: nil)))
  }

  private func markedRecords() async -> [Record] {
    guard let list, !list.marks.isEmpty, let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      var records: [Record] = []
      for id in list.marks.prefix(100) {
        records.append(try await registrar.record(id, of: list.type, for: session))
      }
      return records
    } catch {
      await say(error)
      return []
    }
  }

  /// Offers what can be added to the open record: the types that point to it.
  package func chooseAddition() async {
    if list != nil, detail?.children != nil { return await addHere() }
    if let detail, let part = detail.part, let record = detail.record {
      if case .no(let reason) = part.mayAdd {
        message = Message(DisplayText(reason), .refused)
        return
      }
      return await add(part.mention.begin(naming: record))
    }
    guard let record = await top?.model.chosenRecord(), let (registrar, session) = open else { return }
    var options: [PickerModel.Option] = []
    let catalogue = registrar.catalogue
    for mention in catalogue.parts(of: record.type.id) + catalogue.uses(of: record.type.id) {
      let type = mention.type
      if mention.field.target == nil && !mention.isAmending || mention.field.traits.contains(.filledIn) {
        continue
      }
      // What an act alone writes is not begun in a form.
      if !type.comesAbout.isEmpty { continue }
      if options.contains(where: { $0.title == "New \(type.singular)" }) { continue }
      let availability = await registrar.availability(of: .create, on: type, for: session)
      if availability == .confidential { continue }
      options.append(
        PickerModel.Option("New \(type.singular)", availability: availability) { [weak self] in
          await self?.add(mention.begin(naming: record))
        })
    }
    guard !options.isEmpty else {
      message = Message("Nothing can be added to \(record.type.singular.withArticle).", .refused)
      return
    }
    push(.picker(PickerModel(self, "Add to \(name(of: record))", options)))
  }

  package func removeChosen() async {
    guard let record = await top?.model.chosenRecord(), let (registrar, session) = open else { return }
    let availability = await registrar.availability(of: .void, on: record.type, record: record, for: session)
    if case .no(let reason) = availability {
      message = Message(DisplayText(reason), .refused)
      return
    }
    await begin(Removal.action(of: record.type), on: [record])
  }

  // MARK: Choosing

  package func chooseField() {
    guard let form else { return }
    let options = form.form.shown.map { index in
      PickerModel.Option(DisplayText(form.form.entries[index].field.label)) { form.go(to: index) }
    }
    push(.picker(PickerModel(self, "Go to a field", options)))
  }

  package func chooseSort() {
    guard let list else { return }
    let options = list.sortable.map { field, order, whyNot -> PickerModel.Option in
      let isNow = order == list.order || order?.reversed == list.order
      var label = field.label
      if case .name = order { label = "Name" }
      return PickerModel.Option(
        DisplayText(label), isOn: isNow, availability: whyNot.map { .no($0) } ?? .yes
      ) {
        if let order { await list.sort(by: order) }
      }
    }
    push(.picker(PickerModel(self, "Sort by", options)))
  }

  /// Offers the columns, those that are shown first and in their order; each is shown, hidden or moved.
  package func chooseColumns(selected: Int = 0) {
    guard let list else { return }
    let shown = list.columns
    let others = list.type.fields.filter { field in
      if case .bytes = field.kind { return false }
      return field.kind != .json && !shown.contains { $0.name == field.name }
    }
    let options = (shown + others).enumerated().map { index, field in
      let isShown = index < shown.count
      let detail: DisplayText = isShown && list.unseen.contains(field.name) ? "no room here" : ""
      var option = PickerModel.Option(DisplayText(field.label), detail: detail, isOn: isShown) {
        [weak self] in
        let fields = isShown ? shown.filter { $0.name != field.name } : shown + [field]
        if !fields.isEmpty { await list.show(fields) }
        self?.chooseColumns(selected: index)
      }
      if isShown {
        option.move = { [weak self] step in
          let place = min(max(0, index + step), shown.count - 1)
          var fields = shown
          fields.insert(fields.remove(at: index), at: place)
          if place != index { await list.show(fields) }
          self?.chooseColumns(selected: place)
        }
      }
      return option
    }
    push(.picker(PickerModel(self, "Columns; Enter shows or hides one", options, selected: selected)))
  }

  package func chooseTheme() {
    let former = theme
    let options = themes.map { name in
      PickerModel.Option(DisplayText(name), isOn: name == former) { [weak self] in
        guard let self else { return }
        theme = name
        preferences.theme = name
        await preferences.save(self)
      }
    }
    push(.picker(PickerModel(self, "Theme", options)))
  }

  package func nextContrastTheme() {
    let contrasts = themes.filter { $0.hasPrefix("contrast") }
    guard !contrasts.isEmpty else { return }
    let place = contrasts.firstIndex(of: theme).map { $0 + 1 } ?? 0
    theme =
      place < contrasts.count ? contrasts[place] : themes.first { !$0.hasPrefix("contrast") } ?? contrasts[0]
    message = Message("Theme \(theme).")
  }

  /// What to do where nobody has set the numbers, in words for who stands there and for who looks after the computer.
  private static func noContacts(in country: String?) -> [ReportModel.Line] {
    noContactWords(in: country).map { ReportModel.Line($0) }
  }

  private static func noContactWords(in country: String?) -> [DisplayText] {
    [
      "No emergency numbers are set on this terminal.",
      "In danger ring \(EmergencyNumber.of(country)).",
      "Once signed in, g e has the on-call numbers.",
      "",
      "Whoever looks after this computer sets them, as root, with the mode 0644,",
      "in the file /etc/lodge/policy.json5:",
      "",
      "    {",
      "      emergency: [",
      "        { label: \"Manager on call\", number: \"020 7946 0999\" },",
      "        { label: \"Out-of-hours doctor\", number: \"111\" },",
      "      ],",
      "    }",
      "",
      "Then leave Lodge and start it again.",
    ]
  }

  package func showEmergencyContacts() {
    guard !emergencyContacts.isEmpty else {
      return push(.report(ReportModel(self, "Emergency contacts", AppModel.noContacts(in: session?.country))))
    }
    push(.report(ReportModel(self, "Emergency contacts", emergencyContacts.map { ReportModel.Line($0) })))
  }
}
