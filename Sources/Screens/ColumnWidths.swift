/// How columns side by side share the room of a row.
enum ColumnWidths {
  /// The usual widths; a column whose words would be cut takes what is left over and what others leave empty.
  ///
  /// A column that gives keeps a blank behind its longest words; what lacks least is made whole first.
  ///
  /// - Parameters:
  ///   - usual: How wide each is whatever its words are; one without a width is not shown and stays so.
  ///   - needed: What the longest words of each take, its heading among them.
  ///   - room: What all of them may take together.
  /// - Returns: The width of each, in the same order.
  static func fitted(_ usual: [Int], needed: [Int], room: Int) -> [Int] {
    var widths = usual
    var left = max(0, room - usual.reduce(0, +))
    var empty = zip(usual, needed).map { max(0, $0 - $1 - 1) }
    let cut = usual.indices.filter { usual[$0] > 0 && needed[$0] > usual[$0] }.sorted { one, other in
      (needed[one] - usual[one], one) < (needed[other] - usual[other], other)
    }
    for index in cut {
      let taken = min(left, needed[index] - widths[index])
      left -= taken
      widths[index] += taken
      while widths[index] < needed[index], let giver = empty.indices.max(by: { empty[$0] < empty[$1] }),
        empty[giver] > 0
      {
        let given = min(empty[giver], needed[index] - widths[index])
        empty[giver] -= given
        widths[giver] -= given
        widths[index] += given
      }
    }
    return widths
  }
}
