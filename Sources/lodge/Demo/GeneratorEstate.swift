import House
import Records

/// The houses of a generated home: forty beds each, in single rooms and rooms for two.
struct GeneratorEstate: Sendable {
  static let bedsOfHouse = 40

  struct Bed: Sendable {
    let id: RecordID
    let house: RecordID
  }

  let day: Day
  let zone: String
  let names: GeneratorNames

  /// One house with its property, rooms and beds.
  func house(_ number: Int, newID: () -> RecordID) -> (records: [Record], beds: [Bed]) {
    let name = "\(names.streets[number % names.streets.count]) House \(number + 1)"
    let (property, house) = (newID(), newID())
    var records = [
      Record(.properties, id: property) {
        $0[.name] = name
        $0[.state] = "open"
        $0[.openedOn] = day
      },
      Record(.houses, id: house) {
        $0[.propertyID] = property
        $0[.name] = name
        $0[.code] = Self.code(number)
        $0[.state] = "open"
        $0[.serviceModel] = "supported_housing"
        $0[.timeZone] = zone
        $0[.openedOn] = day
      },
    ]
    var beds: [Bed] = []
    for place in 0..<32 {
      let room = newID()
      let (floor, label) = (place / 8, "\(place / 8 + 1)0\(place % 8 + 1)")
      records.append(
        Record(.rooms, id: room) {
          $0[.houseID] = house
          $0[.name] = label
          $0[.floor] = ["Ground", "First", "Second", "Third"][floor]
        })
      // The last two rooms of each floor are for two.
      for letter in place % 8 > 5 ? ["A", "B"] : [""] {
        let bed = newID()
        records.append(
          Record(.beds, id: bed) {
            $0[.roomID] = room
            $0[.houseID] = house
            $0[.label] = label + letter
          })
        beds.append(Bed(id: bed, house: house))
      }
    }
    return (records, beds)
  }

  /// Letters for a number: `AA`, `AB`, … with as many as it takes.
  private static func code(_ number: Int) -> String {
    var (rest, letters) = (number, "")
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest /= 26
    } while rest > 0
    return String(repeating: "A", count: max(0, 2 - letters.count)) + letters
  }
}

extension Record {
  /// A new record with an identity of its own, filled in.
  init(_ type: RecordType, id: RecordID, _ fill: (inout Record) -> Void) {
    self.init(type)
    self.id = id
    fill(&self)
  }
}
