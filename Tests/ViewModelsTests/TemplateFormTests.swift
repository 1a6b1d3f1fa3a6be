import House
import Records
import Storage
import TestHomes
import Testing

@testable import ViewModels

/// A contact entry that is written from a message template.
@MainActor
@Suite struct TemplateFormTests {
  private let home: Home
  private let app: AppModel
  private let form: FieldForm
  private let template: Suggestion

  init() async throws {
    home = try await Home.fixture()
    let manager = try await home.session(.manager, named: "R. Mensah")
    let ada = try await home.resident("Ada", "Fern", in: home.maple)
    var letter = Record(home.registrar.catalogue.type("communication_templates"))
    letter["code"] = .text("RENT-1")
    letter["name"] = .text("Rent letter")
    letter["channel"] = .text("letter")
    letter["purpose_code"] = .text("arrears")
    letter["subject"] = .text("Your rent")
    letter["body"] = .text("Dear {name}, you owe {amount}.")
    letter["variables"] = .json(
      "{\"name\": \"residents.given_name\", \"amount\": \"payments.amount\"}")
    let id = try #require(try await home.save(letter).id)
    template = Suggestion(id: id, type: "communication_templates", title: "Rent letter", detail: "")
    app = try await home.app(for: manager)
    var entry = Record(home.registrar.catalogue.type("communication_logs"))
    entry["resident_id"] = ada.id?.value ?? .empty
    await app.add(entry)
    form = try #require(app.form?.form)
  }

  private func choose() async throws {
    let place = try #require(form.entries.firstIndex { $0.field.name == "communication_template_id" })
    form.setFocus(place)
    await form.take(template)
  }

  @Test func `choosing a template writes the texts that are empty, and says what is still to be written in`()
    async throws
  {
    try await choose()
    #expect(form.record["subject"] == .text("Your rent"))
    #expect(form.record["content"] == .text("Dear Ada, you owe {amount}."))
    let words = "Written from “Rent letter”. Not filled, write it in: amount."
    #expect(app.message?.text.text == words)
    #expect(form.entries.first { $0.field.name == "content" }?.warning == words)
    #expect(form.entries.first { $0.field.name == "subject" }?.warning == nil)
  }

  @Test func `what somebody wrote stays as it is`() async throws {
    form.set(.text("She rang about the rent."), of: "content")
    try await choose()
    #expect(form.record["content"] == .text("She rang about the rent."))
    #expect(form.record["subject"] == .text("Your rent"))
  }
}
