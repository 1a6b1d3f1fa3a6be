import Records
import Storage

/// What a survey came to, on the screen.
extension AppModel {
  /// Whether the chosen record is a survey.
  var mayOpenSurvey: Availability { chosenType?.id == "surveys" ? .yes : .confidential }

  /// Opens what was answered to the chosen survey.
  func openSurvey() async {
    guard let survey = await top?.model.chosenRecord(), survey.type.id == "surveys", let id = survey.id else {
      return
    }
    let read: @MainActor () async -> [ReportModel.Line] = { [weak self] in
      await self?.surveyLines(id, of: survey.type) ?? []
    }
    push(.report(ReportModel(self, "Results: \(name(of: survey))", await read(), reread: read)))
  }

  private func surveyLines(_ id: RecordID, of type: RecordType) async -> [ReportModel.Line] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      let survey = try await registrar.record(id, of: type, for: session)
      let responses = try await registrar.records(
        Query("survey_responses").where(.surveyID, is: id).where(.state, is: "submitted"), for: session)
      var tally = SurveyTally(least: survey[.minimumToShow] ?? 1)
      for response in responses {
        guard let answers = response[.answers].flatMap({ Answers($0) }) else { continue }
        tally.add(answers)
      }
      let unread = responses.count - tally.responses
      var head: [DisplayText] = []
      if let field = type.field("audiences") {
        head.append("Asked: \(shown(survey["audiences"], of: field)).")
      }
      head.append(tally.responses == 1 ? "1 answer was sent in." : "\(tally.responses) answers were sent in.")
      if unread > 0 { head.append("\(unread) more could not be read and are not counted.") }
      let room = max(20, size.columns - 4)
      return (head + tally.lines).flatMap { ReportModel.Line($0).folded(to: room) }
    } catch {
      await say(error)
      return []
    }
  }
}
