import Foundation
import Records
import Storage
import TestHomes
import Testing

/// Taking the steps of the schema back and going them again, on a home that holds something of everything.
@Suite(.waiting) struct MigrationCommandTests {
  let lodge = Program()
  let migrations: Migrations

  init() throws { migrations = try Migrations(folder: Home.root + "/Data/Migrations") }

  @Test func `a demonstration goes down every step and up again and keeps its rows`() throws {
    try Demonstration.lend { copy in
      let trip = try MigrationTrip(of: copy.home, by: migrations)
      #expect(trip.faults.isEmpty)
    }
  }

  /// What a run names as lost, with how much it was.
  private func lost(in run: Program.Run) -> [String] {
    run.out.split(separator: "\n").compactMap { line in
      ["would lose  ", "lost  "].first { line.hasPrefix($0) }.map { String(line.dropFirst($0.count)) }
    }
  }

  @Test func `no step is taken back over rows unless that was said`() throws {
    try Demonstration.lend { copy in
      let home = copy.home
      let latest = migrations.latest
      let down = String(latest - 1)
      let refused = try lodge.run("migrate", "--home", home, "--down", down)
      #expect(refused.status == 1)
      #expect(refused.err.contains("That would lose for good "))
      #expect(
        refused.err.contains("Make a copy of the home's folder, look with --status, then add --lose-rows."))
      #expect(try Migrator(folder: home, migrations: migrations).version() == latest)

      let looked = try lodge.run("migrate", "--home", home, "--down", down, "--status")
      #expect(looked.status == 0)
      #expect(looked.out.contains("would lose  "))
      #expect(!looked.out.contains("Taken back"))

      let taken = try lodge.run("migrate", "--home", home, "--down", down, "--lose-rows")
      #expect(taken.status == 0)
      #expect(taken.out.contains("missing  2  whole_catalogue\n"))
      #expect(taken.out.contains("Taken back: 2  whole_catalogue\nlost  "))
      #expect(taken.out.hasSuffix("Step \(latest) → 1.\n"))
      #expect(lost(in: looked) == lost(in: taken))
      #expect(lost(in: taken).contains { $0.hasSuffix("  consents") })
      let kept = "\(home)/backup/before-step-\(latest).db"
      #expect(taken.err.contains("The home as it was is kept until the next good backup: "))
      #expect(FileManager.default.fileExists(atPath: kept))

      let first = try lodge.run("migrate", "--home", home, "--down", "1")
      #expect(first.status == 1)
      #expect(first.err.contains("The home is at step 1, and the first one is the home itself"))

      let again = try lodge.run("migrate", "--home", home)
      #expect(
        again.out.contains("Done: 2  whole_catalogue\n") && again.out.hasSuffix("Step 1 → \(latest).\n"))
      #expect(try lodge.run("migrate", "--home", home, "--status").out.contains("applied  \(latest)"))
    }
  }

  @Test func `no step is gone while somebody is signed in at the home`() throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("mgr-tallow")
      let refused = try lodge.run("migrate", "--home", copy.home, "--down", "1")
      #expect(refused.status == 1)
      #expect(refused.err.contains("Somebody is signed in at this home, in a program that still runs."))
      #expect(try lodge.run("migrate", "--home", copy.home, "--status").status == 0)
      screen.end()
      // The program ends a moment after its terminal.
      var taken = refused
      for _ in 0..<100 where taken.status != 0 {
        usleep(100_000)
        taken = try lodge.run("migrate", "--home", copy.home, "--down", "1", "--lose-rows")
      }
      #expect(taken.out.contains("Taken back: "), "\(taken.err)")
    }
  }
}
