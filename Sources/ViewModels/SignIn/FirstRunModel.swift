import Records
import Storage

/// The choices where there is no home yet, and the questions that make one.
@MainActor
package final class FirstRunModel: ScreenModel {
  package let app: AppModel
  /// Where a home was looked for.
  package let places: [String]
  package private(set) var selected = 0
  /// What the program does next, once its screens have closed.
  package private(set) var choice: Choice?
  /// What is said at the sign-in of the home that was made or brought back.
  package private(set) var welcome: String?
  private let maker: HomeMaker
  /// The recovery code, until it was typed back.
  private var code: [String] = []
  package let choices: [DisplayText] = ["Create a home", "Open the demonstration", "Restore a backup"]

  package enum Choice: Sendable, Hashable { case home, demonstration }

  package init(_ app: AppModel, places: [String], maker: HomeMaker) {
    self.app = app
    self.places = places
    self.maker = maker
  }

  package var crumb: DisplayText { "" }
  package var scopes: [Scope] { [.firstRun] }
  package var status: DisplayText {
    choices[selected]
      + ": choice \(String(selected + 1)) of \(String(choices.count)). Nothing has been written yet."
  }

  package func move(by step: Int) { selected = min(max(0, selected + step), choices.count - 1) }

  package func choose() {
    switch selected {
    case 0: app.push(.wizard(creation()))
    case 1:
      choice = .demonstration
      app.finish()
    default: app.push(.wizard(restoring()))
    }
  }

  private func restoring() -> WizardModel {
    WizardModel(app, "Restore a backup", FirstRunModel.restorePages) { [weak self] wizard in
      guard let self else { return .left }
      let restoring = await maker.restore(wizard.text("backup"), wizard.passwords[0]) { [weak wizard] in
        wizard?.tell($0)
      }
      switch restoring {
      case .failed(let words, let page): return .refused(DisplayText(words), page: page)
      case .restored(let words):
        choice = .home
        welcome = words
        app.finish()
        return .left
      }
    }
  }

  private func creation() -> WizardModel {
    let wizard = WizardModel(app, "Create a home", FirstRunModel.pages) { [weak self] wizard in
      guard let self else { return .left }
      switch wizard.page {
      case .sheet(_, _, let asked) where asked.isEmpty: return .more(typedBack)
      case .sheet: return await keep(wizard)
      default: return await make(wizard)
      }
    }
    wizard.note = { wizard in
      guard let rooms = wizard.form?.entries.first(where: { $0.field.name == "rooms" }) else { return [] }
      return [RoomNames.hint, RoomNames.words(rooms.line.text)]
    }
    wizard.minimum = PasswordRules.usualMinimum
    wizard.suggest = { $0.suggestNames(from: "name", short: "short_name", login: "login") }
    return wizard
  }

  private func make(_ wizard: WizardModel) async -> WizardModel.Outcome {
    guard let rooms = RoomNames.read(wizard.text("rooms")) else {
      return .refused("The rooms do not read: \(RoomNames.hint)", page: 1)
    }
    if let violation = LoginNames.violation(in: wizard.text("login"), of: "login") {
      return .refused(DisplayText(violation.words), page: 2)
    }
    let answers = HomeAnswers(
      organization: wizard.text("organisation"), country: wizard.text("country"),
      currency: wizard.text("currency"), zone: wizard.text("zone"), house: wizard.text("house"),
      service: wizard.text("service"), rooms: rooms, name: wizard.text("name"),
      shortName: wizard.text("short_name"),
      login: wizard.text("login"))
    switch await maker.make(answers, wizard.passwords[0]) {
    case .made(let code):
      self.code = code
      return .more(FirstRunModel.sheet(code))
    case .failed(let words, let page): return .refused(DisplayText(words), page: page)
    }
  }

  /// The home is kept only when the recovery code was written down: two of its groups are typed back.
  private func keep(_ wizard: WizardModel) async -> WizardModel.Outcome {
    for number in askedGroups where wizard.text("group_\(number)").uppercased() != code[number - 1] {
      return .wrong(
        Violation("Group \(number) is another one. Look at your paper.", field: "group_\(number)"))
    }
    if let failure = await maker.keep() { return .refused(DisplayText(failure), page: wizard.index) }
    choice = .home
    welcome = "Your home is made. Sign in as \(wizard.text("login"))."
    app.finish()
    return .left
  }

  private static func sheet(_ code: [String]) -> WizardModel.Page {
    // Four numbered groups to a line fit the narrow tier.
    let numbered = code.enumerated().map { "\($0 < 9 ? " " : "")\($0 + 1) \($1)" }
    let rows = stride(from: 0, to: numbered.count, by: 4).map { start in
      "  " + numbered[start..<min(start + 4, numbered.count)].joined(separator: "  ")
    }
    return .sheet(
      title: "The recovery code",
      lines: [
        "If every password is lost, only this code opens the records. It is shown",
        "now and never again. Write it on paper, and keep the paper away from this",
        "computer. The next page asks for two of its groups.", "",
      ] + rows, typedBack: [])
  }

  private var askedGroups: [Int] { NewPaper.typedBack.filter { $0 <= code.count } }

  private var typedBack: WizardModel.Page {
    .sheet(
      title: "From your paper", lines: ["Esc goes back to the code."],
      typedBack: askedGroups.map { number in
        .text(FieldKey("group_\(number)"), "Group \(number)", [.required]).help("Type it from your paper.")
      })
  }

  private static let restorePages: [WizardModel.Page] = [
    .fields(
      title: "The stick", lines: ["A backup opens with the recovery code alone: the stick and the paper."],
      [
        .text("backup", "Where it lies", [.required])
          .help("The folder of the stick, for its newest backup, or one file that ends in .lbk.")
      ]),
    .passwords(
      title: "The paper",
      lines: [
        "The recovery code, as it was printed when the home was made; capitals and hyphens do not matter.",
        "Everything is checked before the home is there. For a large home that takes some minutes.",
      ], labels: ["Recovery code"]),
  ]

  private static let pages: [WizardModel.Page] = [
    .fields(
      title: "The organisation", lines: [],
      [
        .text("organisation", "Name", [.required]).help("As letters to families would name it."),
        .choice(
          "country", "Country",
          .shared(
            "countries",
            [
              "GB=United Kingdom", "IE=Ireland", "US=United States", "CA=Canada", "AU=Australia",
              "NZ=New Zealand",
            ]),
          [.required]
        ).starting("GB"),
        .choice(
          "currency", "Currency", .shared("currencies", ["GBP=Pound", "EUR=Euro", "USD=Dollar"]), [.required]
        )
        .starting("GBP"),
        .text("zone", "Time zone", [.required]).starting("Europe/London").help(
          "For example America/New_York."),
      ]),
    .fields(
      title: "Its first house",
      lines: [
        "Empty leaves it for later: then add a property first, and its houses and rooms (More…, Buildings)."
      ],
      [
        .text("house", "Name"),
        .choice(
          "service", "Service",
          .shared(
            "services",
            [
              "care_home", "nursing_home", "supported_housing", "supported_living", "hostel",
              "supported_accommodation_16_17=Supported accommodation, 16 and 17",
              "sober_living_level_2=Sober living",
              "refuge", "clinic",
            ])
        ).starting("care_home"),
        .text("rooms", "Rooms").help("How many, a range as R01-R19 except R13, or names. Each gets one bed."),
      ]),
    .fields(
      title: "You, the first administrator", lines: [],
      [
        .text("name", "Your name", [.required]),
        .text("short_name", "Short name", [.required]).help("As records show it, for example R. Mensah."),
        .text("login", "Login name", [.required]).help("One word, without blanks: what you type to sign in."),
      ]),
    .passwords(
      title: "Your password", lines: ["15 characters or more; a sentence is good."],
      labels: ["Password", "Once more"]),
  ]
}

/// What a person answered about their new home.
package struct HomeAnswers: Sendable {
  package let organization: String
  package let country: String
  package let currency: String
  package let zone: String
  /// Empty where no house is made yet.
  package let house: String
  package let service: String
  package let rooms: [String]
  package let name: String
  package let shortName: String
  package let login: String
}

/// Makes a home aside, and puts it in its place when the person has the recovery code; or brings one back.
package struct HomeMaker: Sendable {
  package var make: @MainActor @Sendable (HomeAnswers, Password) async -> Making
  /// Puts the home in its place; says why where that fails.
  package var keep: @MainActor @Sendable () async -> String?
  /// Brings a home back from the backup at a path, with the recovery code, and says on the way how far it is.
  package var restore: @MainActor @Sendable (String, Password, @escaping Progress) async -> Restoring

  /// Is told in words how far it is.
  package typealias Progress = @MainActor @Sendable (String) -> Void

  package enum Making: Sendable {
    /// The recovery code in groups.
    case made([String])
    /// Why not, and the page to put right, counted from 0.
    case failed(String, page: Int)
  }

  package enum Restoring: Sendable {
    /// What is said at the sign-in.
    case restored(String)
    /// Why not, and the page to put right, counted from 0.
    case failed(String, page: Int)
  }

  package init(
    make: @escaping @MainActor @Sendable (HomeAnswers, Password) async -> Making,
    keep: @escaping @MainActor @Sendable () async -> String?,
    restore: @escaping @MainActor @Sendable (String, Password, @escaping Progress) async -> Restoring
  ) {
    self.make = make
    self.keep = keep
    self.restore = restore
  }
}
