import House
import Records
import Testing

/// What is stored openly about a resident, and so outlives the key that everything else about them is sealed under.
@Suite struct ErasedFieldTests {
  /// Open texts that say nothing of who somebody is: of the house, of its terms, of things and of the program itself.
  private static let harmless: Set<String> = [
    "activities.place", "amendments.field_name", "approvals.role_code", "assets.name", "assets.notes",
    "assets.serial_number", "assets.supplier", "assets.tag", "audit_log.event", "audit_log.role_code",
    "calendar_events.rule", "consents.discloser", "consents.how_to_revoke",
    "files.media_type", "files.storage_name", "form_contributions.field_name",
    "form_contributions.role_code", "form_drafts.record_type", "form_drafts.step_name",
    "payers.account_code", "redactions.field_name",
    "tasks.role_code", "tenancy_agreements.fees_schedule",
    "tenancy_agreements.house_rules_version", "tenancy_agreements.refund_policy",
    "tenancy_agreements.termination_terms", "user_sessions.terminal", "valuables.receipt_number",
    "valuables.storage_place",
  ]

  @Test func `every open text about a resident is emptied with them or is known to be harmless`() {
    var open: Set<String> = []
    for type in Catalogue.house.types where type.sealingOwner != nil && !type.isPlatform {
      for field in type.stored where !field.isSealed && !field.isErased {
        let isText = [.text, .note, .json].contains(field.kind)
        if isText, !["reference", "subject_type"].contains(field.name) {
          open.insert("\(type.id).\(field.name)")
        }
      }
    }
    #expect(open.subtracting(Self.harmless).sorted() == [])
    #expect(Self.harmless.subtracting(open).sorted() == [])
  }

  @Test func `what goes with the resident whose records alone refer to it can be emptied`() {
    let types = Catalogue.house.types.filter { $0.tags.contains(.goesWithResident) }
    #expect(types.map(\.id).sorted() == ["addresses", "leads"])
    for type in types {
      #expect(type.sealingOwner == "resident_id", "\(type.id)")
      for field in type.stored where field.isSealed && field.isRequired {
        #expect([.text, .note].contains(field.kind), "\(type.id).\(field.name)")
      }
    }
  }

  @Test func `what is emptied with a resident is open, and no record needs it`() {
    for type in Catalogue.house.types {
      for field in type.fields where field.isErased {
        #expect(!field.isSealed && !field.isRequired && type.sealingOwner != nil, "\(type.id).\(field.name)")
      }
    }
  }
}
