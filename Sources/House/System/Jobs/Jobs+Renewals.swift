import Records

/// What runs out: people are told on the days that the law or the contract leaves them to act in.
extension Job {
  static let certificatesEnd = Job(
    "certificates.remind", "Certificates that run out",
    watching: DateWatch(
      type: .certificates, dates: [.init("expires_on", "expires on", "expired on")],
      ladder: Ladder(before: [90, 60, 30, 7, 0], again: 7), fields: ["kind"],
      asks: { found in
        [Query("certificates").where(.replacesID, among: found.compactMap(\.id)).only("replaces_id")]
      },
      called: { $0.kindInWords(after: "for") },
      isDone: { certificate, places in
        places.others.first?.contains { $0[.replacesID] == certificate.id } ?? false
      },
      audience: { certificate, places in places.holders(.manager, of: certificate) }))

  static let insuranceEnds = Job(
    "insurance.remind", "Insurance to be renewed",
    watching: DateWatch(
      type: .insuranceRecords, dates: [.init("renews_on", "renews on", "was to be renewed on")],
      ladder: Ladder(before: [60, 30, 7, 0], again: 7), conditions: [.equals("state", .text("active"))],
      fields: ["kind"], called: { $0.kindInWords(after: "for") },
      audience: { policy, places in
        places.holders(.manager, of: policy) + [.role(.administrator, house: nil)]
      }))

  /// The notice that a contract asks for comes on top of the 90 days.
  static let suppliesEnd = Job(
    "supplies.remind", "Supply contracts that end",
    watching: DateWatch(
      type: .utilities, dates: [.init("contract_until_on", "ends its contract on", "had a contract until")],
      ladder: Ladder(before: [90, 0], again: nil), conditions: [.equals("is_active", .flag(true))],
      fields: ["kind", "notice_days"], called: { $0.kindInWords(after: "of") },
      ownSteps: { [$0[.noticeDays]].compactMap { $0 } }, ownHorizon: 730,
      audience: { supply, places in places.holders(.manager, of: supply) }))

  static let vehiclePapersEnd = Job(
    "vehicles.remind", "Papers of vehicles that run out",
    watching: DateWatch(
      type: .vehicles,
      dates: [
        .init("mot_until_on", "has an MOT until", "had an MOT until"),
        .init("tax_until_on", "is taxed until", "was taxed until"),
        .init("service_due_on", "is due for service on", "was due for service on"),
      ], ladder: Ladder(before: [30, 7, 0], again: 7), conditions: [.equals("state", .text("available"))],
      audience: { vehicle, places in places.holders(.manager, of: vehicle) }))

  static let leasesEnd = Job(
    "leases.remind", "Leases that end",
    watching: DateWatch(
      type: .properties, dates: [.init("lease_ends_on", "has a lease until", "had a lease until")],
      ladder: Ladder(before: [180, 90, 30, 0], again: 30),
      audience: { _, _ in [.role(.manager, house: nil), .role(.administrator, house: nil)] }))

  static let contractorProofsEnd = Job(
    "contractors.remind", "Proofs of contractors that run out",
    watching: DateWatch(
      type: .contractors,
      dates: [
        .init("insurance_until_on", "is insured until", "was insured until"),
        .init("vetting_until_on", "is vetted until", "was vetted until"),
      ], ladder: Ladder(before: [30, 7, 0], again: 30),
      conditions: [.equals("is_active", .flag(true)), .equals("is_approved", .flag(true))],
      audience: { _, _ in [.role(.manager, house: nil)] }))

  static let agreementsEnd = Job(
    "agreements.remind", "Agreements that end",
    watching: DateWatch(
      type: .tenancyAgreements, dates: [.init("ends_on", "ends on", "ended on")],
      ladder: Ladder(before: [56, 28, 7, 0], again: 7), conditions: [.equals("state", .text("signed"))],
      audience: { agreement, places in
        places.holders(.manager, of: agreement) + places.workers(of: agreement)
      }))

  static let legalOrdersEnd = Job(
    "orders.remind", "Legal orders that end or are reviewed",
    watching: DateWatch(
      type: .legalOrders,
      dates: [
        .init("ends_on", "ends on", "lapsed after"),
        .init("review_on", "is reviewed by", "was to be reviewed by"),
      ], ladder: Ladder(before: [28, 14, 3, 0], again: 7), conditions: [.equals("state", .text("in_force"))],
      audience: { order, places in
        places.holders(.manager, of: order) + [.role(.safeguarding, house: nil)]
      }))

  /// Confidential documents are known to who wrote them alone, so that nobody else is told.
  static let documentsEnd = Job(
    "documents.remind", "Documents that run out",
    watching: DateWatch(
      type: .documents, dates: [.init("expires_on", "expires on", "expired on")],
      ladder: Ladder(before: [30, 0], again: nil), conditions: [.equals("state", .text("current"))],
      fields: ["is_confidential"],
      audience: { document, places in
        if document[.isConfidential] == true {
          return [document.stamp?.createdBy].compactMap { $0.map { .member($0) } }
        }
        return places.holders(.manager, of: document) + places.workers(of: document)
      }))

  /// A course that was done again later counts for the earlier one.
  static let trainingEnds = Job(
    "training.remind", "Training that runs out",
    watching: DateWatch(
      type: .trainingRecords, dates: [.init("expires_on", "expires on", "expired on")],
      ladder: Ladder(before: [60, 30, 7, 0], again: 30), conditions: [.equals("state", .text("completed"))],
      fields: ["staff_member_id", "training_course_id", "completed_on"],
      asks: { found in
        let staff = Set(found.compactMap { $0[.staffMemberID] }).sorted()
        return [
          Query("training_records").where(.staffMemberID, among: staff).where(.state, is: "completed")
            .only("staff_member_id", "training_course_id", "expires_on"),
          Query("memberships").where(.staffMemberID, among: staff).only("staff_member_id"),
          Query("house_staff").where(.staffMemberID, among: staff).whereEmpty(.endsOn)
            .only("staff_member_id", "house_id"),
          Query("staff_members").where(.among("id", staff.map(\.value)))
            .where(.among("state", ["active", "on_leave"].map(Value.text))).only("state"),
        ]
      },
      isDone: { training, places in
        let isHere = places.others.last?.contains { $0.id == training[.staffMemberID] } ?? false
        let isDoneAgain = places.others.first?.contains { other in
          other[.staffMemberID] == training[.staffMemberID]
            && other[.trainingCourseID] == training[.trainingCourseID] && other.id != training.id
            && (other[.expiresOn].map { end in training[.expiresOn].map { $0 < end } ?? false } ?? true)
        }
        return !isHere || isDoneAgain == true
      },
      audience: { training, places in
        guard places.others.count == 4 else { return [] }
        let (own, houses) = (places.others[1], places.others[2])
        return own.filter { $0[.staffMemberID] == training[.staffMemberID] }
          .compactMap { $0.id.map { .member($0) } }
          + houses.filter { $0[.staffMemberID] == training[.staffMemberID] }
          .compactMap { $0[.houseID].map { .role(.manager, house: $0) } }
      }))

  /// Who is past the last day does not come in any more, but may have kept keys: only the end renews them.
  static let membershipsOver = Job(
    "memberships.remind", "Members past their last day",
    watching: DateWatch(
      type: .memberships, dates: [.init("ends_on", "has their last day on", "had their last day on")],
      ladder: Ladder(before: [-1], again: 7), conditions: [.differs("state", .text("ended"))],
      fields: ["short_name"], called: { $0[.shortName] },
      whatToDo: "“End membership” renews the keys that they may have kept",
      audience: { _, _ in [.role(.administrator, house: nil)] }))

  static let tokensEnd = Job(
    "tokens.remind", "API tokens that run out",
    watching: DateWatch(
      type: .apiTokens, dates: [.init("expires_on", "expires on", "expired on")],
      ladder: Ladder(before: [30, 7, 0], again: nil), conditions: [.equals("state", .text("active"))],
      audience: { _, _ in [.role(.administrator, house: nil)] }))
}
