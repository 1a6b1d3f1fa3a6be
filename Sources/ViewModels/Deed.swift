import Records
import Storage

/// What can be done with a record under a name of its own: an action, or beginning another record from it.
package struct Deed: Sendable {
  /// `noun.verb`: the key map and the table of commands know it by that.
  package let id: String
  package let title: String
  package let availability: Availability
  package let begin: @MainActor @Sendable () async -> Void
}

extension AppModel {
  /// Everything that can be done with a record, with why not, for who may know of it: what begins from it, then its
  /// actions.
  package func deeds(on record: Record?) async -> [Deed] {
    guard let record else { return [] }
    let actions = await actions(on: record).map { action, availability in
      Deed(id: action.id, title: action.title, availability: availability) { [weak self] in
        await self?.begin(action, on: [record])
      }
    }
    let others = [ownPage(of: record), await newCode(for: record)].compactMap(\.self)
    return await openings(on: record) + others + actions
  }

  /// The records that are begun from this one by a deed of their own, with why not.
  func openings(on record: Record) async -> [Deed] {
    guard let (registrar, session) = open else { return [] }
    var deeds: [Deed] = []
    do throws(RegistrarError) {
      for mention in registrar.catalogue.openings(on: record.type.id) {
        guard let opening = mention.field.opening else { continue }
        let availability = try await registrar.availability(of: mention, on: record, for: session)
        if availability == .confidential { continue }
        deeds.append(
          Deed(id: opening.id, title: opening.title, availability: availability) { [weak self] in
            await self?.add(mention.begin(naming: record))
          })
      }
    } catch {
      await say(error)
    }
    return deeds
  }

  /// Begins from what is chosen the record that a deed of that id begins.
  func beginOpening(_ id: String) async {
    guard let record = await top?.model.chosenRecord(),
      let deed = await openings(on: record).first(where: { $0.id == id })
    else {
      message = Message("That cannot be done here.", .refused)
      return
    }
    guard case .no(let reason) = deed.availability else { return await deed.begin() }
    message = Message(DisplayText(reason), .refused)
  }
}
