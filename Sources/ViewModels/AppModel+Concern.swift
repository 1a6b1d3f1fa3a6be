import Records
import Storage

/// Raising a concern, and what whoever may read none hears of it.
extension AppModel {
  /// SGC-1: the slip of whoever may write something down and see no more of it, nor take it back.
  func sayReceived(_ receipt: Receipt) {
    let made = receipt.undo?.changes.first { $0.before == nil }?.after
    let name = made.flatMap { ownName(of: $0, [:]) } ?? ""
    did(
      "Received\(name.isEmpty ? "" : " as \(name)"), thank you. Those who look after it are told; you see no more of it.",
      Receipt(records: [], undo: nil, whyNoUndo: "You see no more of it."))
  }

  /// Raises a concern from any screen: whoever sees harm may, also who may read none.
  package func raiseConcern() async {
    guard let registrar else { return }
    await openForm(Record(registrar.catalogue.type("safeguarding_concerns")))
  }
}
