import Records
import Sealing
import Storage

extension CommandLine {
  static let initialise = CommandSpec(
    "init", [],
    options: [
      OptionSpec("organisation", "NAME", "the name of the organisation"),
      OptionSpec("country", "CODE", "GB, IE, US, …; usually GB"),
      OptionSpec("currency", "CODE", "GBP, EUR or USD; usually the country's"),
      OptionSpec("zone", "NAME", "the time zone, usually Europe/London"),
      OptionSpec("name", "NAME", "your name, in full"),
      OptionSpec("short-name", "NAME", "your name as records show it, 2 to 20 characters"),
      OptionSpec("as", "USER", "the name you will sign in with"),
      OptionSpec("password-file", "FILE", "read the password from a file of yours that only you can read"),
    ],
    "a new home; you become its first administrator",
    details: """
      Nothing is written until everything is given. The recovery code is shown once: write it on paper and keep \
      it in a safe place. It opens the home when nobody's password does.
      """
  ) { call throws(CommandError) in
    let place = call.place
    if place.holdsHome { throw .refused("There is a home in \(place.path) already.") }
    let home = try newHome(call.arguments)
    let password = try newPassword(call, names: [home.administrator.loginName, home.organization.name])
    let homes = try Homes(catalogue: call.catalogue, share: try call.share())
    let code: [String]
    do throws(StorageError) { code = try await homes.create(at: place.path, home, password: password) } catch
    {
      throw CommandError(error, in: place.path)
    }
    if call.output.isJSON {
      call.output.json(
        .object([
          ("home", .text(place.path)), ("organisation", .text(home.organization.name)),
          ("user", .text(home.administrator.loginName)),
          ("recovery_code", .text(code.joined(separator: "-"))),
        ]))
      return
    }
    call.output.line("The home of \(home.organization.name) is in \(place.path).")
    call.output.line("")
    showPaper(code, call.output)
    call.output.line("")
    let option = call.arguments["home"] == nil ? "" : " --home \(place.path)"
    call.output.line("Sign in as \(home.administrator.loginName) with: lodge\(option)")
  }

  private static func newHome(_ arguments: Arguments) throws(CommandError) -> NewHome {
    let missing = ["organisation", "name", "as"].filter { arguments[$0]?.isEmpty ?? true }
    guard missing.isEmpty, let organisation = arguments["organisation"], let name = arguments["name"],
      let user = arguments["as"]
    else {
      let list = missing.map { "--\($0)" }.joined(separator: ", ")
      throw .usage("A new home needs \(list).", help: arguments.command)
    }
    let country = arguments["country"]?.uppercased() ?? "GB"
    let usual = ["GB": "GBP", "IE": "EUR", "US": "USD"][country] ?? "GBP"
    let zone = arguments["zone"] ?? (country == "US" ? "America/New_York" : "Europe/London")
    guard Zone(zone) != nil else {
      throw .refused("There is no time zone \(quoted(zone)). Names are such as Europe/London.")
    }
    let short = arguments["short-name"] ?? NewPerson.shortName(from: name)
    guard 2...20 ~= short.count else {
      throw .refused("A short name has 2 to 20 characters: --short-name NAME.")
    }
    let organization = NewOrganization(
      name: organisation, country: country, currency: arguments["currency"]?.uppercased() ?? usual,
      zone: zone,
      locale: country == "US" ? "en_US" : "en_GB")
    return NewHome(
      organization: organization,
      administrator: NewPerson(displayName: name, shortName: short, loginName: user, role: .administrator))
  }

  static func newPassword(_ call: Call, names: [String]) throws(CommandError) -> LockedBuffer {
    let password: LockedBuffer
    if let path = call.arguments["password-file"] {
      password = try PasswordFile.read(path)
    } else {
      guard let first = try PasswordPrompt.ask("Choose a password"),
        let second = try PasswordPrompt.ask("The same again")
      else {
        throw .refused(
          "There is no terminal to ask for a password at.", hint: "Give it with --password-file FILE.")
      }
      guard first.matches(second) else { throw .refused("The two passwords are not the same.") }
      password = first
    }
    let composed: LockedBuffer
    do { composed = try PasswordText.composed(password) } catch { throw CommandError(error) }
    let rules = try call.share().orError { share throws(ShareError) in try share.passwordRules() }
    if let refusal = rules.refusal(of: composed, names: names) {
      throw CommandError(refusal, at: .now)
    }
    return password
  }
}

extension NewPerson {
  /// The first name and the first letter of the last, as lists show people: `Ada L`.
  static func shortName(from name: String) -> String {
    let words = name.split(separator: " ")
    guard let first = words.first else { return name }
    let last = words.count > 1 ? words.last?.first.map { " \($0)" } ?? "" : ""
    return String(first.prefix(18)) + last
  }
}
