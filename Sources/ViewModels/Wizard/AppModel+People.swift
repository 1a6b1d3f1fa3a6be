import Records
import Storage

/// Adding people to an organisation, and one's own password.
extension AppModel {
  /// Asks for a new person and shows the code with which they sign in for the first time.
  package func invite() async {
    guard let signIn = door.signIn, let (registrar, session) = open else { return }
    let type = registrar.catalogue.type("users")
    let availability = await registrar.availability(of: .create, on: type, for: session)
    if case .no(let reason) = availability {
      message = Message(DisplayText(reason), .refused)
      return
    }
    do throws(RegistrarError) {
      if let refusal = try await signIn.inviteRefusal(for: session) {
        message = Message(DisplayText(refusal), .refused)
        return
      }
    } catch {
      return await say(error)
    }
    let wizard = WizardModel(self, "Add a person", [.fields(title: "Who", lines: [], AppModel.personFields)])
    {
      [weak self] wizard in
      guard let self else { return .left }
      if wizard.index > 0 { return .done("The person is added. Give them the code.") }
      if let violation = LoginNames.violation(in: wizard.text("login_name"), of: "login_name") {
        return .wrong(violation)
      }
      do throws(RegistrarError) {
        let code = try await signIn.invite(person(wizard), by: session)
        return .more(sheet(code, for: person(wizard)))
      } catch {
        return .refused(DisplayText(error.words), page: 0)
      }
    }
    wizard.suggest = { $0.suggestNames(from: "display_name", short: "short_name", login: "login_name") }
    wizard.note = { wizard in
      let isEverywhere = (wizard.form?.entries.first { $0.field.name == "house_id" }?.value ?? .empty).isEmpty
      return isEverywhere ? ["No house is chosen: the role holds in all houses of the organisation."] : []
    }
    push(.wizard(wizard))
  }

  private func person(_ wizard: WizardModel) -> NewPerson {
    let houses = ["house_id", "second_house_id", "third_house_id"].compactMap { RecordID(wizard.answer($0)) }
    return NewPerson(
      displayName: wizard.text("display_name"), shortName: wizard.text("short_name"),
      loginName: wizard.text("login_name"), role: Role(rawValue: wizard.text("role")) ?? .worker,
      houses: houses.isEmpty ? nil : Set(houses), jobTitle: wizard.text("job_title"),
      startsOn: wall.day, endsOn: Day(wizard.answer("ends_on")), reason: wizard.text("reason"))
  }

  private func sheet(_ code: [String], for person: NewPerson) -> WizardModel.Page {
    .sheet(
      title: "The first sign-in",
      lines: [
        "\(person.displayName), \(person.role.title.lowercasedFirst), signs in once with this code, within 72 hours,",
        "and then chooses a password:", "",
        "Login name  \(person.loginName)", "Code        \(code.joined(separator: " "))", "",
        "It is shown only now: write it down and give it to them. Enter goes on.",
      ], typedBack: [])
  }

  /// Offers a new code for who forgot their password; nil for a record that is nobody's sign-in.
  func newCode(for record: Record) async -> Deed? {
    guard ["users", "memberships"].contains(record.type.id), door.signIn != nil, mayAdd("users") else {
      return nil
    }
    return Deed(id: "user.new-code", title: "New sign-in code (forgotten password)", availability: .yes) {
      [weak self] in await self?.giveNewCode(record)
    }
  }

  private func giveNewCode(_ record: Record) async {
    guard let signIn = door.signIn, let session, let member = await member(of: record) else {
      message = Message("This person is no member here.", .refused)
      return
    }
    let name = fullName(of: record)
    let login = await loginName(of: record)
    let page = WizardModel.Page.passwords(
      title: "A new sign-in code for \(name)",
      lines: [
        "For who forgot their password. The old one stops working, they are signed out everywhere,",
        "drafts they had not saved are lost, and they sign in with the code and choose a new password.",
        "It is you who must be sure who asks.",
      ],
      labels: ["Your password"])
    let wizard = WizardModel(self, "New sign-in code", [page]) { [weak self] wizard in
      if wizard.index > 0 { return .done("Give \(DisplayText(name)) the code.") }
      do throws(SignInError) {
        try await signIn.confirm(session, wizard.passwords[0], isProof: true)
      } catch {
        return .refused(error.wordsOfPassword(at: self?.clock.now() ?? session.startedAt), page: 0)
      }
      do throws(RegistrarError) {
        let code = try await signIn.inviteAgain(member, by: session)
        return .more(AppModel.sheet(code, for: name, login))
      } catch {
        return .refused(DisplayText(error.words), page: 0)
      }
    }
    push(.wizard(wizard))
  }

  private func member(of record: Record) async -> RecordID? {
    if record.type.id == "memberships" { return record.id }
    guard let id = record.id else { return nil }
    let found = await rows(
      "memberships", [.equals("user_id", .reference(id)), .differs("state", .text("ended"))],
      fields: ["state"],
      limit: 1)
    return found.rows.first?.id
  }

  private func loginName(of record: Record) async -> String {
    let user: RecordID? = record.type.id == "users" ? record.id : record[.userID]
    guard let user else { return "" }
    let found = await rows("users", [.equals("id", .reference(user))], fields: ["login_name"], limit: 1)
    guard let row = found.rows.first, case .text(let login) = found.value("login_name", row) else {
      return ""
    }
    return login
  }

  private static func sheet(_ code: [String], for name: String, _ login: String) -> WizardModel.Page {
    .sheet(
      title: "The new code",
      lines: [
        "\(name) signs in once with this code, within 72 hours, and then chooses a password:", "",
        "Login name  \(login)", "Code        \(code.joined(separator: " "))", "",
        "It is shown only now: write it down and give it to them. Enter goes on.",
      ], typedBack: [])
  }

  private static var personFields: [Field] {
    let roles = Role.allCases.filter { $0 != .platform }.map { "\($0.rawValue)=\($0.title)" }
    return [
      .text("display_name", "Full name", [.required]),
      .text("short_name", "Short name", [.required]).help("As records show it, for example A. Osei."),
      .text("login_name", "Login name", [.required]).help(
        "One word, without blanks: what the person types to sign in."),
      .choice("role", "Role", .shared("roles", roles), [.required]),
      .reference("house_id", "House", to: "houses").help("Empty for all houses of the organisation."),
      .reference("second_house_id", "Second house", to: "houses").shown { !$0["house_id"].isEmpty },
      .reference("third_house_id", "Third house", to: "houses").shown { !$0["second_house_id"].isEmpty },
      .text("job_title", "Job title"),
      .day("ends_on", "Until").future().help("For agency staff and auditors: the last day."),
      .note("reason", "Reason").help("Kept with the grant of the role."),
    ]
  }

  /// Asks for the present password and a new one, twice.
  package func choosePassword() {
    guard let signIn = door.signIn, let session else { return }
    let page = WizardModel.Page.passwords(
      title: "Your password",
      lines: ["15 characters or more. A sentence is good. You are signed out elsewhere."],
      labels: ["Present password", "New password", "New once more"])
    let wizard = WizardModel(self, "Your password", [page]) { [weak self] wizard in
      do throws(SignInError) {
        try await signIn.changePassword(session, current: wizard.passwords[0], new: wizard.passwords[1])
        return .done("Your password is changed.")
      } catch {
        return .refused(DisplayText(error.words(at: self?.clock.now() ?? session.startedAt)), page: 0)
      }
    }
    wizard.minimum = PasswordRules.minimumWithSecondFactor
    push(.wizard(wizard))
  }

  /// Ends the sessions that the person left at other terminals, or locked beside this one.
  package func endOtherSessions() async {
    guard let signIn = door.signIn, let session else { return }
    do throws(SignInError) {
      let count = try await signIn.endOtherSessions(of: session)
      for other in locked.map(\.session) where other.user == session.user { forgetLocked(other) }
      message =
        switch count {
        case 0: Message("You are signed in nowhere else.")
        case 1: Message("You are signed out on the other screen.")
        default: Message("You are signed out on \(String(count)) other screens.")
        }
    } catch {
      message = Message(DisplayText(error.words(at: clock.now())), .failed)
    }
  }

  /// Asks for a PIN twice; for the password first, where the sign-in was a while ago.
  package func choosePIN() {
    guard let signIn = door.signIn, let session else { return }
    let isAsked = signIn.asksPassword(forPINOf: session)
    let page = WizardModel.Page.passwords(
      title: "A PIN to unlock with",
      lines: [
        "6 to 10 digits. After a lock it opens this screen, and nothing else;",
        "three wrong ones, and the password is asked. Nobody else needs to know it.",
      ],
      labels: (isAsked ? ["Your password"] : []) + ["PIN", "PIN once more"])
    push(
      .wizard(
        WizardModel(self, "PIN", [page]) { [weak self] wizard in
          guard let self else { return .left }
          do throws(SignInError) {
            try await signIn.choosePIN(
              session, wizard.passwords[isAsked ? 1 : 0], password: isAsked ? wizard.passwords[0] : nil,
              isShared: isKiosk)
            return .done("Your PIN opens this screen after a lock. F9 locks.")
          } catch {
            return .refused(error.wordsOfPassword(at: clock.now()), page: 0)
          }
        }))
  }
}
