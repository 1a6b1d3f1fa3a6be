import Records
import Storage

/// What need no longer be kept, and the proof of what was destroyed.
extension AppModel {
  /// Shows whose file is due for deletion by each policy, and who is kept and why.
  func openRetention() async {
    let report = ReportModel(self, "Due for deletion", []) { [weak self] in
      await self?.retentionLines() ?? []
    }
    push(.report(report))
    await report.refresh()
  }

  private func retentionLines() async -> [ReportModel.Line] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      let found = try await registrar.schedules(for: session)
      if found.isEmpty {
        return [.init("No policy in use says how long resident files are kept: Retention, under Rights.")]
      }
      var lines: [DisplayText] = []
      for (policy, schedule) in found {
        lines.append(DisplayText(policy))
        lines += schedule.words.map { DisplayText($0) }
        lines.append("")
      }
      lines.append("To have it destroyed: open the policy, “Ask to destroy what is due”.")
      return lines.map { ReportModel.Line($0) }
    } catch {
      await say(error)
      return []
    }
  }

  /// Shows the certificates of everybody who was erased; they can be written to a file.
  func openCertificates() async {
    let report = ReportModel(self, "Certificates of destruction", []) { [weak self] in
      await self?.certificateLines().map { ReportModel.Line($0) } ?? []
    }
    report.takeOut = { [weak self] in
      guard let self else { return }
      let pages = Pages(head: [], columns: [], lines: await certificateLines())
      await takeOut(pages, as: "certificates of destruction", of: "retention_policies", by: .read)
    }
    push(.report(report))
    await report.refresh()
  }

  private func certificateLines() async -> [DisplayText] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      let found = try await registrar.certificates(for: session)
      if found.isEmpty { return ["Nobody was erased yet."] }
      var lines: [DisplayText] = []
      for certificate in found {
        lines += certificate.lines(in: showing.zone).map { DisplayText($0) }
        lines.append("")
      }
      return lines
    } catch {
      await say(error)
      return []
    }
  }
}
