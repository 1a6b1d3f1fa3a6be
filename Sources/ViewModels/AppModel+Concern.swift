import Records
import Storage

/// Raising a concern, and what whoever may read none hears of it.
extension AppModel {
  /// SGC-1: the slip of whoever may write something down and see no more of it.
  func sayReceived(_ record: Record) {
    let name = ownName(of: record, [:]) ?? ""
    message = Message(
      "Received\(name.isEmpty ? "" : " as \(name)"), thank you. Those who look after it are told; you see no more of it."
    )
  }

  /// Raises a concern from any screen: whoever sees harm may, also who may read none.
  package func raiseConcern() async {
    guard let registrar else { return }
    await openForm(Record(registrar.catalogue.type("safeguarding_concerns")))
  }
}
