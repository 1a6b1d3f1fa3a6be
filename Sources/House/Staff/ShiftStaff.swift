import Records

extension RecordType {
  /// Who is on a shift, as what.
  package static let shiftStaff = RecordType(
    "shift_staff", "Staff on shift", one: "person on a shift", area: "Staff", resource: "shifts",
    fields: [
      .reference(.shiftID, "Shift", to: "shifts", [.required, .listed]),
      .reference(.staffMemberID, "Staff member", to: "staff_members", [.required, .listed]),
      .choice(.duty, "Duty", .open(name: "duty"), [.required, .listed]),
      .instant(.plannedFromAt, "Planned from"),
      .instant(.plannedToAt, "Planned to"),
      .instant(.arrivedAt, "Arrived", [.listed, .filledIn]),
      .instant(.leftAt, "Left", [.listed, .filledIn]),
      .choice(
        .absence, "Absence", ["none", "sick", "late", "no_show=Did not come", "swap", "leave"], [.listed]
      ).starting("none"),
      .reference(.agencyID, "Agency", to: "agencies"),
    ],
    rules: [.plannedInOrder, .onOneShiftAtATime, .mayBeRostered],
    actions: [.arriveOnShift, .leaveShift],
    uniques: [Unique(["shift_id", "staff_member_id"], "This person is already on that shift.")],
    house: .through("shift_id", type: "shifts"),
    owners: ["staff_member_id", "created_by"],
    order: "-planned_from_at")
}
