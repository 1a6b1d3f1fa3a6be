import Records

extension RecordType {
  /// Who has read an announcement, and who has said so.
  package static let announcementReads = RecordType(
    "announcement_reads", "Announcement reads", one: "announcement read", area: "Messages",
    resource: "announcements",
    fields: [
      .reference(.announcementID, "Announcement", to: "announcements", [.required, .listed, .fixed]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.readAt, "Read at", [.required, .listed]).filled(with: .now),
      .instant(.acknowledgedAt, "Acknowledged at", [.filledIn]),
    ],
    uniques: [Unique(["announcement_id", "membership_id"], "You have read this already.")],
    tags: .appendOnly,
    namedBy: ["membership_id"],
    house: .through("announcement_id", type: "announcements"),
    owners: ["membership_id"],
    order: "-read_at")
}

extension Action {
  /// Says that one has read what must be read; one's own notice of it is done with.
  static let acknowledgeAnnouncement = Action(
    "announcement.acknowledge", "I have read this", right: .read, from: ["published"],
    reads: { announcement in
      guard let id = announcement.id else { return [] }
      return [
        Query("announcement_reads").where(.announcementID, is: id),
        Query("notifications").where(.subjectID, is: id).where(.kind, is: "announcement")
          .where(.state, isNot: "done"),
      ]
    },
    whyNot: { _, book in
      book.rows(0).contains { $0[.membershipID] == book.actor } ? Reason("You have read this already.") : nil
    },
    changes: { announcement, book in
      let read = Record(.announcementReads).changed {
        $0[.announcementID] = announcement.id
        $0[.membershipID] = book.actor
        $0[.readAt] = book.now
        $0[.acknowledgedAt] = book.now
      }
      let own = book.rows(1).filter { $0[.membershipID] == book.actor }.map { notice in
        notice.changed {
          $0[.state] = "done"
          $0[.doneAt] = book.now
        }
      }
      return [announcement, read] + own
    })
}
