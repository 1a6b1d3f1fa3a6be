import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Conversations, and things of a property, through the door.
@Suite(.homes) struct ConversationTests {
  private func begin(_ home: Home, as session: Session) async throws -> Record {
    var conversation = Record(home.registrar.catalogue.type("conversations"))
    conversation[.subject] = "Saturday"
    conversation[.kind] = "group"
    return try await home.save(conversation, as: session)
  }

  private func count(_ home: Home, _ type: String, _ session: Session) async throws -> Int {
    try await home.registrar.count(type, where: [], for: session)
  }

  @Test func `a conversation is for who is in it, as long as they are`() async throws {
    let home = try await Home.fixture()
    let author = try await home.session(.worker, named: "Ann Quill", houses: [home.maple])
    let member = try await home.session(.night, named: "Bo Finch", houses: [home.maple])
    let stranger = try await home.session(.manager, named: "Cy Marsh", houses: [home.maple])
    let conversation = try await begin(home, as: author)
    _ = try await home.perform(
      "conversation.add", on: conversation, ["membership_id": .reference(member.membership)], as: author)
    _ = try await home.perform(
      "conversation.write", on: conversation, ["content": .text("Who covers?")], as: author)
    for type in ["conversations", "conversation_members", "messages"] {
      #expect(try await count(home, type, author) > 0, "\(type)")
      #expect(try await count(home, type, member) > 0, "\(type)")
      #expect(try await count(home, type, stranger) == 0, "\(type)")
    }
    let seen = try await home.registrar.record(
      try #require(conversation.id), of: conversation.type, for: member)
    #expect(seen[.lastMessageAt] == home.time.now)
    _ = try await home.perform("conversation.leave", on: conversation, as: member)
    #expect(try await count(home, "conversations", member) == 0)
    #expect(try await count(home, "messages", member) == 0)
  }

  @Test func `what belongs to a property is for who works in one of its houses`() async throws {
    let home = try await Home.fixture()
    let house = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    var supply = Record(home.registrar.catalogue.type("utilities"))
    supply[.propertyID] = house[.propertyID]
    supply[.kind] = "gas"
    supply[.supplier] = "Fen Gas"
    _ = try await home.save(supply)
    let near = try await home.session(.manager, named: "Cy Marsh", houses: [home.maple])
    #expect(try await count(home, "utilities", near) == 1)
    var other = Record(home.registrar.catalogue.type("properties"))
    other[.name] = "Elsewhere"
    other = try await home.save(other)
    supply[.propertyID] = other.id
    _ = try await home.save(supply)
    #expect(try await count(home, "utilities", near) == 1)
    #expect(try await count(home, "utilities", home.administrator) == 2)
  }

  @Test func `nobody joins or writes to a conversation that they do not know of`() async throws {
    let home = try await Home.fixture()
    let author = try await home.session(.manager, named: "Ann Quill", houses: [home.maple])
    let stranger = try await home.session(.worker, named: "Cy Marsh", houses: [home.maple])
    let conversation = try await begin(home, as: author)
    // The same answer as for one that there is not.
    for id in [try #require(conversation.id), home.time.newID()] {
      let hidden = RegistrarError.refused([
        Violation("That conversation is not in this home, or has been removed.", field: "conversation_id")
      ])
      var member = Record(home.registrar.catalogue.type("conversation_members"))
      member[.conversationID] = id
      member[.membershipID] = stranger.membership
      member[.role] = "owner"
      await #expect(throws: hidden) { try await home.save(member, as: stranger) }
      var message = Record(home.registrar.catalogue.type("messages"))
      message[.conversationID] = id
      message[.content] = "Let me in."
      await #expect(throws: hidden) { try await home.save(message, as: stranger) }
    }
    #expect(try await count(home, "conversations", stranger) == 0)
  }

  @Test func `who left a conversation adds nobody to it`() async throws {
    let home = try await Home.fixture()
    let author = try await home.session(.manager, named: "Ann Quill", houses: [home.maple])
    let other = try await home.session(.worker, named: "Bo Finch", houses: [home.maple])
    let conversation = try await begin(home, as: author)
    _ = try await home.perform(
      "conversation.add", on: conversation, ["membership_id": .reference(other.membership)], as: author)
    _ = try await home.perform("conversation.leave", on: conversation, as: author)
    var member = Record(home.registrar.catalogue.type("conversation_members"))
    member[.conversationID] = conversation.id
    member[.membershipID] = home.administrator.membership
    member[.role] = "member"
    await #expect(
      throws: RegistrarError.refused([
        Violation("Only who is in a conversation adds somebody to it.", field: "conversation_id")
      ])
    ) { try await home.save(member, as: author) }
  }
}
