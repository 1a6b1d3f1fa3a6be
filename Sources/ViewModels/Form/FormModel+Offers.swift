import Records
import Storage

/// What works on a form while it asks something before it goes on.
extension FormModel {
  package var offers: [Offer]? {
    switch state {
    case .editing: nil
    case .offering(_, let isSure):
      [
        offer("Enter", "Carry on with the draft", "carry on"),
        isSure ? offer("f", "Drop the draft", "yes, drop it") : offer("f", "Start fresh", "start fresh"),
        offer("Esc", "Leave; the draft stays", "leave"),
      ]
    case .comparing:
      [
        offer("1", "Keep yours", "yours"), offer("2", "Take theirs", "theirs"),
        offer("Ctrl-S", "Save what is chosen", "save"), offer("Esc", "Back to the form", "back"),
      ]
    }
  }

  private func offer(_ key: String, _ title: String, _ short: String) -> Offer {
    Offer(id: "", key: key, title: title, short: short, availability: .yes)
  }
}
