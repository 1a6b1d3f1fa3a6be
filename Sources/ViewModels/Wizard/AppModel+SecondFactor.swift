import Records
import Storage

/// A second factor of one's own: set, and given up.
extension AppModel {
  /// Shows a new secret after the password, and the recovery codes after a first code of it.
  package func chooseSecondFactor() async {
    guard let signIn = door.signIn, let session else { return }
    let has = await hasSecondFactor(signIn, session)
    let lines =
      has
      ? ["You have one already. Going on puts a new one in its place; the former app and codes end."]
      : ["You need an app on your telephone that shows codes, and paper for recovery codes."]
    let wizard = WizardModel(
      self, "A code from an app",
      [.passwords(title: "Your password", lines: lines, labels: ["Password"])]
    ) { [weak self] wizard in
      guard let self else { return .left }
      do throws(SignInError) {
        switch wizard.index {
        case 0: return .more(offer(try await signIn.offerSecondFactor(session, wizard.passwords[0])))
        case 1:
          guard let code = Password.fresh() else { return .refused("There is no memory for it.", page: 1) }
          code.append(contentsOf: Array(wizard.text("code").utf8))
          return .more(sheet(try await signIn.enrol(session, code: code)))
        default: return .done("From now on your sign-in asks for a code after the password.")
        }
      } catch {
        return .refused(error.wordsOfPassword(at: clock.now()), page: wizard.index)
      }
    }
    push(.wizard(wizard))
  }

  private func hasSecondFactor(_ signIn: SignIn, _ session: Session) async -> Bool {
    do throws(SignInError) { return try await signIn.hasSecondFactor(session) } catch {
      message = Message(DisplayText(error.words(at: clock.now())), .failed)
      return false
    }
  }

  private func offer(_ factor: OfferedFactor) -> WizardModel.Page {
    .sheet(
      title: "Into your app",
      lines: [
        "Add an account in the app and type this key (time based, 6 digits):", "",
        "  " + factor.groups.prefix(4).joined(separator: " "),
        "  " + factor.groups.dropFirst(4).joined(separator: " "), "",
        factor.address, "", "Then type the code that the app shows.",
      ], typedBack: [.text("code", "Code", [.required]).help("Six digits, from the app.")])
  }

  private func sheet(_ codes: [[String]]) -> WizardModel.Page {
    .sheet(
      title: "Recovery codes",
      lines: [
        "Without the app each of these signs in once, after the password. They are shown now and",
        "never again: write them on paper and keep it away from this computer. Enter goes on.", "",
      ] + codes.map { "  " + $0.joined(separator: " ") }, typedBack: [])
  }

  /// Goes back to the password alone, after it was given.
  package func dropSecondFactor() async {
    guard let signIn = door.signIn, let session else { return }
    guard await hasSecondFactor(signIn, session) else {
      message = message ?? Message("You sign in with the password alone.", .refused)
      return
    }
    let page = WizardModel.Page.passwords(
      title: "Your password", lines: ["The app and the recovery codes end."], labels: ["Password"])
    push(
      .wizard(
        WizardModel(self, "The password alone", [page]) { [weak self] wizard in
          guard let self else { return .left }
          do throws(SignInError) {
            try await signIn.removeSecondFactor(session, wizard.passwords[0])
            return .done("Your sign-in asks for the password alone.")
          } catch {
            return .refused(error.wordsOfPassword(at: clock.now()), page: 0)
          }
        }))
  }
}
