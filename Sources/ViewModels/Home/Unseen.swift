import Records
import Storage

/// Somebody in the house of whom nobody has written down for a day that they were seen (DOMAIN RND-7).
struct Unseen: Sendable {
  let resident: RecordID
  let stay: RecordID?
  let name: DisplayText
  /// When and how they were last seen; empty where no record says.
  var last: DisplayText = ""
}

extension AppModel {
  /// Offers what answers the question whether somebody was seen.
  func answer(_ unseen: Unseen) {
    var options: [PickerModel.Option] = []
    if mayAdd("daily_check_ins"), unseen.stay != nil {
      options = [
        PickerModel.Option("I have seen them, and they are all right", detail: "writes a check-in of now") {
          [weak self] in await self?.checkIn(unseen, "ok")
        },
        PickerModel.Option("I have seen them, and they are unwell", detail: "writes a check-in of now") {
          [weak self] in await self?.checkIn(unseen, "unwell")
        },
      ]
    }
    if let missing = registrar?.catalogue["missing_episodes"] {
      options.append(
        PickerModel.Option("Nobody can find them", detail: "opens a missing episode") { [weak self] in
          var episode = Record(missing)
          episode["resident_id"] = .reference(unseen.resident)
          await self?.add(episode)
        })
    }
    options.append(
      PickerModel.Option("Open their record") { [weak self] in await self?.open("residents", unseen.resident)
      })
    push(.picker(PickerModel(self, unseen.name, options, selected: nil)))
  }

  /// Offers those whom nobody has seen for long, or of whom no record says when.
  func choose(among unseen: [Unseen]) {
    if unseen.count == 1 { return answer(unseen[0]) }
    let options = unseen.map { one in
      PickerModel.Option(one.name, detail: one.last) { [weak self] in self?.answer(one) }
    }
    push(.picker(PickerModel(self, "Whom have you seen?", options)))
  }

  private func checkIn(_ unseen: Unseen, _ status: String) async {
    guard let (registrar, session) = open, let type = registrar.catalogue["daily_check_ins"] else { return }
    var line = Record(type)
    line["resident_id"] = .reference(unseen.resident)
    line["stay_id"] = unseen.stay.map { .reference($0) } ?? .empty
    line["day"] = .day(wall.day)
    line["checked_at"] = .instant(clock.now())
    line["checked_by"] = .reference(session.membership)
    line["status"] = .text(status)
    do throws(RegistrarError) {
      // Who was written down as not seen this morning has been seen since.
      let today = try await registrar.records(
        Query(type.id).where(.residentID, is: unseen.resident).where(.equals("day", .day(wall.day))),
        for: session)
      let corrected = Set(today.compactMap { $0[.correctsID] })
      let standing = today.first { $0.id.map { !corrected.contains($0) } ?? false }
      line["corrects_id"] = standing?.id.map { .reference($0) } ?? .empty
      let receipt = try await registrar.save([line], command: clock.newID(), for: session)
      did("\(unseen.name): seen at \(DisplayText(wall.time.description)).", receipt)
      await top?.model.refresh()
    } catch {
      await say(error)
    }
  }
}
