import Records
import Storage

/// Putting other words beside what is signed.
extension AppModel {
  /// A new amendment to a signed record; nil where it is not signed, or the session may amend nothing.
  func amendment(to record: Record) async -> Record? {
    guard record.type.isSigned, !record["signed_at"].isEmpty, let (registrar, session) = open,
      let mention = registrar.catalogue.parts(of: record.type.id).first(where: \.isAmending)
    else { return nil }
    let availability = await registrar.availability(of: .create, on: mention.type, for: session)
    return availability.isYes ? mention.begin(naming: record) : nil
  }

  /// Opens the form of an amendment with the old text in it; of several texts the person says first which one is meant.
  func amend(_ record: Record, with amendment: Record) async {
    let texts = record.type.signedTexts.filter { String(record[$0.name])?.isEmpty == false }
    guard texts.count > 1 else { return await openAmendment(amendment, to: texts.first, of: record) }
    let options = texts.map { text in
      PickerModel.Option(DisplayText(text.label)) { [weak self] in
        await self?.openAmendment(amendment, to: text, of: record)
      }
    }
    push(.picker(PickerModel(self, "Amend which text of \(name(of: record))?", options)))
  }

  private func openAmendment(_ amendment: Record, to text: Field?, of record: Record) async {
    var amendment = amendment
    if let text {
      amendment[.fieldName] = text.label
      amendment[.oldValue] = String(record[text.name])
      amendment[.newValue] = amendment[.oldValue]
    }
    await openForm(amendment)
    message = Message("What is signed stays as it is; this is put beside it.")
  }
}

extension RecordType {
  /// The long texts that a signature stands under.
  fileprivate var signedTexts: [Field] {
    stored.filter { $0.kind == .note && (signs.isEmpty || signs.contains($0.name)) }
  }
}
