import Records

extension RecordType {
  /// One delivery to a webhook and its attempts.
  package static let webhookDeliveries = RecordType(
    "webhook_deliveries", "Deliveries", one: "delivery", area: "System", resource: "integrations",
    fields: [
      .reference(.webhookID, "Webhook", to: "webhooks", [.required, .listed, .fixed, .filledIn]),
      .text(.eventName, "Event", [.required, .listed, .fixed, .filledIn]),
      .text(.subjectType, "Type of record", [.typeName, .required, .fixed, .filledIn]),
      .anyReference(.subjectID, "Record", [.required, .fixed, .filledIn]),
      .choice(
        .state, "State", ["queued", "sent", "failed=Not delivered", "given_up"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("queued"),
      .bytes(.bodyDigest, "Digest of the body", [.filledIn], limit: 32),
      .integer(.attempt, "Attempt", [.required, .listed, .filledIn], in: 0...1_000).starting(0),
      .instant(.nextTryAt, "Next try at", [.indexed, .filledIn]).future(),
      .integer(.statusCode, "Status", [.listed, .filledIn], in: 0...999),
      .integer(.milliseconds, "Milliseconds", [.filledIn], in: 0...86_400_000),
      .text(.error, "Fault", [.filledIn]),
      .instant(.sentAt, "Sent at", [.listed, .filledIn]),
    ],
    workflow: .webhookDelivery,
    tags: .internalOnly,
    namedBy: ["event_name"],
    filter: UsualFilter("not sent", [.differs("state", .text("sent"))]),
    order: "next_try_at",
    indexes: [["webhook_id", "state"], ["state", "next_try_at"]],
    purpose: "What another program delivered. Lodge opens no connection and sends nothing.")
}

/// How long a delivery that did not arrive waits for its next attempt.
enum DeliveryPause {
  /// After the first to the fifth attempt; nil where it is given up.
  static func minutes(after attempt: Int) -> Int? {
    let minutes = [1, 5, 30, 120, 720]
    return minutes.indices.contains(attempt - 1) ? minutes[attempt - 1] : nil
  }
}

extension Workflow {
  static let webhookDelivery = Workflow(
    states: ["queued", "sent", "failed", "given_up"], start: "queued", editable: [],
    elsewhere: ["sent", "failed"],
    [
      Action(
        "delivery.retry", "Try again", right: .update, from: ["failed"], to: "queued",
        changing: { delivery, book in [delivery.changed { $0[.nextTryAt] = book.now }] }),
      Action("delivery.give-up", "Give up", right: .update, from: ["failed"], to: "given_up"),
    ])
}
