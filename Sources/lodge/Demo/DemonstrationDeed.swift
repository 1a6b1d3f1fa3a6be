import Records

/// One deed of a demonstration: who did what, and when.
struct DemonstrationDeed: Sendable {
  let at: DemonstrationMoment
  /// A sign-in name.
  let by: String
  /// For a person of several roles; nil for the first.
  let role: Role?
  let kind: Kind
  /// The line of its file, for who looks for a mistake.
  let line: Int
  /// The area whose file it is told in; nil for the file of the organisation.
  var area: String?

  enum Kind: Sendable {
    /// New records, saved together.
    case save([NewRecord])
    /// An action of a record, with the answers to its questions; what it makes is known by `makes` afterwards.
    case perform(String, on: Subject, answers: [Telling], makes: String?)
    /// Other values for some fields of a record.
    case edit(Subject, [Telling])
    /// Somebody is opened in an emergency, by whole name and day of birth; the event is known by `makes` afterwards.
    case open(Emergency, makes: String?)
    /// Somebody is given a login and a role.
    case join(DemonstrationPlan.Person)
    /// A member is given a further role.
    case grant(Role, to: String, houses: [String]?)
    /// The founder's own first role ends.
    case yield(String)
  }

  /// Whom somebody opens who is beyond their reach, and why.
  struct Emergency: Sendable {
    let name: String
    /// Days from the seed day.
    let born: Int
    let ground: String
    let reason: String
  }

  /// A record that a deed makes.
  struct NewRecord: Sendable {
    let type: String
    /// By what later deeds know it; empty for what is not spoken of again.
    let key: String
    let fields: [Telling]
  }

  /// A record that an earlier deed made.
  struct Subject: Sendable, Hashable {
    let type: String
    let key: String
  }

  /// What one field is told to hold.
  struct Telling: Sendable {
    let field: String
    let worth: DemonstrationWorth

    init(_ field: String, _ worth: DemonstrationWorth) { (self.field, self.worth) = (field, worth) }
    init(_ field: String, _ text: String) { self.init(field, .text(text)) }
    init(_ field: String, _ number: Int) { self.init(field, .number(number)) }
    init(_ field: String, _ flag: Bool) { self.init(field, .flag(flag)) }
  }
}
