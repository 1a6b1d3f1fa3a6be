import Records

/// What can go wrong with the store itself.
package enum StorageError: Error, Hashable, Sendable {
  /// There is no home at the place.
  case noHome
  /// The file is not a Lodge home.
  case foreignFile
  /// The home was written by a newer program.
  case newer(found: Int, known: Int)
  /// The schema is not the one this program made.
  case alteredSchema
  /// A file or folder is open to others, belongs to another user, or is a symbolic link.
  case unsafeFile(String)
  case readOnly
  case damaged
  case full
  /// Another process holds the home, and the wait is over.
  case busy
  /// Somebody saved the record first.
  case changedMeanwhile
  /// A unique rule of the type is broken, by the fields named.
  case notUnique(fields: [String])
  /// A reference points to no record of this organisation.
  case missingReference
  /// A row of another organisation came back: a fault of the program, and nothing is shown.
  case foreignRow
  /// Anything else SQLite says, by its extended result code.
  case engine(Int32)
  /// A migration or program file is missing or does not read.
  case badFile(String)
}
