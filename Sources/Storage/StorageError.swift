import Records

/// What can go wrong with the store itself.
package enum StorageError: Error, Hashable, Sendable {
  /// There is no home at the place.
  case noHome
  /// The file is not a Lodge home.
  case foreignFile
  /// The home was written by a newer program.
  case newer(found: Int, known: Int)
  /// The home was written by an older program and is not migrated yet.
  case older(found: Int, known: Int)
  /// The schema is not the one this program made.
  case alteredSchema
  /// The home was migrated while this program had it open.
  case migratedMeanwhile
  /// The home was moved, removed or replaced while this program had it open.
  case replacedMeanwhile
  /// A file or folder is open to others.
  case unsafeFile(String)
  /// A file or folder belongs to another user.
  case foreignOwner(String)
  /// A symbolic link, or something else that is no plain file, stands where a file of the home should.
  case notPlain(String)
  /// The home lies on a file system of that name, which another computer keeps.
  case networkDisk(String)
  /// A setting of the connection did not take.
  case setting(String)
  case readOnly
  case damaged
  case full
  /// The disk did not read or write what was asked.
  case disk
  /// The files cannot be opened, or no more files can.
  case unreachable
  case noMemory
  /// More than the store takes in one piece.
  case tooLarge
  /// Another process holds the home, and the wait is over.
  case busy
  /// Work that nobody waits for was interrupted by who pressed a key.
  case gaveWay
  /// Somebody saved the record first.
  case changedMeanwhile
  /// A unique rule of the type is broken, by the fields named.
  case notUnique(fields: [String])
  /// A reference points to no record of this organisation.
  case missingReference
  /// A field that may not be empty is.
  case missingValue(field: String)
  /// A check of the table failed, by its name or text.
  case check(String)
  /// An entry that is only ever added was to be changed.
  case appendOnly
  /// The connection may not do that.
  case denied
  /// A row of another organisation came back: a fault of the program, and nothing is shown.
  case foreignRow
  /// Anything else SQLite says, by its extended result code: a fault of the program.
  case engine(Int32)
  /// A migration or program file is missing or does not read.
  case badFile(String)
  /// A key is missing or a sealed value does not open.
  case sealing
  /// The organisation's keys were renewed, and those that are open here do not lead to the new ones.
  case keysRenewed
  /// The content of a file is not in the store.
  case fileMissing
  /// The content of a file is not what was stored.
  case fileAltered
}
