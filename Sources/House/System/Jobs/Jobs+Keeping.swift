import Records

/// How long things are kept, and whether they could be brought back.
extension Job {
  /// Only says so: whoever is asked for it decides, with the holds before their eyes.
  static let retentionReached = Job(
    "retention.remind", "Documents kept long enough", at: "0 6 * * 1",
    watching: DateWatch(
      type: .documents,
      dates: [.init("keep_until_on", "is kept until", "was to be kept until")],
      ladder: Ladder(before: [0], again: 28), kind: "reminder",
      conditions: [.among("state", ["draft", "current", "superseded", "archived"].map(Value.text))],
      audience: { _, _ in [.role(.safeguarding, house: nil)] }))

  /// The longest that the policies in use ask for, as far as plain fields tell: a count from birth or death is left to
  /// who opens the file.
  static let filesKeptLongEnough = Job(
    "files.remind", "Files of former residents kept long enough", kind: "retention", at: "0 6 * * 1",
    tells: Telling("reminder", about: "residents"),
    reads: { _ in
      [
        Query("retention_policies").where(.equals("is_active", .flag(true)))
          .where(.recordClass, is: "resident_file").only("keep_years", "starts_from"),
        Query("legal_holds").where(.state, is: "active").only("resident_id", "staff_member_id"),
      ]
    },
    looksUp: { book in
      guard let years = book.rows(0).compactMap({ $0[.keepYears] }).max() else { return [] }
      let left = Query("stays").where(.state, is: "ended")
        .where(.below("ends_on", .day(book.today.adding(months: -12 * years))))
      return [
        left.following(.residentID, to: "residents").only("reference", "state"),
        left.following(.residentID, to: "stays", matching: .residentID).only(
          "resident_id", "state", "ends_on"),
      ]
    },
    work: { book in
      let stays = Dictionary(grouping: book.rows(3)) { $0[.residentID] }
      return Work(
        reminders: book.rows(2).compactMap { resident in
          let own = stays[resident.id] ?? []
          guard resident[.state] == "former" || resident[.state] == "closed",
            own.allSatisfy({ ["ended", "cancelled"].contains($0[.state]) }),
            !book.rows(1).contains(where: {
              $0[.residentID] == resident.id || $0[.residentID] == nil && $0[.staffMemberID] == nil
            })
          else { return nil }
          var facts = Retention.Facts(madeOn: resident.stamp.map { book.zone.day(at: $0.createdAt) })
          facts.leftOn = own.compactMap { $0[.endsOn] }.max()
          facts.closedOn = facts.leftOn
          let ends = book.rows(0).map { Retention.until($0, facts) }
          guard !ends.isEmpty, let last = ends.compactMap({ $0 }).max(), ends.allSatisfy({ $0 != nil }),
            last <= book.today
          else { return nil }
          let notice = Notice(
            "reminder", "was to be kept until \(last.inWords)", to: [.role(.safeguarding, house: nil)])
          return Reminder(notice, about: resident, since: book.zone.start(of: last))
        })
    })

  /// A week without a copy that was proved; told each week until there is one.
  static let backupOverdue = Job(
    "backups.remind", "Backups that are wanting", kind: "backup", at: "0 7 * * *",
    tells: Telling("overdue", about: "scheduled_jobs"),
    reads: { book in
      [
        Query("backups").where(.state, is: "verified")
          .where(.atLeast("verified_at", .instant(book.now.adding(hours: -8 * 24))))
          .only("state", "verified_at")
      ]
    },
    work: { book in
      guard let job = book.former, let made = job.stamp?.createdAt,
        book.now >= made.adding(hours: 7 * 24), BackupWatch.isOverdue(book.rows(0), at: book.now)
      else { return Work() }
      let weeks = (book.now.milliseconds - made.milliseconds) / (7 * 86_400_000)
      let notice = Notice(
        "overdue", "found no backup of the last seven days that was proved",
        to: [.role(.administrator, house: nil)], priority: "high", needsAction: true)
      return Work(reminders: [Reminder(notice, about: job, since: made.adding(hours: weeks * 7 * 24))])
    })
}
