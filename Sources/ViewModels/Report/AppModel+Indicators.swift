import Records
import Storage

/// The indicators of each house: the last value, how it stands to its target, and which way it goes.
extension AppModel {
  /// How far back the values reach that are drawn.
  private static let days = 56
  /// As many values as a line draws.
  private static let drawn = 8

  package func openIndicators() async {
    let report = ReportModel(self, "Indicators", []) { [weak self] in
      guard let lines = await self?.indicatorLines(), !lines.isEmpty else {
        return [ReportModel.Line("Each night Lodge measures the houses once. There is no night to show yet.")]
      }
      return lines
    }
    push(.report(report))
    await report.refresh()
  }

  private func indicatorLines() async -> [ReportModel.Line] {
    let names = [
      "indicator", "code", "house_id", "day", "value", "unit", "figure", "against_target",
    ]
    let found = await rows(
      "kpi_snapshots", [.atLeast("day", .day(wall.day.adding(days: -AppModel.days)))],
      fields: names,
      by: "day", descending: true, limit: 2_000)
    var series: [Series] = []
    // Where there are more than are read it is the oldest days that are wanting.
    for row in found.rows.reversed() {
      guard let code = String(found.value("code", row)), let house = found[.houseID, row] else {
        continue
      }
      let place = series.firstIndex { $0.code == code && $0.house == house } ?? series.count
      if place == series.count {
        series.append(Series(code: code, house: house, name: found.name(.houseID, row) ?? ""))
      }
      series[place].values.append(Int(found.value("value", row)) ?? 0)
      series[place].title = String(found.value("indicator", row)) ?? code
      series[place].figure = String(found.value("figure", row)) ?? ""
      series[place].target = String(found.value("against_target", row)) ?? ""
    }
    let sorted = series.sorted { ($0.name, $0.title) < ($1.name, $1.title) }
    let width = (sorted.map(\.name.count).max() ?? 0) + 2
    return sorted.map { one in line(of: one, width) }
  }

  /// What one house's indicator was, the oldest value first.
  private struct Series {
    let code: String
    let house: RecordID
    let name: String
    var title = ""
    var figure = ""
    var target = ""
    var values: [Int] = []
  }

  private func line(of one: Series, _ width: Int) -> ReportModel.Line {
    let weeks = stride(
      from: one.values.count - 1, through: 0, by: -max(1, one.values.count / AppModel.drawn)
    )
    .reversed().map { one.values[$0] }.suffix(AppModel.drawn)
    // Halves of one length are compared.
    let trend = Trend(Array(weeks.suffix(weeks.count / 2 * 2)))
    let target = one.target.isEmpty ? "no target" : one.target
    let words: DisplayText =
      DisplayText(one.name).filled(to: width) + DisplayText(one.title).filled(to: 35)
      + DisplayText(one.figure).filled(to: 10) + DisplayText(target).filled(to: 26)
    let going: DisplayText =
      weeks.count < 3 ? "too early for a trend" : trend.word + " " + trend.sign
    return ReportModel.Line(words + bars(Array(weeks)) + "  " + going) { [weak self] in
      await self?.openList(
        "kpi_snapshots",
        conditions: [
          .equals("code", .text(one.code)), .equals("house_id", .reference(one.house)),
        ], words: "\(one.title.lowercasedFirst), \(one.name)")
    }
  }

  /// Each value as a bar between the least and the most of them.
  private func bars(_ values: [Int]) -> DisplayText {
    let signs = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    let bars = values.map { value in
      most == least ? signs[3] : signs[(value - least) * (signs.count - 1) / (most - least)]
    }
    return DisplayText(bars.joined()).filled(to: AppModel.drawn + 1)
  }
}
