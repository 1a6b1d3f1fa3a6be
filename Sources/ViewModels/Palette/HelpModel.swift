import Records
import Storage

/// Every command of the screen it was opened on and of everywhere, with keys and why some are off.
@MainActor
package final class HelpModel: ScreenModel {
  package let app: AppModel
  package private(set) var line = TextLine()
  package private(set) var selected = 0
  package private(set) var scroll = 0
  package var page = 18
  private let scopes0: [Scope]
  package let subject: DisplayText

  package init(_ app: AppModel, scopes: [Scope], subject: DisplayText) {
    self.app = app
    scopes0 = scopes
    self.subject = subject
  }

  package var crumb: DisplayText { "Help" }
  package var scopes: [Scope] { [.help] }
  package var takesText: Bool { true }

  /// The commands shown, those of the screen first.
  package var offers: [Offer] {
    (scopes0 + [.everywhere]).flatMap { app.offers(in: $0, all: true) }.filter { offer in
      PaletteModel.matches(offer.title + " " + offer.id, line.text) || offer.key == line.text
    }
  }

  package var status: DisplayText {
    let offers = offers
    guard offers.indices.contains(selected) else { return "No command of that name or key." }
    let offer = offers[selected]
    if case .no(let reason) = offer.availability { return "\(offer.title): \(reason)" }
    let help = app.commands[offer.id]?.help ?? ""
    return "\(offer.title). \(help)"
  }

  package func typed(_ key: Key) async -> Bool {
    guard line.edit(key) else { return false }
    selected = 0
    scroll = 0
    return true
  }

  package func move(by step: Int) {
    selected = min(max(0, selected + step), max(0, offers.count - 1))
    scroll = min(max(scroll, selected - page + 1), selected)
  }

  /// Closes the help and does what is chosen.
  package func choose() async {
    let offers = offers
    guard offers.indices.contains(selected) else { return }
    app.drop()
    await app.perform(offers[selected].id)
  }
}
