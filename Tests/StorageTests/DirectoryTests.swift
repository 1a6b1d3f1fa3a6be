import Records
import Testing

@testable import Storage

@Suite struct DirectoryTests {
  @Test func `is found without accents, in any order`() {
    let directory = Directory.filled([
      "Davies|Siân", "Hale|Tom", "Jones|Mary Siân", "O'Malley-Ní Bhriain|D'Arcy",
    ])
    #expect(directory.names("sian") == ["Davies, Siân", "Jones, Mary Siân"])
    #expect(directory.names("Siân DAV") == ["Davies, Siân"])
    #expect(directory.names("da si") == ["Davies, Siân"])
    #expect(directory.names("omalley darcy") == ["O'Malley-Ní Bhriain, D'Arcy"])
    #expect(directory.names("bhriain") == ["O'Malley-Ní Bhriain, D'Arcy"])
    #expect(directory.names("hale mary").isEmpty)
  }

  @Test(arguments: [
    "omal", "o'mal", "o’mal", "O‘Mal", "o`mal", "o´mal", "malley", "ni bhr", "ni-bhr", "Ní–Bhriain",
  ])
  func `is found with its apostrophes and hyphens, with others and without`(typed: String) {
    let directory = Directory.filled(["O'Malley|Ann", "O’Malley-Ní Bhriain|Bea", "Omalley-Ni-Bhriain|Cia"])
    #expect(directory.names(typed).count == (typed.lowercased().contains("mal") ? 3 : 2))
  }

  @Test func `looks inside words from the third letter on`() {
    let directory = Directory.filled(["Davies|Siân", "Anderson|Ian"])
    #expect(directory.names("ia") == ["Anderson, Ian"])
    #expect(directory.names("ian") == ["Anderson, Ian", "Davies, Siân"])
    #expect(directory.names("ians").isEmpty)
  }

  @Test func `finds other scripts, single names and letters without decomposition`() {
    let names = [
      "王秀英|", "Ковальчук|Андрій", "Παπαδοπούλου|Ελένη", "Śćibor-Łoś|Żaneta", "Ðórðardóttir|Björk Æsa", "Q|",
    ]
    let directory = Directory.filled(names)
    #expect(directory.names("秀") == ["王秀英"])
    #expect(directory.names("андр") == ["Ковальчук, Андрій"])
    #expect(directory.names("ελενη") == ["Παπαδοπούλου, Ελένη"])
    #expect(directory.names("los zaneta") == ["Śćibor-Łoś, Żaneta"])
    #expect(directory.names("aesa dord") == ["Ðórðardóttir, Björk Æsa"])
    #expect(directory.names("q") == ["Q"])
  }

  @Test func `stands in the order of family name, then given name`() {
    let directory = Directory.filled(["De Ana|Bo", "De|Ana", "Zz|A", "De|Al", "Éa|X", "Smith-Jones|A"])
    #expect(directory.names("") == ["De, Al", "De, Ana", "De Ana, Bo", "Éa, X", "Smith-Jones, A", "Zz, A"])
  }

  @Test func `narrows what it found while the word grows`() {
    let directory = Directory.filled(["Davies|Siân", "Hale|Sid", "Anderson|Ian", "Basia|Ewa"])
    #expect(directory.names("s") == ["Davies, Siân", "Hale, Sid"])
    #expect(directory.names("si") == ["Davies, Siân", "Hale, Sid"])
    #expect(directory.names("sia") == ["Basia, Ewa", "Davies, Siân"])
    #expect(directory.names("sian") == ["Davies, Siân"])
    #expect(directory.names("sia") == ["Basia, Ewa", "Davies, Siân"])
  }

  @Test func `a letter that is taken back finds what stands there now, under each filter`() {
    let directory = Directory.filled(["Davies|Siân", "Hale|Sid", "Hale|Tom"])
    var first = DirectoryFilter()
    first.only = [RecordID(high: 0, low: 0), RecordID(high: 0, low: 1)]
    var other = DirectoryFilter()
    other.only = [RecordID(high: 0, low: 1), RecordID(high: 0, low: 2)]
    for words in ["s", "si", "sid", "si", "s"] {
      #expect(directory.names(words, first) == (words == "sid" ? [] : ["Davies, Siân"]) + ["Hale, Sid"])
      #expect(directory.names(words, other) == ["Hale, Sid"])
    }
    directory.put(1, "Hale|Ada", updating: true)
    #expect(directory.names("si", first) == ["Davies, Siân"])
    #expect(directory.names("si", other).isEmpty)
    #expect(directory.names("") == ["Davies, Siân", "Hale, Ada", "Hale, Tom"])
  }

  @Test func `shows only the states and records that are asked for`() {
    let directory = Directory(type: "residents", capacity: 4)
    directory.put(1, "Hale|Tom", state: "current")
    directory.put(2, "Hale|Tim", state: "former")
    directory.put(3, "Hale|Ted", state: "current")
    _ = directory.sort { false }
    var filter = DirectoryFilter()
    filter.states = ["current"]
    #expect(directory.names("hale", filter) == ["Hale, Ted", "Hale, Tom"])
    filter.only = [RecordID(high: 0, low: 1), RecordID(high: 0, low: 2)]
    #expect(directory.names("hale", filter) == ["Hale, Tom"])
    #expect(directory.names("", filter) == ["Hale, Tom"])
  }

  @Test func `follows a new name and forgets the old one`() {
    let directory = Directory.filled(["Davies|Siân", "Hale|Tom"])
    directory.put(0, "Zealand|Siân", updating: true)
    #expect(directory.names("") == ["Hale, Tom", "Zealand, Siân"])
    #expect(directory.names("davies").isEmpty)
    directory.put(7, "Abara|Emeka", updating: true)
    #expect(directory.names("") == ["Abara, Emeka", "Hale, Tom", "Zealand, Siân"])
    directory.remove(RecordID(high: 0, low: 1))
    #expect(directory.names("") == ["Abara, Emeka", "Zealand, Siân"])
    #expect(directory.title(of: RecordID(high: 0, low: 1)) == nil)
  }

  @Test func `knows where a record stands among what was found`() {
    let directory = Directory.filled(["Davies|Siân", "Hale|Tom", "Hale|Ada"])
    let matches = directory.matching("hale", DirectoryFilter())
    #expect(directory.index(of: RecordID(high: 0, low: 1), in: matches) == 1)
    #expect(directory.index(of: RecordID(high: 0, low: 0), in: matches) == nil)
  }

  @Test func `sorts many runs as one sort would`() {
    var generator = Counter(state: 7)
    let names = (0..<20_000).map { _ in "\(generator.word())|\(generator.word())" }
    let directory = Directory.filled(names, slice: 777)
    let expected = names.map { $0.split(separator: "|").map(String.init) }
      .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { "\($0[0]), \($0[1])" }
    #expect(directory.names("") == expected)
  }

  @Test func `holds nothing once it is wiped`() {
    let directory = Directory.filled(["Davies|Siân", "Hale|Tom"])
    directory.wipe()
    #expect(directory.count == 0)
    #expect(directory.names("sian").isEmpty)
    #expect(directory.title(of: RecordID(high: 0, low: 0)) == nil)
  }
}

/// A small generator whose numbers are the same each time.
private struct Counter {
  var state: UInt64

  mutating func next() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 40)
  }

  mutating func word() -> String {
    let syllables = ["ba", "ca", "del", "an", "mor", "ri", "so", "tun", "e", "wyn"]
    return (0..<2 + next() % 3).map { _ in syllables[next() % syllables.count] }.joined()
  }
}

extension Directory {
  /// A directory of names written `family|given`, whose identities count from 0.
  static func filled(_ names: [String], slice: Int = 3) -> Directory {
    let directory = Directory(type: "residents", capacity: names.count)
    for (index, name) in names.enumerated() {
      directory.put(index, name)
      if index % slice == slice - 1 { directory.endSlice() }
    }
    _ = directory.sort { false }
    return directory
  }

  fileprivate func put(
    _ index: Int, _ name: String, state: String = "current", updating: Bool = false
  ) {
    let parts = name.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    builder.begin()
    for part in parts {
      builder.add(part)
      builder.endField()
    }
    var shown = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    let state = number(ofState: state)
    let id = RecordID(high: 0, low: UInt64(index))
    shown.withUTF8 { shown in
      let bytes = UnsafeRawBufferPointer(shown)
      if updating { update(id, shown: bytes, state: state) } else { append(id, shown: bytes, state: state) }
    }
  }

  fileprivate func names(_ typed: String, _ filter: DirectoryFilter = DirectoryFilter()) -> [String] {
    let matches = matching(typed, filter)
    return ids(of: matches, in: 0..<matches.count).compactMap { title(of: $0) }
  }
}
