import Records

/// The words that invented names are put together from.
struct GeneratorNames: Sendable, Decodable {
  let women: [String]
  let men: [String]
  let families: [String]
  let streets: [String]

  init(share: Share) throws(CommandError) {
    do { self = try share.decoded("\(share.data)/Demo/Names.json5") } catch { throw CommandError(error) }
  }

  struct Name: Sendable {
    let given: String
    let family: String
    let isWoman: Bool
  }

  /// A first name and a family name, one in six of two parts.
  func name(_ chance: inout GeneratorChance) -> Name {
    let isWoman = chance.happens(in: 50)
    var family = chance.one(of: families)
    if chance.happens(in: 16) { family += "-" + chance.one(of: families) }
    return Name(given: chance.one(of: isWoman ? women : men), family: family, isWoman: isWoman)
  }
}
