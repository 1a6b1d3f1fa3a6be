/// A stream of numbers that the same seed gives again (SplitMix64; Steele, Lea and Flood, 2014).
struct GeneratorChance: Sendable {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range, each as likely as the next.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
  }

  /// True in so many of a hundred cases.
  mutating func happens(in hundred: Int) -> Bool { number(in: 0...99) < hundred }

  mutating func one<Item>(of items: [Item]) -> Item { items[number(in: 0...items.count - 1)] }
}
