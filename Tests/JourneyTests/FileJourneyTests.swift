import Foundation
import Testing

/// A paper that comes in: put into the home, read in it, shown to a colleague for a time, and missed when it changes.
@Suite(.waiting) struct FileJourneyTests {
  private let note = "Rang on Thursday. The council answers by Friday."

  /// The one file in the home whose sealed content is not one of those before.
  private func stored(in home: String, besides former: Set<String> = []) throws -> [String] {
    let folder = home + "/files"
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.count > 60 && !former.contains($0) }.map { "\(folder)/\($0)" }
  }

  @Test func `a manager attaches a note, reads it, and shows it to a team leader until tonight`() throws {
    try Demonstration.lend { copy in
      let paper = URL(fileURLWithPath: copy.home).deletingLastPathComponent().path + "/call.txt"
      try Program.write(note + "\n", to: paper)
      let leader = copy.member("sup-tallow")
      #expect(try leader.run("document", "open", "DOC-2026-0005").status == 1)

      let screen = try copy.terminal("mgr-tallow")
      defer { screen.end() }
      try screen.press(":")
      try screen.type("documents")
      try screen.press("Enter")
      try screen.see("sorted by").select("Note of a talk").press("Enter")
      try screen.see("none yet").choose("Add a version")
      try screen.see("Its path on this computer").type(paper)
      try screen.press("Tab")
      try screen.type("What they said")
      try screen.press("C-s")
      try screen.see("Add a version: done.").see("What they said").press("O")
      try screen.see("call.txt · text").see(note).see("That you opened it is in the log.").press("Escape")
      try screen.see("What they said").choose("Share with a colleague")
      try screen.see("Colleague").type("ezekwesili")
      try screen.press("Tab")
      try screen.type("n+4h")
      try screen.press("Tab")
      try screen.type("Covers for me tonight.")
      try screen.press("C-s")
      try screen.see("Share with a colleague: done.")

      let opened = try leader.run("document", "open", "DOC-2026-0005")
      #expect(opened.status == 0, "\(opened.err)")
      #expect(opened.out.contains(note))
      #expect(try leader.run("document", "add-version", "DOC-2026-0005", "--file", paper).status == 1)
      // The log of what is confidential is read by who may read the document, and by nobody else.
      for (user, count) in [("sgl-tallow", 2), ("adm-tallow", 0)] {
        let openings = try copy.member(user).list("audit_log").filter {
          $0["event"] as? String == "document.opened"
        }
        #expect(openings.count == count, "\(user)")
      }
    }
  }

  @Test func `a file goes in and out by the command line, and one changed byte of it is found`() throws {
    try Demonstration.lend { copy in
      let before = Set(try FileManager.default.subpathsOfDirectory(atPath: copy.home + "/files"))
      let folder = URL(fileURLWithPath: copy.home).deletingLastPathComponent().path
      let (manager, paper, taken) = (copy.member("mgr-tallow"), folder + "/call.txt", folder + "/taken.txt")
      try Program.write(note, to: paper)
      let added = try manager.run("document", "add-version", "DOC-2026-0002", "--file", paper)
      #expect(added.status == 0, "\(added.err)")
      #expect(try manager.run("document", "save", "DOC-2026-0002", "--output", taken).status == 0)
      #expect(try String(contentsOfFile: taken, encoding: .utf8) == note)
      #expect(try manager.run("document", "save", "DOC-2026-0002", "--output", taken).status == 1)
      for place in ["\(copy.home)/plain.txt", "\(copy.home)/files/plain.txt"] {
        let run = try manager.run("document", "save", "DOC-2026-0002", "--output", place)
        #expect(run.status == 1)
        #expect(run.err.contains("lies in the home"), "\(run.err)")
        #expect(!FileManager.default.fileExists(atPath: place))
      }
      try Program.write("", to: folder + "/empty.txt")
      try FileManager.default.createSymbolicLink(atPath: folder + "/link.txt", withDestinationPath: paper)
      let link = try manager.run("document", "add-version", "DOC-2026-0002", "--file", folder + "/link.txt")
      #expect(link.status == 1 && link.err.contains("link.txt is a symbolic link. Name the file itself."))
      let empty = try manager.run("document", "add-version", "DOC-2026-0002", "--file", folder + "/empty.txt")
      #expect(empty.status == 1)
      #expect(empty.err.contains("empty.txt is empty."), "\(empty.err)")
      let plan = try manager.run("document", "open", "DOC-2026-0002", "--version-number", "1")
      #expect(plan.out.contains("We meet at the gate of the car park"))
      let whole = try copy.member("adm-tallow").run("audit", "verify")
      #expect(whole.out.contains("stored files: 7 of 7 open as they were put in"), "\(whole.out)")

      let path = try #require(try stored(in: copy.home, besides: before).first)
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      let doctor = try Program().run("doctor", "--home", copy.home)
      #expect(doctor.status == 4)
      #expect(doctor.out.contains("DOC-2026-0002 version 2: its file "))
      #expect(doctor.out.contains(" was altered"))
      let verified = try copy.member("adm-tallow").run("audit", "verify")
      #expect(verified.status == 4)
      #expect(verified.out.contains("DAMAGED: files DOC-2026-0002 version 2, Content (altered)"))
      let opened = try manager.run("document", "open", "DOC-2026-0002")
      #expect(opened.status == 4)
      #expect(!opened.out.contains("Rang on Thursday"))
      #expect(try manager.run("document", "open", "DOC-2026-0002", "--version-number", "1").status == 0)
    }
  }

  @Test func `a picture is shown as its light and dark by the installed program`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      let path = URL(fileURLWithPath: copy.home).deletingLastPathComponent().path + "/garden.png"
      let picture = try #require(
        Data(
          base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGklEQVR4nGNkwAH+//+PVZwJlwZcYFQDMQAAU7oDDaumtS4AAAAASUVORK5CYII="
        ))
      try picture.write(to: URL(fileURLWithPath: path))
      let added = try manager.run("document", "add-version", "DOC-2026-0002", "--file", path)
      #expect(added.status == 0, "\(added.err)")
      let opened = try manager.run("document", "open", "DOC-2026-0002")
      #expect(opened.out.contains("garden.png · PNG picture · 16 × 8 points · 83 bytes"), "\(opened.out)")
      #expect(opened.out.contains("        @@@@@@@@\n        @@@@@@@@\n"))
      #expect(opened.out.contains("This is only how light each part of it is."))
    }
  }
}
