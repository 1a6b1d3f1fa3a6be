/// A fault in the permission file, with its place.
package struct PermissionError: Error, Hashable, Sendable {
  /// Counted from 1.
  package let line: Int
  /// The field of the record, counted from 1; 0 where the whole line is meant.
  package let column: Int
  package let reason: String
}

/// Which role may do what with which resource; what is not written is refused.
package struct PermissionMatrix: Sendable, Hashable {
  /// In the order of the file.
  package let resources: [String]
  private let cells: [String: [Role: [Grant]]]

  /// Reads the file: a header, then a line a resource, nine cells each, ended by CR LF.
  ///
  /// - Throws: ``PermissionError`` with the line and column of the first fault.
  package init(csv: String) throws(PermissionError) {
    var lines = csv.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.last == "" else {
      throw PermissionError(line: lines.count, column: 0, reason: "The last line does not end with CR LF.")
    }
    lines.removeLast()
    let header = "resource," + Role.allCases.map(\.rawValue).joined(separator: ",")
    guard lines.first == header else {
      let names = (lines.first ?? "").split(separator: ",").dropFirst().map(String.init)
      let stranger = names.first { Role(rawValue: $0) == nil }.map { "\($0) is not a role. " } ?? ""
      throw PermissionError(line: 1, column: 0, reason: "\(stranger)The first line must be \(header).")
    }
    var order: [String] = []
    var cells: [String: [Role: [Grant]]] = [:]
    for (index, line) in lines.enumerated().dropFirst() {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 10 else {
        throw PermissionError(
          line: index + 1, column: 0, reason: "A line has 10 fields, this one \(parts.count).")
      }
      guard PermissionMatrix.isName(parts[0]) else {
        throw PermissionError(line: index + 1, column: 1, reason: "\(parts[0]) is not a resource's name.")
      }
      guard cells[parts[0]] == nil else {
        throw PermissionError(line: index + 1, column: 1, reason: "\(parts[0]) stands twice.")
      }
      var row: [Role: [Grant]] = [:]
      for (column, role) in Role.allCases.enumerated() {
        switch PermissionMatrix.grants(parts[column + 1]) {
        case .success(let grants): row[role] = grants
        case .failure(let fault):
          throw PermissionError(line: index + 1, column: column + 2, reason: fault.words)
        }
      }
      order.append(parts[0])
      cells[parts[0]] = row
    }
    resources = order
    self.cells = cells
  }

  package func grants(of role: Role, on resource: String) -> [Grant] { cells[resource]?[role] ?? [] }

  /// The widest scope in which `role` holds `right` on `resource`; nil where it holds it nowhere.
  package func scope(of right: Right, for role: Role, on resource: String) -> Scope? {
    grants(of: role, on: resource).filter { $0.rights.contains(right) }.map(\.scope).max()
  }

  /// The first of some fields that has a resource of its own which `role` reads nowhere; nil where there is none.
  package func closedField(among fields: [Field], to role: Role) -> Field? {
    fields.first { field in field.resource.map { scope(of: .read, for: role, on: $0) == nil } ?? false }
  }

  /// The roles that hold `right` on `resource` in any scope, in the order of the file.
  package func roles(with right: Right, on resource: String) -> [Role] {
    Role.allCases.filter { scope(of: right, for: $0, on: resource) != nil }
  }

  /// The text of one cell, as the file writes it.
  package func cell(of role: Role, on resource: String) -> String {
    grants(of: role, on: resource).map { grant in
      let letters = Right.allCases.filter(grant.rights.contains).map(\.rawValue).joined()
      return "\(letters)\(grant.isMasked ? "m" : ""):\(grant.scope.rawValue)"
    }.joined(separator: " ")
  }

  private struct Fault: Error { let words: String }

  private static func grants(_ cell: String) -> Result<[Grant], Fault> {
    if cell.isEmpty { return .success([]) }
    let texts = cell.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard texts.count <= 3 else { return .failure(Fault(words: "A cell holds at most three grants.")) }
    var grants: [Grant] = []
    for text in texts {
      guard let grant = grant(text) else { return .failure(Fault(words: "\(text) is not a grant.")) }
      grants.append(grant)
    }
    return fault(in: grants).map { .failure(Fault(words: $0)) } ?? .success(grants)
  }

  private static func grant(_ text: String) -> Grant? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let scope = Scope(rawValue: String(parts[1])) else { return nil }
    var letters = parts[0]
    let isMasked = letters.hasSuffix("m")
    if isMasked { letters.removeLast() }
    let rights = letters.compactMap { Right(rawValue: String($0)) }
    let inOrder = Right.allCases.filter(rights.contains)
    guard !rights.isEmpty, rights.count == letters.count, rights == inOrder else { return nil }
    return Grant(rights: Set(rights), scope: scope, isMasked: isMasked)
  }

  private static func fault(in grants: [Grant]) -> String? {
    for (narrow, wide) in zip(grants, grants.dropFirst()) {
      if narrow.scope >= wide.scope { return "The scopes of a cell must widen from left to right." }
      if narrow.rights.isSubset(of: wide.rights), narrow.isMasked == wide.isMasked {
        return "A grant says nothing that the next one does not say."
      }
    }
    if grants.contains(where: { $0.isMasked && !$0.rights.contains(.read) }) {
      return "m stands only beside R."
    }
    let rights = grants.reduce(into: Set<Right>()) { $0.formUnion($1.rights) }
    if !rights.subtracting([.create]).isEmpty, !rights.contains(.read) {
      return "Who may do more than add must be able to read."
    }
    return nil
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    guard bytes.count >= 2, let first = bytes.first, let last = bytes.last else { return false }
    return isLower(first) && isLower(last) && bytes.allSatisfy { isLower($0) || $0 == UInt8(ascii: "_") }
  }
}
