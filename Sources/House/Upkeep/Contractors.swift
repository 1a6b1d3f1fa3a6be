import Records

extension RecordType {
  /// A trade or supplier whom the houses call.
  package static let contractors = RecordType(
    "contractors", "Contractors", one: "contractor", area: "Upkeep", resource: "agencies",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]).page("Who"),
      .list(.trades, "Trades", of: .open(name: "trade"), [.required, .listed]),
      .text(.contactName, "Contact name"),
      .text(.phone, "Phone", [.listed]),
      .text(.emergencyPhone, "Emergency phone", [.listed]),
      .flag(.isEmergency, "Emergency", [.listed, .indexed]).starting(false)
        .help("Comes at night and at weekends."),
      .text(.email, "E-mail"),
      .note(.address, "Address"),
      .json(.registrations, "Registrations").page("Proof").help(
        "Such as [{\"body\": \"Gas Safe Register\", \"number\": \"123456\", \"expires_on\": \"2027-03-31\"}]."
      ),
      .day(.insuranceUntilOn, "Insured until", [.listed, .indexed]).future(),
      .day(.vettingUntilOn, "Vetted until").future(),
      .flag(.isApproved, "Approved", [.listed]).starting(false),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .integer(.rating, "Rating", [.listed], in: 1...5).page("Terms").help("1 to 5, the mean of their jobs."),
      .money(.hourlyAmount, "An hour"),
      .money(.calloutAmount, "A call-out"),
      .text(.paymentTerms, "Payment terms"),
      .note(.notes, "Notes"),
      .integer(.jobCount, "Jobs done").derived(reads: Performance.jobs) { _, book in
        .integer(Performance.done(book).count)
      },
      .integer(.onTimePercent, "Done in time, percent", in: 0...100).derived(reads: Performance.jobs) {
        _, book in Performance.onTime(book)
      },
      .integer(.firstTimePercent, "Done the first time, percent", in: 0...100).derived(
        reads: Performance.jobsWithLog
      ) { _, book in Performance.firstTime(book) },
      .money(.spentAmount, "Spent").derived(reads: Performance.jobs) { _, book in Performance.spent(book) },
    ],
    rules: [.emailShape, .registrationsHaveShape],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}
