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
  /// Whether letters are typed as text on the screen it was opened on.
  private let isTyping: Bool
  /// What alone worked there, where the screen was asking something.
  private let asked: [Offer]
  package let subject: DisplayText

  /// The help of a screen as it stands; nil where there is none.
  package init(_ app: AppModel, of screen: (any ScreenModel)?) {
    self.app = app
    isTyping = screen?.takesText == true
    let own = screen?.offers ?? []
    asked = own.contains { app.commands[$0.id] == nil } ? own : []
    scopes0 = asked.isEmpty ? screen?.scopes ?? [] : []
    subject = screen?.crumb ?? ""
  }

  package var crumb: DisplayText { "Help" }
  package var scopes: [Scope] { [.help] }
  package var takesText: Bool { true }

  /// A line of the help: a command with its place among the offers, or the heading of those that follow.
  package enum Entry: Sendable {
    case heading(DisplayText)
    case offer(Int, Offer)
  }

  package var entries: [Entry] {
    var entries: [Entry] = []
    var former: Bool?
    for (index, offer) in offers.enumerated() {
      let isEverywhere = app.commands[offer.id]?.scope == .everywhere
      if isEverywhere != former, page > 3 {
        entries.append(.heading(isEverywhere ? "EVERYWHERE" : "THIS SCREEN"))
      }
      former = isEverywhere
      entries.append(.offer(index, offer))
    }
    return entries
  }

  /// The commands shown, those of the screen first.
  package var offers: [Offer] {
    (asked + app.allOffers(in: scopes0 + [.everywhere], whileTyping: isTyping)).filter { offer in
      let others = app.commands[offer.id]?.otherNames ?? []
      return PaletteModel.matches(
        ([offer.title, offer.id] + others).joined(separator: " "), line.text)
        || offer.key.split(separator: " ").contains { $0 == line.text }
    }
  }

  package var status: DisplayText {
    let offers = offers
    guard offers.indices.contains(selected) else { return "No command of that name or key." }
    let offer = offers[selected]
    if case .no(let reason) = offer.availability { return "\(offer.title): \(reason)" }
    let help = EmergencyNumber.filled(app.commands[offer.id]?.help ?? "", in: app.session?.country)
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
    let row = entries.firstIndex { if case .offer(selected, _) = $0 { true } else { false } } ?? 0
    scroll = min(max(scroll, row - page + 1), selected == 0 ? 0 : row)
  }

  /// Closes the help and does what is chosen; what answers a question is pressed there.
  package func choose() async {
    let offers = offers
    guard offers.indices.contains(selected) else { return }
    app.drop()
    await app.perform(offers[selected].id)
  }
}
