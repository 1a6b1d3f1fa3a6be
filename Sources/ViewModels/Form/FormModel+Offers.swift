import Records
import Storage

/// What works on a form while it asks something before it goes on.
extension FormModel {
  package var offers: [Offer]? {
    switch state {
    case .editing: nil
    case .offering(let question): question.offers
    case .comparing:
      [
        Offer("1", "Keep yours", "yours"), Offer("2", "Take theirs", "theirs"),
        Offer("Ctrl-S", "Save what is chosen", "save"), Offer("Esc", "Back to the form", "back"),
      ]
    }
  }
}
