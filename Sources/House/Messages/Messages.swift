import Records

extension RecordType {
  /// One message; it is never changed, and withdrawn by a later one.
  package static let messages = RecordType(
    "messages", "Messages", one: "message", area: "Messages", resource: "messages",
    fields: [
      .reference(.conversationID, "Conversation", to: "conversations", [.required, .listed, .fixed]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .reference(.authorID, "Author", to: "memberships", [.required, .listed, .fixed]).filled(with: .actor),
      .note(.content, "Note", [.required, .sealed]),
      .flag(.isUrgent, "Urgent", [.listed]).starting(false),
      .flag(.needsReply, "Needs a reply").starting(false),
      .reference(.replyToID, "Answers", to: "messages"),
      .reference(.withdrawsID, "Withdraws", to: "messages", [.filledIn]),
      .reference(.fileID, "File", to: "files", [.filledIn]),
    ],
    rules: [.authorIsInConversation],
    actions: [.withdrawMessage],
    tags: .appendOnly,
    namedBy: ["author_id"],
    house: .through("conversation_id", type: "conversations"),
    owners: ["author_id"],
    order: "conversation_id",
    circle: .ofConversation("conversation_id"))
}

extension Rule {
  static let authorIsInConversation = Rule("who writes is in the conversation") { message in
    guard let conversation = message[.conversationID] else { return [] }
    return [
      Query("conversation_members").where(.conversationID, is: conversation),
      Query("conversations").where(.equals("id", conversation.value)),
    ]
  } check: { message, book in
    guard let author = message[.authorID], let conversation = book.rows(1).first else { return nil }
    var book = book
    book.actor = author
    return Thread.holds(conversation, book)
      ? nil : Violation("You have left this conversation.", field: "conversation_id")
  }
}

extension Action {
  static let withdrawMessage = Action(
    "message.withdraw", "Withdraw", right: .void,
    reads: { message in
      message.id.map { [Query("messages").where(.withdrawsID, is: $0)] } ?? []
    },
    whyNot: { message, book in
      if message[.authorID] != book.actor { return Reason("Only who wrote this can withdraw it.") }
      if !book.rows(0).isEmpty { return Reason("It is withdrawn already.") }
      guard let made = message.stamp?.createdAt, book.now > made.adding(minutes: 10) else { return nil }
      return Reason("A message can be withdrawn for ten minutes. Write another.")
    },
    changes: { message, book in [withdrawal(of: message, book)] })

  private static func withdrawal(of message: Record, _ book: Book) -> Record {
    Record(.messages).changed {
      $0[.conversationID] = message[.conversationID]
      $0[.residentID] = message[.residentID]
      $0[.authorID] = book.actor
      $0[.withdrawsID] = message.id
      $0[.content] = "Withdrawn."
    }
  }
}
