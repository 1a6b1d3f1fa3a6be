/// How a round stands by the clock; never stored.
package enum RoundStanding: String, CaseIterable, Sendable {
  case upcoming, due, overdue, missed
  /// Nobody is looked in on then.
  case nobody
  case underWay = "under_way"
  /// Broken off, or left with people unseen after its time was over.
  case partDone = "part_done"
  case onTime = "on_time"
  case late
  /// Typed in when its time was over: it was made, but nobody could know so then.
  case enteredLater = "entered_later"

  /// Minutes between seeing somebody and typing it after which that is said.
  package static let promptness = 15

  /// The standing of a window in which no round was begun.
  package init(of window: Range<Instant>, grace: Int, isAnybodyDue: Bool, at now: Instant) {
    if now < window.lowerBound {
      self = .upcoming
    } else if !isAnybodyDue {
      self = .nobody
    } else if now >= window.upperBound {
      self = .missed
    } else {
      self = now < window.lowerBound.adding(minutes: grace) ? .due : .overdue
    }
  }

  /// The standing of a round that was begun.
  package init(of round: RoundTimes, grace: Int, at now: Instant) {
    let isOver = round.window.map { now >= $0.upperBound } ?? false
    guard round.isFinished, let signed = round.signedAt else {
      self = round.isBrokenOff || isOver ? .partDone : .underWay
      return
    }
    guard let window = round.window else {
      self = .onTime
      return
    }
    let ended = round.endedAt ?? signed
    let isTypedLater = signed >= ended.adding(minutes: Self.promptness) && signed >= window.upperBound
    if isTypedLater {
      self = .enteredLater
    } else {
      let isLate = round.beganAt > window.lowerBound.adding(minutes: grace) || ended >= window.upperBound
      self = isLate ? .late : .onTime
    }
  }

  /// Of several rounds in one window the best says how it stands.
  package static func best(_ standings: [RoundStanding]) -> RoundStanding? {
    let order: [RoundStanding] = [.onTime, .late, .underWay, .enteredLater, .partDone]
    return order.first { standings.contains($0) }
  }

  /// Whether somebody should go round now.
  package var isWanted: Bool { [.due, .overdue, .underWay].contains(self) }
  package var isFinished: Bool { [.onTime, .late, .enteredLater].contains(self) }
}

/// When a round was made, and when it was typed.
package struct RoundTimes: Sendable, Hashable {
  package let window: Range<Instant>?
  package let beganAt: Instant
  /// When the last person was seen.
  package let endedAt: Instant?
  /// The server’s time at which it was finished; nil before.
  package let signedAt: Instant?
  package let isFinished: Bool
  package let isBrokenOff: Bool

  package init(
    window: Range<Instant>?, beganAt: Instant, endedAt: Instant?, signedAt: Instant?, isFinished: Bool,
    isBrokenOff: Bool
  ) {
    self.window = window
    self.beganAt = beganAt
    self.endedAt = endedAt
    self.signedAt = signedAt
    self.isFinished = isFinished
    self.isBrokenOff = isBrokenOff
  }
}
