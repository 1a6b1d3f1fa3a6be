import Records
import Storage

/// What documents say: opened, taken out, put in.
extension AppModel {
  /// The document, or the version of one, that is chosen on the screen.
  private func chosenContent() async -> (document: RecordID, version: Int?)? {
    guard let record = await top?.model.chosenRecord(), let id = record.id else { return nil }
    switch record.type.id {
    case "documents": return (id, nil)
    case "document_versions":
      guard let document = record[FieldKey<RecordID>("document_id")] else { return nil }
      return (document, record[FieldKey<Int>("version_number")])
    default: return nil
    }
  }

  /// Whether the open or chosen record has a file to open; nobody hears of the command elsewhere.
  var contentAvailability: Availability {
    switch (detail?.children?.type ?? detail?.type ?? list?.type)?.id {
    case "document_versions": return .yes
    case "documents":
      let isEmpty = detail?.record.map { $0[FieldKey<RecordID>("current_version_id")] == nil } ?? false
      return isEmpty && detail?.children == nil ? .no("It has no version yet. Add one first.") : .yes
    default: return .confidential
    }
  }

  /// Shows what the chosen document says, as far as a terminal can show it; that is written down.
  package func openContent() async {
    guard let (registrar, session) = open, let chosen = await chosenContent() else { return }
    do throws(RegistrarError) {
      let file = try await registrar.openFile(of: chosen.document, version: chosen.version, as: session)
      let room = FilePreview.pictureRoom
      let preview = await FilePreview.made(
        of: file, columns: max(room.columns, size.columns - 4), rows: max(room.rows, size.rows - 10),
        viewer: viewPicture)
      let shown = ReportModel(self, "\(file.name)", preview.all.map { ReportModel.Line($0) })
      shown.takeOut = { [weak self] in await self?.saveContent(of: chosen.document, file.versionNumber) }
      push(.report(shown))
      message = Message("That you opened it is in the log. x writes it to a file.")
    } catch {
      await say(error)
    }
  }

  /// Writes the file of a version where exports go.
  private func saveContent(of document: RecordID, _ version: Int) async {
    guard let (registrar, session) = open else { return }
    guard let writeFile else {
      message = Message(DisplayText(whyNothingLeaves), .refused)
      return
    }
    do throws(RegistrarError) {
      let file = try await registrar.openFile(of: document, version: version, for: .export, as: session)
      let stamp = "\(wall.day)-\(wall.time)".filter { $0 != ":" }
      // What a sender called it must not lead to another folder.
      let name = String(
        "\(stamp)-\(file.reference)-\(file.versionNumber)-\(file.name)".map {
          $0 == "/" || $0 == "\0" ? "_" : $0
        })
      switch writeFile(name, file.content) {
      case .success(let path): message = Message("Written to \(path), and to the audit log.")
      case .failure(let failure): message = Message("It was not written: \(failure.words)", .failed)
      }
    } catch {
      await say(error)
    }
  }

  /// Reads the file that answers a question, by the path that was typed.
  func incomingFile(_ path: String, for field: Field) throws(RegistrarError) -> IncomingFile {
    guard let readFile else {
      throw .refused([Violation(whyNoFileComesIn, field: field.name)])
    }
    switch readFile(path) {
    case .success(let content): return IncomingFile(field: field.name, name: path, content: content)
    case .failure(let failure): throw .refused([Violation(failure.words, field: field.name)])
    }
  }
}

/// Why a file was not read, as a sentence.
package struct ReadFailure: Error, Sendable, Hashable {
  package let words: String
  package init(_ words: String) { self.words = words }
}

extension Field {
  /// The same question as a form asks it: for a file by its path, else unchanged.
  var asked: Field {
    guard takesFile else { return self }
    return Field(name, label, .text, traits).help("Its path on this computer, such as /home/ada/letter.pdf.")
  }
}
