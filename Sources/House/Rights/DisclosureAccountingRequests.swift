import Records

extension RecordType {
  /// A resident’s question about who was told.
  package static let disclosureAccountingRequests = RecordType(
    "disclosure_accounting_requests", "Accounting requests", one: "accounting request", area: "Rights",
    resource: "disclosures",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["received", "preparing", "extended", "sent", "withdrawn", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("received"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .day(.receivedOn, "Received on", [.required, .listed, .indexed]).past().starting(with: .today),
      .text(.requesterName, "Who asks", [.sealed]).help("Empty where it is the resident."),
      .instant(.identityCheckedAt, "Identity checked at").past(),
      .day(.fromOn, "First day", [.required]).past(),
      .day(.toOn, "Last day", [.required]).past().starting(with: .today),
      .note(.extendedReason, "Why extended", [.sealed, .filledIn]).page("Answer"),
      .flag(.isFree, "Free of charge", [.filledIn]).starting(true),
      .money(.feeAmount, "Fee"),
      .integer(.rowCount, "Rows", [.filledIn]),
      // Who made the request need not see every disclosure; who answers it does.
      .text(.accountedFor, "What is accounted for").derived(
        from: ["resident_id", "from_on", "to_on"], reads: AccountingClock.disclosures, AccountingClock.list
      ).governed(by: "retention_erasure"),
      .reference(.documentID, "Document", to: "documents"),
      .instant(.sentAt, "Sent at", [.listed, .filledIn]),
      .reference(.sentBy, "Sent by", to: "memberships", [.filledIn]),
      .day(.dueOn, "Due", [.listed]).due(in: ["received", "preparing", "extended"]).derived(from: [
        "received_on", "extended_reason",
      ]) { request, _ in
        AccountingClock.due(request)?.value ?? .empty
      },
    ],
    rules: [.accountingReachesBackSixYears, .accountingPeriod, .firstAccountingIsFree],
    workflow: .accountingRequest,
    prefix: "ACC",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter(
      "not answered", [.among("state", ["received", "preparing", "extended"].map(Value.text))]),
    order: "received_on",
    indexes: [["resident_id", "received_on"]],
    announces: { request, book in
      [
        Notice(
          "safeguarding", "asks who was told", to: [.role(.safeguarding, house: nil)], needsAction: true,
          dueAt: AccountingClock.due(request).map { DutyLimit.day($0).dueAt(in: book.zone) })
      ]
    })
}

/// 45 CFR 164.528: what an accounting covers, until when it is due, and what it may cost.
enum AccountingClock {
  /// Sixty days, and once thirty more.
  static func due(_ request: Record) -> Day? {
    due(request, isExtended: !request["extended_reason"].isEmpty)
  }

  static func due(_ request: Record, isExtended: Bool) -> Day? {
    request[.receivedOn]?.adding(days: isExtended ? 90 : 60)
  }

  static let disclosures: @Sendable (Record) -> [Query] = { request in
    [
      Query("consent_disclosures").where(.residentID, is: request[.residentID] ?? .zero)
        .only(
          "disclosed_at", "is_accountable", "accounting_suspended_until_on", "corrects_id", "recipient_name",
          "recipient_address", "information", "purpose")
    ]
  }

  /// Of each disclosure that is to be told the day, who was told and where they are, what, and what for.
  static let list: @Sendable (Record, Book) -> Value = { request, book in
    let rows = AccountingClock.rows(request, book.rows(0), book).sorted {
      ($0[.disclosedAt] ?? book.now) < ($1[.disclosedAt] ?? book.now)
    }
    let lines = rows.enumerated().map { index, row in
      "\(index + 1). \(AccountingClock.line(row, book))"
    }
    return lines.isEmpty ? .empty : .text(lines.joined(separator: " "))
  }

  private static func line(_ row: Record, _ book: Book) -> String {
    let day = row[.disclosedAt].map { book.zone.day(at: $0).inWords } ?? ""
    let told = [row[.recipientName], row[.recipientAddress]].compactMap(\.self).filter { !$0.isEmpty }
    let purpose = (row[.purpose] ?? "").replacing("_", with: " ")
    return "\(day), to \(told.joined(separator: ", ")): \(row[.information] ?? "") (\(purpose))."
  }

  /// The accountable disclosures of the period, those that are suspended or that another entry corrects left out.
  static func rows(_ request: Record, _ disclosures: [Record], _ book: Book) -> [Record] {
    guard let from = request[.fromOn], let to = request[.toOn] else { return [] }
    let corrected = Set(disclosures.compactMap { $0[.correctsID] })
    return disclosures.filter { disclosure in
      if let id = disclosure.id, corrected.contains(id) { return false }
      guard disclosure[.isAccountable] == true, let at = disclosure[.disclosedAt] else { return false }
      let day = book.zone.day(at: at)
      let isSuspended = disclosure[.accountingSuspendedUntilOn].map { book.today <= $0 } ?? false
      return from <= day && day <= to && !isSuspended
    }
  }
}

extension Rule {
  static let accountingReachesBackSixYears = Rule("an accounting reaches back six years") { request, _ in
    guard let from = request[.fromOn], let received = request[.receivedOn],
      from < received.adding(months: -72)
    else { return nil }
    return Violation("The accounting reaches back six years.", field: "from_on")
  }

  static let accountingPeriod = Rule("an accounting ends after it begins") { request, _ in
    guard let from = request[.fromOn], let to = request[.toOn], to < from else { return nil }
    return Violation("The end cannot be before the start.", field: "to_on")
  }

  static let firstAccountingIsFree = Rule("the first accounting in twelve months is free") { request, _ in
    guard request[.isFree] != false, let fee = request[.feeAmount], fee.minorUnits > 0 else { return nil }
    return Violation("The first accounting in twelve months is free.", field: "fee_amount")
  }
}

extension Workflow {
  static let accountingRequest = Workflow(
    states: ["received", "preparing", "extended", "sent", "withdrawn", "closed"], start: "received",
    editable: ["received", "preparing", "extended"],
    [
      Action(
        "accounting.prepare", "Prepare", right: .update, from: ["received"], to: "preparing",
        reads: { request in
          [
            Query("disclosure_accounting_requests").where(.residentID, is: request[.residentID] ?? .zero)
              .only("received_on", "state")
          ]
        },
        changes: { request, book in
          let received = request[.receivedOn] ?? book.today
          let others = book.rows(0).filter { other in
            guard other.id != request.id, other[.state] != "withdrawn", let day = other[.receivedOn] else {
              return false
            }
            return day <= received && day > received.adding(months: -12)
          }
          return [request.changed { $0[.isFree] = others.isEmpty }]
        }),
      Action(
        "accounting.extend", "Extend by 30 days", right: .update, from: ["preparing"], to: "extended",
        asks: [.note(.extendedReason, "Why, and by when it comes", [.required])],
        whyNot: { request, book in
          guard let due = AccountingClock.due(request), book.today > due else { return nil }
          return Reason("The sixty days are over; it cannot be extended any more.")
        },
        changes: { request, book in [request.answered(book, "extended_reason")] }),
      Action(
        "accounting.send", "Sent", right: .approve, from: ["preparing", "extended"], to: "sent",
        settles: ["safeguarding", "overdue"],
        reads: { request in
          [
            Query("consent_disclosures").where(.residentID, is: request[.residentID] ?? .zero)
              .only("disclosed_at", "is_accountable", "accounting_suspended_until_on", "corrects_id")
          ]
        },
        whyNot: { request, _ in
          request[.identityCheckedAt] == nil ? Reason("Check first who asks.") : nil
        },
        changes: { request, book in
          let count = AccountingClock.rows(request, book.rows(0), book).count
          return [
            request.changed {
              $0[.rowCount] = count
              $0[.sentAt] = book.now
              $0[.sentBy] = book.actor
            }
          ]
        }),
      Action("accounting.close", "Close", right: .update, from: ["sent"], to: "closed"),
      Action(
        "accounting.withdraw", "Withdraw", right: .update, from: ["received"], to: "withdrawn",
        asks: [.why], settles: ["safeguarding", "overdue"]),
    ])
}
