import Records

/// A file on its way into the home, in answer to a question of an action.
package struct IncomingFile: Sendable {
  /// The question that it answers: `file_id`.
  package let field: String
  /// Without its folder.
  package let name: String
  package let content: [UInt8]

  package init(field: String, name: String, content: [UInt8]) {
    self.field = field
    self.name = name.split(separator: "/").last.map(String.init) ?? name
    self.content = content
  }
}

/// The content of one version of a document, as it was put in.
package struct OpenedFile: Sendable {
  /// Of the document.
  package let reference: String
  package let name: String
  package let mediaType: String
  package let versionNumber: Int
  package let content: [UInt8]
}

/// What is done with a file that is opened.
package enum FileUse: Sendable, Hashable {
  /// It is shown, and stays in the program.
  case read
  /// It leaves the program.
  case export

  var right: Right { self == .read ? .read : .export }
  var event: String { self == .read ? "document.opened" : "document.exported" }
  var risk: AuditEvent.Risk { self == .read ? .info : .medium }
}
