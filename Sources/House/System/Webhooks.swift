import Records

extension RecordType {
  /// An outside address that is told of events.
  package static let webhooks = RecordType(
    "webhooks", "Webhooks", one: "webhook", area: "System", resource: "integrations",
    fields: [
      .text(.name, "Name", [.required, .listed, .unique]),
      .choice(
        .state, "State", ["active", "paused", "disabled=Switched off"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .text(.endpoint, "Address", [.required, .sealed]).help("https only, and no address inside the house."),
      .bytes(.secret, "Secret", [.required, .sealed, .fixed], limit: 64).filled(with: .secret),
      .list(.events, "Events", [.required]).help("Such as incidents.created."),
      .reference(.houseID, "House", to: "houses").help("Empty for all houses."),
      .choice(.payload, "What is told", ["references_only", "masked"], [.required]).starting(
        "references_only"),
      .reference(.baaRecordID, "Processor agreement", to: "baa_records"),
      .integer(.failureCount, "Not delivered", [.listed]).derived(
        reads: { webhook in
          [
            Query("webhook_deliveries").where(.webhookID, is: webhook.id ?? .zero)
              .where(.state, among: ["failed", "given_up"]).only("state")
          ]
        }
      ) { _, book in .integer(book.rows(0).count) },
    ],
    rules: [.endpointIsAllowed, .receiverHasAgreement],
    workflow: .webhook,
    namedBy: ["name"],
    filter: UsualFilter("not switched off", [.differs("state", .text("disabled"))]),
    order: "name",
    purpose:
      "A register of who outside is to be told of what. Lodge opens no connection and sends nothing.",
    planTerms: [.feature("webhooks")]
  )
}

/// An address on the Internet that something may be sent to.
enum Endpoint {
  /// Whether it is an https address of a named host outside private ranges (RFC 1918, RFC 4193, RFC 6890).
  ///
  /// Numbers in any spelling but four plain decimals are refused, for they are read differently by different readers.
  static func isAllowed(_ text: String) -> Bool {
    guard text.hasPrefix("https://") else { return false }
    let rest = text.dropFirst(8)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@"), !authority.hasPrefix("[") else { return false }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, parts.count == 1 || UInt16(parts[1]) != nil else {
      return false
    }
    let host = first.lowercased()
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last else { return false }
    if last.first?.isNumber == true { return isPublic(labels) }
    let inside: Set = ["localhost", "local", "internal", "lan", "home", "corp", "intranet", "arpa"]
    return !inside.contains(String(last))
      && host.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
  }

  private static func isPublic(_ labels: [Substring]) -> Bool {
    let numbers = labels.compactMap { $0.count > 1 && $0.hasPrefix("0") ? nil : UInt8($0) }
    guard labels.count == 4, numbers.count == 4 else { return false }
    switch (numbers[0], numbers[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168), (100, 64...127), (224..., _):
      return false
    case (192, 0), (198, 18...19): return false
    default: return true
    }
  }
}

extension Rule {
  static let endpointIsAllowed = Rule("something is sent only to https addresses outside") { webhook, _ in
    guard let endpoint = webhook[.endpoint], !endpoint.isEmpty, !Endpoint.isAllowed(endpoint) else {
      return nil
    }
    return Violation("This address is not allowed.", field: "endpoint")
  }

  static let receiverHasAgreement = Rule("who is told of residents has an agreement in force") { webhook in
    webhook[.baaRecordID].map { [Query("baa_records").where(.equals("id", $0.value))] } ?? []
  } check: { webhook, book in
    guard webhook[.payload] == "masked", webhook[.state] == "active",
      !ProcessorAgreement.isInForce(book.rows(0), on: book.today)
    else { return nil }
    return Violation("There is no agreement in force with the receiver.", field: "baa_record_id")
  }
}

extension Workflow {
  static let webhook = Workflow(
    states: ["active", "paused", "disabled"], start: "active", editable: ["active", "paused"],
    [
      Action("webhook.pause", "Pause", right: .update, from: ["active"], to: "paused"),
      Action("webhook.resume", "Go on", right: .update, from: ["paused"], to: "active"),
      Action(
        "webhook.disable", "Switch off", right: .update, from: ["active"], to: "disabled", asks: [.why]),
    ])
}
