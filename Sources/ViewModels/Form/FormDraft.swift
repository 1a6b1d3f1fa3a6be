import Records
import Storage

/// The draft of one form: looked for when it opens, stored soon after each change, dropped when it is done.
@MainActor
final class FormDraft {
  /// When it was last stored; nil before the first time.
  private(set) var savedAt: Instant?
  private(set) var id: RecordID?
  private let app: AppModel
  private let recordType: String
  private let action: String?
  private let subject: RecordID?
  private var changedAt: Instant?

  /// `action` is the one whose questions are answered; nil for the form of the record itself.
  init(_ app: AppModel, of recordType: String, action: String? = nil, subject: RecordID?) {
    self.app = app
    self.recordType = recordType
    self.action = action
    self.subject = subject
  }

  /// Finds what the member typed here before.
  func find() async throws(RegistrarError) -> Draft? {
    guard let (registrar, session) = app.open else { return nil }
    let found = try await registrar.drafts(for: session).first {
      $0.recordType == recordType && $0.action == action && $0.subject == subject
    }
    if let found { id = found.id }
    return found
  }

  /// Takes over the time at which `draft` was stored, since the form shows it now.
  func shows(_ draft: Draft) {
    id = draft.id
    savedAt = draft.savedAt
  }

  /// Notes that something was typed, so that it is stored within a second.
  func notice(_ form: FieldForm) { if form.isDirty, changedAt == nil { changedAt = app.clock.now() } }

  var deadline: Instant? { changedAt?.adding(milliseconds: 700) }

  func isDue(at now: Instant) -> Bool { deadline.map { now >= $0 } ?? false }

  /// Stores what stands in the form, where something was typed since the last time.
  func keep(_ form: FieldForm, baseRevision: Int, step: String) async {
    changedAt = nil
    guard form.isDirty, let (registrar, session) = app.open else { return }
    // What was typed and taken back again leaves nothing to ask about.
    if form.isBlank {
      form.isDirty = false
      return await drop()
    }
    // A draft has its typist's name on it; who answers what is anonymous is known.
    if action == nil, registrar.catalogue[recordType]?.anonymity != nil { return }
    let now = app.clock.now()
    let draft = Draft(
      id: id, recordType: recordType, action: action, subject: subject, baseRevision: baseRevision,
      content: form.content, step: step, savedAt: now)
    do throws(RegistrarError) {
      id = try await registrar.keep(draft, for: session)
      savedAt = now
      form.isDirty = false
    } catch {
      app.message = Message("The draft could not be kept: \(error.words)", .failed)
    }
  }

  func drop() async {
    changedAt = nil
    guard let id, let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      try await registrar.drop(draft: id, for: session)
      self.id = nil
      savedAt = nil
    } catch {
      await app.say(error)
    }
  }
}
