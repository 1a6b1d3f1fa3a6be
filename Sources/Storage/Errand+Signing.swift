import Records
import Sealing

extension Errand {
  /// The record with the digest of what its signature covers, where it was signed just now.
  func signed(_ record: Record) -> Record {
    guard record.type.isSigned, !record["signed_at"].isEmpty, record["digest"].isEmpty,
      record.type.index(of: "digest") != nil
    else { return record }
    var signed = record
    signed["digest"] = .bytes(digest(of: record))
    return signed
  }

  /// Whether a signed record still says what was signed; true where there is no signature.
  func isAsSigned(_ record: Record) -> Bool {
    guard record.type.isSigned, case .bytes(let bytes) = record["digest"] else { return true }
    return Digest.matches(bytes, digest(of: record))
  }

  /// A new record with the digest of what it is about: of the version that was read, of what was signed there already,
  /// else of all that stands in it.
  func witnessing(_ record: Record) throws(RegistrarError) -> Record {
    guard let field = record.type.fields.first(where: { $0.filling == .digestOfSubject }),
      record[field.name].isEmpty
    else { return record }
    var read: (type: RecordType, id: RecordID)?
    if case .reference(let version) = record["document_version_id"] {
      read = catalogue[Landmark.documentVersions].map { ($0, version) }
    } else if case .text(let name) = record["subject_type"], case .reference(let id) = record["subject_id"] {
      read = catalogue[name].map { ($0, id) }
    }
    guard let (type, id) = read, let subject = try self.record(id, of: type, for: .program) else {
      return record
    }
    var witness = record
    let known = subject["digest"]
    witness[field.name] = known.isEmpty ? .bytes(digest(of: subject)) : known
    return witness
  }

  /// SHA-256 of the signed fields by name, with who signed and when.
  private func digest(of record: Record) -> [UInt8] {
    let names = record.type.signs.isEmpty ? record.type.stored.map(\.name) : record.type.signs
    var members: [String: String] = [:]
    for name in names + ["signed_at", "signed_by"]
    where name != "digest" && name != record.type.workflow?.field {
      members[name] = record[name].logged
    }
    return Digest.sha256(Array("lodge-signature-v1\0\(record.type.id)\0\(JSONText.object(members))".utf8))
  }
}
