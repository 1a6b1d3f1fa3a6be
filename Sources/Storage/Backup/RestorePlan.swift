import Records
import Sealing

/// Which backup is to be restored, and where.
package struct RestorePlan: Sendable {
  /// The file of the backup.
  package let file: String
  /// The file with the keys; nil for the one beside it.
  package let keys: String?
  /// Where the home is to lie.
  package let home: String
  /// A home that lies there gives way; it is kept beside.
  package let replaces: Bool
  /// Everything but the last step, in a folder that goes again.
  package let isRehearsal: Bool
  package let standard: BackupStandard
  /// Heads that were kept elsewhere: those the backup has must be in it, and the newest beyond it is named in the log as
  /// given up.
  package let anchors: [SignedHead]

  package init(
    file: String, keys: String? = nil, home: String, replaces: Bool = false, isRehearsal: Bool = false,
    standard: BackupStandard, anchors: [SignedHead] = []
  ) {
    (self.file, self.keys, self.home) = (file, keys, home)
    (self.replaces, self.isRehearsal, self.standard) = (replaces, isRehearsal, standard)
    self.anchors = anchors
  }

  var keysFile: String { keys ?? "\(HomeFiles.folder(of: file))/\(BackupPlan.keysName)" }
}

/// A home that was put together from a backup.
package struct RestoredHome: Sendable {
  package let header: BackupHeader
  /// When the file with the keys was made.
  package let keysMadeAt: Instant
  /// When the code was printed that opened it.
  package let codePrintedAt: Instant
  package let organizations: [String]
  /// The logs, checked with the keys that the code opens, or by their links where it opens none.
  package let logs: [AuditReport]
  /// Faults that the copied home had itself.
  package let warnings: [String]
  /// Organisations that the code does not open, of which residents were erased again without their keys.
  package let erasedUnopened: [String]
  /// How many tokens of programs were withdrawn with it.
  package let withdrawnTokens: Int
  /// Where the home lies that gave way; nil where there was none.
  package let former: String?
}
