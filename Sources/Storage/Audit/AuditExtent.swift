import Records

/// How far a log reaches, whichever way it is read.
///
/// A page that is damaged hides the rows behind it from one way of reading and not from another; a log is whole only
/// where all of them agree.
enum AuditExtent {
  /// The greatest of the last number by the index, the last number by the rows themselves, and how many of them
  /// there are.
  static func rows(of organization: Int, in database: any Database) throws(StorageError) -> Int {
    let last = try database.value(
      "SELECT sequence_number FROM audit_log WHERE organization_id = \(organization) ORDER BY sequence_number DESC LIMIT 1"
    )
    var (count, greatest) = (0, last.integer ?? 0)
    try database.each(
      "SELECT organization_id, sequence_number FROM audit_log NOT INDEXED WHERE organization_id = \(organization)"
    ) { row in
      count += 1
      greatest = max(greatest, row.integer(1))
      return true
    }
    return max(count, greatest)
  }
}
