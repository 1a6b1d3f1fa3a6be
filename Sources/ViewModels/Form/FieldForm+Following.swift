import Records
import Storage

/// What a form fills in by itself from the record that is chosen in another field.
extension FieldForm {
  /// Fills what follows a reference, as far as it is empty or followed it before.
  package func fillFollowers(of index: Int) async {
    let places = followers(of: index).filter {
      record[entries[$0].field.name].isEmpty || entries[$0].isFollowing
    }
    guard !places.isEmpty, case .reference(let id) = record[entries[index].field.name] else { return }
    do throws(RegistrarError) {
      guard let (chosen, names) = try await referent(id, of: entries[index].field) else { return }
      for place in places { follow(place, chosen, names) }
    } catch {
      await app.say(error)
    }
  }

  /// Fills anew what follows a reference, now that another record is chosen there, and what follows that.
  ///
  /// What was filled in otherwise stays, and says beside it what it would be.
  func renewFollowers(of index: Int, insteadOf former: RecordID?, after passed: Set<String> = []) async {
    let field = entries[index].field
    guard case .reference(let id) = record[field.name], id != former else {
      return await fillFollowers(of: index)
    }
    let places = followers(of: index).filter { !passed.contains(entries[$0].field.name) }
    guard !places.isEmpty else { return }
    let left = await past(former, of: field)
    var renewed: [(place: Int, former: RecordID?)] = []
    do throws(RegistrarError) {
      guard let (chosen, names) = try await referent(id, of: field) else { return }
      for place in places {
        let value = held(by: chosen, for: place)
        let stood = record[entries[place].field.name]
        if value == stood || goesAlong(place, left) {
          renewed.append((place, entries[place].lastChosen))
          follow(place, chosen, names)
          entries[place].isTouched = true
        } else if !value.isEmpty {
          let words = RecordID(value).flatMap { names[$0] } ?? app.editable(value, of: entries[place].field)
          entries[place].warning =
            "Left as it was filled in. By the new \(field.label.lowercasedFirst) it would be \(words)."
        }
      }
    } catch {
      await app.say(error)
    }
    for (place, former) in renewed where entries[place].isReference {
      await renewFollowers(of: place, insteadOf: former, after: passed.union([field.name]))
    }
  }

  /// Empties what can only stand beside the record that a reference led to, now that it leads to none.
  func emptyFollowers(of index: Int) {
    guard entries[index].lastChosen != nil else { return }
    entries[index].lastChosen = nil
    for place in followers(of: index) where isBound(place) {
      record[entries[place].field.name] = .empty
      fill(place, from: .empty, name: nil)
      entries[place].chosen = nil
      entries[place].lastChosen = nil
      entries[place].isTouched = true
    }
  }

  /// The places of what follows a reference.
  private func followers(of index: Int) -> [Int] {
    let name = entries[index].field.name
    return entries.indices.filter { entries[$0].field.source?.reference == name }
  }

  /// Whether a follower must hold the same as the record it leads to: a stay is that of its resident.
  private func isBound(_ place: Int) -> Bool {
    let field = entries[place].field
    guard let source = field.source else { return false }
    return record.type.partners(of: field).contains(source.reference)
  }

  /// Whether a follower came of what was chosen before, or cannot stand beside anything else.
  private func goesAlong(_ place: Int, _ left: Record?) -> Bool {
    let stood = record[entries[place].field.name]
    if stood.isEmpty || entries[place].isFollowing || isBound(place) { return true }
    return left.map { held(by: $0, for: place) == stood } ?? false
  }

  private func held(by chosen: Record, for place: Int) -> Value {
    guard let source = entries[place].field.source, chosen[source.field] != .hidden else { return .empty }
    return chosen[source.field]
  }

  private func follow(_ place: Int, _ chosen: Record, _ names: [RecordID: String]) {
    let value = held(by: chosen, for: place)
    record[entries[place].field.name] = value
    fill(place, from: value, name: RecordID(value).flatMap { names[$0] })
    entries[place].chosen = value.isEmpty ? nil : entries[place].chosen
    entries[place].isFollowing = true
    entries[place].warning = nil
  }

  /// The record that is chosen in a field, and the names of those it refers to.
  private func referent(
    _ id: RecordID, of field: Field
  ) async throws(RegistrarError) -> (Record, [RecordID: String])? {
    guard let (registrar, session) = app.open, let type = field.target.flatMap({ registrar.catalogue[$0] })
    else { return nil }
    let chosen = try await registrar.record(id, of: type, for: session)
    return (chosen, try await registrar.names(of: chosen.references, for: session))
  }

  /// The record that was chosen in a field before.
  private func past(_ id: RecordID?, of field: Field) async -> Record? {
    guard let id else { return nil }
    do throws(RegistrarError) {
      return try await referent(id, of: field)?.0
    } catch {
      // Who may not read it any more cannot tell what came of it: that stays, and says what it would be.
      return nil
    }
  }
}
