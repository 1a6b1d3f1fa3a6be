import Foundation
import Testing

/// A home on a disk that takes nothing, from the command line; only where `unshare` lends a process such a disk.
@Suite(.waiting, .enabled(if: BackupCommandTests.lendsSmallDisk)) struct UnwritableHomeTests {
  /// Runs a script in which `$home` is a home on a small disk at `$1.small` and `add` adds a resident to it.
  private func run(_ script: String) throws -> Program.Run {
    var answer: Program.Run?
    try Program().withHome { home, password in
      let beginning = """
        mkdir "$1.small" && mount -t tmpfs -o size=64m,mode=0700 none "$1.small" || exit 99
        cp -a "$1" "$1.small/home" || exit 98
        home="$1.small/home"
        add() {
          "$2" add residents --family-name Norsen --born-on 1927-10-29 --home "$home" --as ada --password-file "$3"
          echo "ended $?"
        }
        """
      answer = try Program(program: BackupCommandTests.unshare).run([
        "-Urm", "sh", "-c", "\(beginning)\n\(script)", "sh", home, Program.path.path, password,
      ])
    }
    return try #require(answer)
  }

  @Test func `a home that is read-only is read by its doctor, and what would be written says why not`() throws
  {
    let run = try run(
      """
      mount -o remount,ro "$1.small" || exit 97
      add "$@"
      "$2" doctor --home "$home" > /dev/null || exit 96
      mount -o remount,rw "$1.small" || exit 95
      add "$@"
      """)
    #expect(run.status == 0, "\(run.err)")
    let words = "The home cannot be written: its disk or files are read-only. Nothing was saved."
    #expect(run.err.contains("lodge: \(words)"), "\(run.err)")
    let lines = run.out.split(separator: "\n")
    #expect(lines.first == "ended 4" && lines.last == "ended 0", "\(run.out)")
  }

  @Test func `a disk that is full says so, and takes the same once there is room`() throws {
    let run = try run(
      """
      dd if=/dev/zero of="$1.small/ballast" bs=4k 2> /dev/null
      add "$@"
      rm "$1.small/ballast"
      add "$@"
      "$2" audit verify --home "$home" --as ada --password-file "$3" > /dev/null || exit 94
      """)
    #expect(run.status == 0, "\(run.err)")
    #expect(run.err.contains("The disk that holds the home is full, so the command was not carried out."))
    let lines = run.out.split(separator: "\n")
    #expect(lines.first == "ended 4" && lines.last == "ended 0", "\(run.out)")
  }
}
