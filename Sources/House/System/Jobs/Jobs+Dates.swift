import Records

/// What of a staff member runs out or falls due.
extension Job {
  private static let atWork: [Condition] = [
    .among("state", ["active", "on_leave", "suspended"].map(Value.text))
  ]

  static let supervisionDue = Job(
    "supervision.remind", "Supervision that is due",
    watching: DateWatch(
      type: .staffMembers,
      dates: [.init("next_supervision_on", "is due for supervision on", "was due for supervision on")],
      ladder: Ladder(before: [7, 0], again: 7), kind: "reminder", conditions: atWork,
      fields: ["supervisor_id"], asks: { StaffPlaces.asks($0) },
      audience: { member, places in
        guard let supervisor = member[.supervisorID] else { return StaffPlaces.everybody(member, places) }
        return StaffPlaces.own(member, places) + [.member(supervisor)]
      }))

  static let staffPapersEnd = Job(
    "staff-papers.remind", "Papers of staff that run out",
    watching: DateWatch(
      type: .staffMembers,
      dates: [
        .init("registration_expires_on", "is registered until", "was registered until"),
        .init("driving_licence_until_on", "has a driving licence until", "had a driving licence until"),
      ], ladder: Ladder(before: [60, 30, 7, 0], again: 7), conditions: atWork,
      asks: { StaffPlaces.asks($0) },
      audience: { member, places in StaffPlaces.everybody(member, places) }))

  /// A check by the Disclosure and Barring Service is done anew after three years, unless its update service tells.
  static let staffChecksEnd = Job(
    "staff-checks.remind", "Checks of staff to be renewed",
    watching: DateWatch(
      type: .staffMembers,
      dates: [
        .init("dbs_checked_on", "has a DBS check until", "had a DBS check until", months: 36)
      ], ladder: Ladder(before: [60, 30, 7, 0], again: 7), kind: "overdue", conditions: atWork,
      fields: ["dbs_update_service", "employment_kind"], asks: { StaffPlaces.asks($0) },
      isDone: { member, _ in member[.dbsUpdateService] == true || member[.employmentKind] == "agency" },
      audience: { member, places in StaffPlaces.everybody(member, places) }))
}

/// Who hears of the dates of a staff member.
private enum StaffPlaces {
  /// Their memberships and the houses where they work.
  static func asks(_ found: [Record]) -> [Query] {
    let staff = Set(found.compactMap(\.id)).sorted()
    return [
      Query("memberships").where(.staffMemberID, among: staff).only("staff_member_id"),
      Query("house_staff").where(.staffMemberID, among: staff).whereEmpty(.endsOn)
        .only("staff_member_id", "house_id"),
    ]
  }

  static func own(_ member: Record, _ places: Places) -> [Notice.Audience] {
    list(0, of: member, places).compactMap { $0.id.map { .member($0) } }
  }

  /// They themselves and the managers of their houses; the administrators where they work in none.
  static func everybody(_ member: Record, _ places: Places) -> [Notice.Audience] {
    let houses = Set(list(1, of: member, places).compactMap { $0[.houseID] }).sorted()
    let managers: [Notice.Audience] = houses.map { .role(.manager, house: $0) }
    let above: [Notice.Audience] = managers.isEmpty ? [.role(.administrator, house: nil)] : managers
    return own(member, places) + above
  }

  private static func list(_ index: Int, of member: Record, _ places: Places) -> [Record] {
    guard member.id != nil, places.others.indices.contains(index) else { return [] }
    return places.others[index].filter { $0[.staffMemberID] == member.id }
  }
}

/// What of a stay, its money and its papers runs out or falls due.
extension Job {
  static let fundingEnds = Job(
    "funding.remind", "Funding that ends",
    watching: DateWatch(
      type: .stayPayers,
      dates: [.init("funding_approved_until_on", "is approved until", "was approved until")],
      ladder: Ladder(before: [56, 28, 7, 0], again: 7), conditions: [.equals("state", .text("active"))],
      audience: { funding, places in
        places.holders(.manager, of: funding) + [.role(.finance, house: nil)]
      }))

  static let rentsReviewed = Job(
    "rents.remind", "Rents to be reviewed",
    watching: DateWatch(
      type: .tenancyAgreements,
      dates: [.init("next_rent_review_on", "has its rent reviewed on", "was to have its rent reviewed on")],
      ladder: Ladder(before: [28, 7, 0], again: 7), kind: "reminder",
      conditions: [.equals("state", .text("signed"))],
      audience: { agreement, places in
        places.holders(.manager, of: agreement) + [.role(.finance, house: nil)]
      }))

  /// A later certificate shows that what was found is put right.
  static let remediesDue = Job(
    "remedies.remind", "Faults on certificates to be put right",
    watching: DateWatch(
      type: .certificates,
      dates: [.init("remedy_due_on", "found faults to be put right by", "found faults to be put right by")],
      ladder: Ladder(before: [14, 7, 1, 0], again: 7), kind: "reminder", fields: ["kind"],
      asks: { found in
        [Query("certificates").where(.replacesID, among: found.compactMap(\.id)).only("replaces_id")]
      },
      called: { $0.kindInWords(after: "for") },
      isDone: { certificate, places in
        places.others.first?.contains { $0[.replacesID] == certificate.id } ?? false
      },
      audience: { certificate, places in places.holders(.manager, of: certificate) }))

  static let processorAgreementsEnd = Job(
    "processor-agreements.remind", "Processor agreements that end",
    watching: DateWatch(
      type: .baaRecords, dates: [.init("ends_on", "ends on", "ended on")],
      ladder: Ladder(before: [90, 30, 7, 0], again: 30), conditions: [.equals("state", .text("active"))],
      audience: { _, _ in [.role(.safeguarding, house: nil), .role(.administrator, house: nil)] }))

  /// A consent of the same kind for the same agency that lasts longer counts for the earlier one.
  static let consentsEnd = Job(
    "consents.remind", "Consents that end",
    watching: DateWatch(
      type: .consents, dates: [.init("ends_on", "ends on", "ended on")],
      ladder: Ladder(before: [30, 7, 0], again: nil), conditions: [.equals("state", .text("valid"))],
      fields: ["regime", "purpose", "recipient_agency_id"],
      asks: { found in
        [
          Query("consents").where(.residentID, among: found.compactMap { $0[.residentID] })
            .where(.state, is: "valid")
            .only("resident_id", "regime", "purpose", "recipient_agency_id", "ends_on")
        ]
      },
      isOverOnceItIsPast: true,
      isDone: { consent, places in
        guard let end = consent[.endsOn] else { return true }
        return places.others.first?.contains { other in
          other.id != consent.id && other[.residentID] == consent[.residentID]
            && other[.regime] == consent[.regime] && other[.purpose] == consent[.purpose]
            && other[.recipientAgencyID] == consent[.recipientAgencyID]
            && (other[.endsOn].map { $0 > end } ?? true)
        } ?? false
      },
      audience: { consent, places in
        places.workers(of: consent) + [.role(.safeguarding, house: nil)]
      }))

  /// Housing Act 2004, section 213(3): within thirty days of its receipt.
  static let depositsToProtect = Job(
    "deposits.remind", "Deposits to be protected",
    watching: DateWatch(
      type: .deposits, dates: [.init("scheme_due_on", "is to be protected by", "was to be protected by")],
      ladder: Ladder(before: [14, 7, 1, 0], again: 1), kind: "overdue",
      conditions: [.among("state", ["held", "part_released"].map(Value.text))],
      audience: { deposit, places in
        places.holders(.manager, of: deposit) + [.role(.finance, house: nil)]
      }))

  static let paymentPlansReviewed = Job(
    "payment-plans.remind", "Payment plans to be reviewed",
    watching: DateWatch(
      type: .paymentPlans, dates: [.init("review_on", "is reviewed by", "was to be reviewed by")],
      ladder: Ladder(before: [14, 3, 0], again: 7), kind: "reminder",
      conditions: [.equals("state", .text("active"))],
      audience: { plan, places in places.workers(of: plan) + [.role(.finance, house: nil)] }))

  /// Whoever was warned may appeal until that day.
  static let appealsEnd = Job(
    "appeals.remind", "Warnings that can be appealed against",
    watching: DateWatch(
      type: .warnings,
      dates: [.init("appeal_due_on", "can be appealed against until", "could be appealed against until")],
      ladder: Ladder(before: [2, 0], again: nil), kind: "reminder",
      conditions: [.among("state", ["issued", "acknowledged"].map(Value.text))],
      isOverOnceItIsPast: true,
      audience: { warning, places in places.workers(of: warning) + places.holders(.leader, of: warning) }))
}
