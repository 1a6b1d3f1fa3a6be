import Records

/// The messages of a conversation.
enum Thread {
  static let newest: @Sendable (Record) -> [Query] = { conversation in
    conversation.id.map {
      [
        Query("messages").where(.conversationID, is: $0).ordered(by: .id, descending: true).first(1)
          .only("conversation_id")
      ]
    } ?? []
  }

  static let lastMessageAt: @Sendable (Record, Book) -> Value = { _, book in
    book.rows(0).compactMap { $0.stamp?.createdAt }.max()?.value ?? .empty
  }

  static let members: @Sendable (Record) -> [Query] = { conversation in
    conversation.id.map { [Query("conversation_members").where(.conversationID, is: $0)] } ?? []
  }

  /// Those who are in it now.
  static func live(_ book: Book) -> [Record] { book.rows(0).filter { $0[.leftAt] == nil } }

  static func own(_ book: Book) -> Record? { live(book).first { $0[.membershipID] == book.actor } }

  /// Whether who acts belongs to it: its members, and who began it as long as they never left.
  static func holds(_ conversation: Record, _ book: Book) -> Bool {
    let began = conversation.stamp?.createdBy == book.actor
    return own(book) != nil || (began && !book.rows(0).contains { $0[.membershipID] == book.actor })
  }
}

extension Rule {
  static let memberAddedFromWithin = Rule("who is in a conversation adds others to it") { member in
    guard let id = member[.conversationID] else { return [] }
    return [
      Query("conversation_members").where(.conversationID, is: id),
      Query("conversations").where(.equals("id", id.value)),
    ]
  } check: { _, book in
    guard book.former == nil, book.actor != nil, let conversation = book.rows(1).first,
      !Thread.holds(conversation, book)
    else { return nil }
    return Violation("Only who is in a conversation adds somebody to it.", field: "conversation_id")
  }
}

extension Workflow {
  static let conversation = Workflow(
    states: ["open", "closed"], start: "open", editable: ["open"],
    [
      Action("conversation.close", "Close", right: .create, from: ["open"], to: "closed"),
      Action("conversation.reopen", "Open again", right: .create, from: ["closed"], to: "open"),
    ])
}

extension Action {
  /// Writes to all who are in the conversation.
  static let writeMessage = Action(
    "conversation.write", "Write", right: .create, from: ["open"],
    asks: [
      .note(.content, "Note", [.required]), .flag(.isUrgent, "Urgent"),
      .flag(.needsReply, "Needs a reply"),
    ],
    reads: Thread.members,
    whyNot: { conversation, book in
      Thread.holds(conversation, book) ? nil : Reason("You have left this conversation.")
    },
    changes: { conversation, book in
      let message = Record(.messages).changed {
        $0[.conversationID] = conversation.id
        $0[.residentID] = conversation[.residentID]
        $0[.authorID] = book.actor
      }
      return [conversation, message.answered(book, "content", "is_urgent", "needs_reply")]
    },
    notices: { conversation, book in
      let others = Thread.live(book).filter { $0[.isMuted] != true }.compactMap { $0[.membershipID] }
      return [
        Notice(
          "message", "has a new message", to: others.map { .member($0) },
          priority: book[.isUrgent] == true ? "urgent" : "medium", needsAction: book[.needsReply] == true)
      ]
    })

  static let addToConversation = Action(
    "conversation.add", "Add somebody", right: .create, from: ["open"],
    asks: [.reference(.membershipID, "Member", to: "memberships", [.required])],
    reads: Thread.members,
    whyNot: { conversation, book in
      if !Thread.holds(conversation, book) { return Reason("You have left this conversation.") }
      guard let member = book[.membershipID] else { return nil }
      if Thread.live(book).contains(where: { $0[.membershipID] == member }) {
        return Reason("They are in it already.")
      }
      let others = Set((Thread.live(book).compactMap { $0[.membershipID] }) + [book.actor].compactMap { $0 })
      return conversation[.kind] == "direct" && others.count > 1
        ? Reason("This is between two. Begin a conversation of a group.") : nil
    },
    changes: { conversation, book in
      let owner: [Record]
      if Thread.own(book) == nil, let actor = book.actor {
        owner = [joined(conversation, actor, "owner", book)]
      } else {
        owner = []
      }
      guard let member = book[.membershipID], member != book.actor else { return [conversation] + owner }
      return [conversation] + owner + [joined(conversation, member, "member", book)]
    },
    notices: { _, book in
      book[.membershipID].map { [Notice("message", "has you in it", to: [.member($0)])] } ?? []
    })

  /// A member of a conversation; who left it comes back to the same row.
  private static func joined(
    _ conversation: Record, _ member: RecordID, _ role: String, _ book: Book
  ) -> Record {
    let former = book.rows(0).first { $0[.membershipID] == member }
    return (former ?? Record(.conversationMembers)).changed {
      $0[.conversationID] = conversation.id
      $0[.membershipID] = member
      $0[.role] = role
      $0[.joinedAt] = book.now
      $0[.leftAt] = nil
    }
  }

  static let leaveConversation = Action(
    "conversation.leave", "Leave", right: .read, reads: Thread.members,
    whyNot: { _, book in Thread.own(book) == nil ? Reason("You are not in this conversation.") : nil },
    changes: { conversation, book in
      [conversation] + (Thread.own(book).map { [$0.changed { $0[.leftAt] = book.now }] } ?? [])
    })

  static let readConversation = Action(
    "conversation.read", "Mark as read", right: .read, settles: [], reads: Thread.members,
    whyNot: { _, book in Thread.own(book) == nil ? Reason("You are not in this conversation.") : nil },
    changes: { conversation, book in
      [conversation] + (Thread.own(book).map { [$0.changed { $0[.readUpToAt] = book.now }] } ?? [])
    })
}
