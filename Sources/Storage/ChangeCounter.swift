import Records

/// The counter of an organisation that moves with every transaction that changes its records.
package enum ChangeCounter {
  /// The next number, for the rows that are being written.
  package static func next(of organization: Int, in database: any Database) throws(StorageError) -> Int {
    let number = try database.value(
      "INSERT INTO change_counters (organization_id, last_number) VALUES (\(organization), 1) ON CONFLICT (organization_id) DO UPDATE SET last_number = last_number + 1 RETURNING last_number"
    )
    guard let number = number.integer else { throw .damaged }
    return number
  }

  /// The number of the newest change; 0 where there is none.
  package static func current(of organization: Int, in database: any Database) throws(StorageError) -> Int {
    try database.value(
      "SELECT last_number FROM change_counters WHERE organization_id = \(organization)"
    ).integer ?? 0
  }
}
