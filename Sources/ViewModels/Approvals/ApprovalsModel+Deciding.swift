import Records
import Storage

/// Deciding: nothing is decided in the list itself, always on a page that shows what would change.
extension ApprovalsModel {
  package typealias Answer = Verdicts.Answer

  /// Whether the chosen request is answered with a signature that the role may give.
  package var maySign: Bool {
    guard let request, let (registrar, session) = app.open,
      let type = registrar.catalogue[request.subjectType]
    else { return false }
    let steps = registrar.catalogue.verdicts(about: type.id, kind: request.kind).flatMap(\.allSteps)
    return type.allActions.contains { action in
      action.right == .sign && steps.contains(action.id)
        && registrar.matrix.scope(of: .sign, for: session.role, on: action.resource ?? type.resource) != nil
    }
  }

  /// Opens the page of one answer for the chosen request, or says why it is not possible.
  package func begin(_ answer: Answer) async {
    guard let request, let (registrar, session) = app.open, let subject = await subject(of: request) else {
      return
    }
    let decision = Decision(subject, kind: request.kind, in: registrar.catalogue)
    guard let action = decision[answer] else {
      let state = subject.type.field("state").map { app.shown(subject["state"], of: $0).lowercased() } ?? ""
      let words = decision.whyNot(answer, subject.type.singular, state: DisplayText(state))
      app.message = Message(words, .refused)
      return
    }
    do throws(RegistrarError) {
      switch try await registrar.availability(of: action, on: subject, for: session) {
      case .no(let reason): app.message = Message(DisplayText(reason), .refused)
      case .confidential: app.message = Message("No record with that reference.", .refused)
      case .yes: await open(action, on: [subject])
      }
    } catch {
      await app.say(error)
    }
  }

  /// The page with the focus on its button, or on the question it asks first.
  private func open(_ action: Action, on records: [Record]) async {
    let ask = AskModel(app, action, on: records) { [weak self] _ in
      self?.markNone()
      await self?.refresh()
      await self?.settle()
    }
    app.push(.ask(ask))
    await ask.begin()
  }

  /// Opens one page for all that are marked: those with a warning first, those that cannot be approved left out.
  package func approveMarked() async {
    guard let (registrar, session) = app.open else { return }
    guard !marks.isEmpty else {
      app.message = Message("Mark requests with Space first, then A approves them on one page.", .refused)
      return
    }
    var ready: [(record: Record, action: Action, hasWarning: Bool)] = []
    var refused: [DisplayText] = []
    for request in requests where marks.contains(request.id) {
      guard let subject = await subject(of: request),
        let action = Decision(subject, kind: request.kind, in: registrar.catalogue).approve
      else {
        refused.append(request.reference)
        continue
      }
      do throws(RegistrarError) {
        let isAvailable = try await registrar.availability(of: action, on: subject, for: session).isYes
        let preview = try await registrar.preview(action, on: subject, answers: [:], for: session)
        if isAvailable, preview.refusal == nil {
          ready.append((subject, action, !preview.warnings.isEmpty))
        } else {
          refused.append(request.reference)
        }
      } catch {
        refused.append(request.reference)
      }
    }
    guard let first = ready.first else {
      app.message = Message(
        "None of the marked can be approved by you: \(refused.joined(separator: ", ")).", .refused)
      return
    }
    let same = ready.filter { $0.action.id == first.action.id }
    let records = same.filter(\.hasWarning) + same.filter { !$0.hasWarning }
    await open(first.action, on: records.map(\.record))
    let others = ready.count - same.count
    if !refused.isEmpty || others > 0 {
      let left = refused.isEmpty ? "" : " Not approvable: \(refused.joined(separator: ", "))." as DisplayText
      let kinds = others > 0 ? " \(others) of another kind stay marked." as DisplayText : ""
      app.message = Message("\(records.count) on this page.\(left)\(kinds)", .refused)
    }
  }

  /// Asks somebody else to decide, where requests can be passed on.
  package func reassign() async {
    guard let request, let (type, action) = app.declaredAction("approval.reassign"),
      let (registrar, session) = app.open
    else { return }
    do throws(RegistrarError) {
      await app.begin(action, on: [try await registrar.record(request.id, of: type, for: session)])
    } catch {
      await app.say(error)
    }
  }
}
