/// Over which records something holds: none, all, or those that a condition picks.
enum Cover {
  case nothing
  case everything
  case some(SQL)

  func or(_ other: Cover) -> Cover {
    switch (self, other) {
    case (.everything, _), (_, .everything): .everything
    case (.nothing, let rest), (let rest, .nothing): rest
    case (.some(let left), .some(let right)): .some(.joined(left, .or, right))
    }
  }

  func and(_ other: Cover) -> Cover {
    switch (self, other) {
    case (.nothing, _), (_, .nothing): .nothing
    case (.everything, let rest), (let rest, .everything): rest
    case (.some(let left), .some(let right)): .some(.joined(left, .and, right))
    }
  }

  /// The condition as SQL, whatever it is.
  var sql: SQL {
    switch self {
    case .nothing: "1 = 0"
    case .everything: "1 = 1"
    case .some(let condition): condition
    }
  }
}
