extension FormOutline {
  /// A type whose records hold nothing but answers to these questions, for looking at the form; it has no table.
  package func trial(_ title: String) -> RecordType {
    let answers = Field("answers", "Answers", .json)
    let whole = RecordType(
      "form_trials", title, one: "try", area: "System", resource: "configuration", fields: [answers])
    let asked = whole.asking(["answers": self])
    return RecordType(whole, fields: asked.fields.filter { $0.name != "answers" })
  }
}
