import Records
import Storage

/// The timeline of the whole chain that a record belongs to, on the screen and on paper.
extension AppModel {
  /// The type of the chosen record, also where the palette lies over it.
  var chosenType: RecordType? {
    let below = if case .palette = top { screens.dropLast().last } else { top }
    return switch below {
    case .detail(let detail): detail.children?.type ?? detail.type
    case .list(let list): list.type
    default: nil
    }
  }

  /// Whether the chosen record is of a type that leads on to others.
  var mayOpenTimeline: Availability {
    chosenType.map { Chronology.links.contains($0.id) } == true ? .yes : .confidential
  }

  /// Opens the timeline of the chosen record.
  func openTimeline() async {
    guard let record = await top?.model.chosenRecord(), let id = record.id else { return }
    guard Chronology.links.contains(record.type.id) else {
      message = Message("Only what leads on to other records has a timeline: open the incident.", .refused)
      return
    }
    let reader = ChronologyReader(app: self, type: record.type, id: id)
    let read: @MainActor () async -> [ReportModel.Line] = { [weak self] in
      let room = max(20, (self?.size.columns ?? 80) - 4)
      do throws(RegistrarError) {
        return reader.lines(of: try await reader.chronology()).flatMap { $0.folded(to: room) }
      } catch {
        await self?.say(error)
        return []
      }
    }
    let report = ReportModel(self, "Timeline: \(name(of: record))", await read(), reread: read)
    report.takeOut = { [weak self] in await self?.takeOutChronology(reader) }
    report.printsItself = true
    push(.report(report))
  }

  /// Prints the chronology or writes it to a file: of each type what its right to export lets out.
  private func takeOutChronology(_ reader: ChronologyReader) async {
    guard writeFile != nil, let (registrar, session) = open else {
      message = Message(DisplayText(whyNothingLeaves), .refused)
      return
    }
    do throws(RegistrarError) {
      let whole = try await reader.chronology()
      var taken: Set<RecordID> = []
      for (type, ids) in whole.byType(first: reader.type.id) {
        do throws(RegistrarError) {
          taken.formUnion(
            try await registrar.recordExport(of: type, ids: ids, format: "chronology", for: session))
        } catch {
          // Of the record itself it is said; what stands with it is left out.
          guard case .notAllowed = error, type.id != reader.type.id else { throw error }
        }
      }
      let paper = whole.only(taken)
      let root = whole.events.first { $0.record.id == reader.id }?.record
      let title = root.map { reader.called($0, whole.names) } ?? DisplayText(reader.type.singular)
      let left = whole.events.count - paper.events.count
      let lines = left == 1 ? "1 line is" : "\(left) lines are"
      // Who reads the paper must know that it is not the whole.
      let note = left > 0 ? "\(lines) left out: the role of who made this may not take them out." : ""
      putOnPaper("chronology", pages(of: paper, title, note, reader))
      if left > 0, let told = message {
        message = Message(told.text + " \(lines) left out: your role may not take them out.", told.kind)
      }
    } catch {
      await say(error)
    }
  }

  private func pages(
    of chronology: Chronology, _ title: DisplayText, _ note: String, _ reader: ChronologyReader
  ) -> Pages {
    let printed = shown(.instant(clock.now()), style: .full)
    let lines = chronology.events.flatMap { event in
      reader.text(of: event, chronology).folded(to: Pages.width - 4).enumerated().map { index, line in
        index == 0 ? line : "    " + line
      }
    }
    return Pages(
      head: [
        "\(session?.organizationName ?? "")   Chronology: \(title)",
        "Made \(printed) by \(session?.name ?? "")",
      ], columns: [], lines: note.isEmpty ? lines : lines + ["", DisplayText(note)])
  }
}
