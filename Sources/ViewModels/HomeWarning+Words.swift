import Records
import Storage

extension HomeWarning {
  /// What is said to who signs in: what was found, then what to do.
  package func words(in zone: Zone) -> String {
    let shown = Shown(zone: zone, currency: "", today: Day(number: 0))
    switch self {
    case .lostEntries(let log):
      let kept = shown.moment(log.keptAt, .medium)
      let count = log.missing == 1 ? "1 is" : "\(log.missing) are"
      return
        "The home holds fewer entries than it held on \(kept): \(count) missing. Tell whoever keeps Lodge to run lodge doctor."
    case .clockBehind(let now, let last):
      return
        "The clock of this computer says \(shown.moment(now, .medium)), and the last entry was written \(shown.moment(last, .medium)). Have it set right."
    }
  }
}
