import Records
import TestHomes
import TestTraits
import Testing
import ViewModels

@testable import Screens

/// The bodies of the boards at the four sizes, over a small house in the middle of a day.
@MainActor
@Suite(.homes) struct BoardFrameTests {
  private let shift: Shift

  init() async throws { shift = try await Shift() }

  /// The body that the keys lead to, and the place of the cursor in it.
  private func body(_ keys: [String], _ size: Size) async throws -> (text: String, cursor: Position?) {
    let app = try await shift.home.app(for: shift.manager, size: size)
    for key in keys { await app.press(key) }
    let frame = app.frame(size)
    let footer = FooterRows(app.footer, size).rows.count
    let body = Chrome(size: size, hasTabs: true, footerRows: footer).body
    let lines = (body.row..<body.endRow).map { frame.text(ofRow: $0) }
    let last = lines.lastIndex { !$0.isEmpty } ?? 0
    let cursor = frame.cursor.map { Position(row: $0.row - body.row, column: $0.column) }
    return (lines[...last].joined(separator: "\n"), cursor)
  }

  @Test func `Today at 120x40`() async throws {
    let shown = try await body(["g", "t"], Size(rows: 40, columns: 120))
    #expect(
      shown.text == """
        ┌─ Occupancy ──────────────────────────────────────────────┐┌─ Needs you now ──────────────────────────────────────────┐
        │ In residence      8 / 12   █████████████░░░░░░░  67%     ││ ▸● today  Approve 2 actions                              │
        │ In hospital       1        R07 Davies S (today)          ││  ● today  Do: Wash the curtains                          │
        │ On leave          1        R10 C Singh H (today)         ││  ● today  Triage: INC-0001 (fall)                        │
        │ Void              3        R06, R10 B, 1 more            ││  ● today  Triage: INC-0002 (fall)                        │
        │ Reserved          0                                      ││  ● today  Triage: INC-0003 (fall)                        │
        │ Closed            1        R04 (today)                   ││  ● today  Triage: INC-0004 (fall)                        │
        │                                                          ││  ● today  Triage: INC-0005 (medication)                  │
        │                                                          ││  ● today  Triage: INC-0006 (theft)                       │
        └──────────────────────────────────────────────────────────┘└───────────────────────────────────────────── Enter opens ┘
        ┌─ Incidents, last 8 weeks ────────────────────────────────┐┌─ When: fall (28 days) ───────────────────────────────────┐
        │         wk  40  41  42  43  44  45  46  47   all         ││         Mon Tue Wed Thu Fri Sat Sun                      │
        │ Fall         ▁   ▁   ▁   ▁   ▅   ▅   ▁   █     4  up ▲   ││ 00–06     ·   ·   ·   ·   1   ·   1                      │
        │              0   0   0   0   1   1   0   2               ││ 06–12     1   1   ·   ·   ·   ·   ·                      │
        │ Medication   ▁   ▁   ▁   ▅   ▁   ▁   ▁   ▁     1  flat = ││ 12–18     ·   ·   ·   ·   ·   ·   ·                      │
        │              0   0   0   1   0   0   0   0               ││ 18–24     ·   ·   ·   ·   ·   ·   ·                      │
        │ Theft        ▁   ▅   ▁   ▁   ▁   ▁   ▁   ▁     1  flat = ││                                                          │
        │              0   1   0   0   0   0   0   0               ││ No time stands out.                                      │
        └──────────────────────────────────────────────── 6 in all ┘└──────────────────────────────────────────────────────────┘
        ┌─ Today ──────────────────────────────────────────────────┐┌─ Staff on shift ─────────────────────────────────────────┐
        │ 09:00  GP round                              Maple House ││ Long day 08–20  Tom Hale      1 (2 needed), short by 1 ▲ │
        │ 11:00  Fire alarm test                       Maple House ││                                                          │
        │ 14:00  Viewing of R06                        Maple House ││                                                          │
        └──────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────┘
        ┌─ Live activity ──────────────────────────────────────────┐┌─ You ────────────────────────────────────────────────────┐
        │ 10:00  Ada Min  resident Singh, Harbhajan: added         ││ Last sign-in       this is the first                     │
        │ 10:00  Ada Min  resident Rahman, Abdul: added            ││ Drafts          0  none                                  │
        │ 10:00  Ada Min  resident Ali, Naveed: added              ││                                                          │
        │ 10:00  Ada Min  resident Davies, Siân: added             ││                                                          │
        │ 10:00  Ada Min  resident Llewellyn, Owain: added         ││                                                          │
        │ 10:00  Ada Min  resident Baptiste, Yvette: added         ││                                                          │
        │ 10:00  Ada Min  resident Moss, Ann: added                ││                                                          │
        └──────────────────────────────────────────────── + 1 more ┘└──────────────────────────────────────────────────────────┘
        """)
    #expect(shown.cursor == Position(row: 1, column: 62))
  }

  @Test func `Today at 80x24`() async throws {
    let shown = try await body(["g", "t"], Size(rows: 24, columns: 80))
    #expect(
      shown.text == """
         NEEDS YOU NOW                                               0 overdue, 8 today
        ▸● today         Approve 2 actions
         ● today         Do: Wash the curtains
         ● today         Triage: INC-0001 (fall)
         ● today         Triage: INC-0002 (fall)
         ● today         Triage: INC-0003 (fall)                               + 3 more

         OCCUPANCY  8/12  █████████████░░░░░░░  67%   hospital 1   leave 1   void 3
          reserved 0   closed 1

         INCIDENTS 8 wk  Fall ▁▁▁▁▅▅▁█ 4 up ▲  Medication ▁▁▁█▁▁▁▁ 1 flat =
          Theft ▁█▁▁▁▁▁▁ 1 flat =

         WHEN: FALL (28 DAYS)  No time stands out.

         TODAY
          09:00  GP round                                                   Maple House
          11:00  Fire alarm test                                            Maple House
          14:00  Viewing of R06                                             Maple House
        """)
    #expect(shown.cursor == Position(row: 1, column: 16))
  }

  @Test func `Today at 40x10`() async throws {
    let shown = try await body(["g", "t"], Size(rows: 10, columns: 40))
    #expect(
      shown.text == """
         NEEDS YOU NOW       0 overdue, 8 today
        ▸● today Approve 2 actions
         ● today Do: Wash the curtains
         ● today Triage: INC-0001 (fall)
         ● today Triage: INC-0002 (fall)
         ● today Triage: INC-0003 (fa… + 3 more
         OCCUPANCY  8/12  67%   hospital 1
        """)
    #expect(shown.cursor == Position(row: 1, column: 8))
  }

  @Test func `Today at 20x5`() async throws {
    let shown = try await body(["g", "t"], Size(rows: 5, columns: 20))
    #expect(
      shown.text == """
        ▸● Approve 2 actions
         ● Do: Wash the cur…
        """)
    #expect(shown.cursor == Position(row: 0, column: 2))
  }

  @Test func `the bed board at 120x40`() async throws {
    let shown = try await body(
      ["g", "b"] + Array(repeating: "right", count: 6), Size(rows: 40, columns: 120))
    #expect(
      shown.text == """
         Floor: [Ground] First                                    # occupied  + hospital  ~ leave  = reserved  . void  x closed

         ┌─ R01 # ─────────┐ ┌─ R02 # ─────────┐ ┌─ R03 # ─────────┐ ┌─ R04 x ─────────┐ ┌─ R05 # ─────────┐
         │ Pérez C         │ │ Moss A          │ │ Baptiste Y      │ │ CLOSED          │ │ Llewellyn O     │
         │                 │ │                 │ │                 │ │ Small repair    │ │                 │
         │                 │ │                 │ │                 │ │ to 4 Dec        │ │                 │
         └─────────────────┘ └─────────────────┘ └─────────────────┘ └─────────────────┘ └─────────────────┘
         ┌─ R06 . ─────────┐ ╔═ R07 + ═════════╗ ┌─ R08 # ─────────┐ ┌─ R10 A#B.C~ ────┐
         │ VOID            │ ║ Davies S        ║ │ Ali N           │ │ A # Rahman A    │
         │ ready           │ ║                 ║ │                 │ │ B . VOID        │
         │                 │ ║ held → 1 Dec    ║ │                 │ │ C ~ Singh H     │
         └─────────────────┘ ╚═════════════════╝ └─────────────────┘ └─────────────────┘

         R07   Davies, Siân   + hospital since Tue 17 Nov (today)                          Bed held until Tue 1 Dec (14 d left)
         Room R07, Ground: en-suite.
         History: Davies S since 17 Nov 2026

         14-day outlook        17  18  19  20  21  22  23  24  25  26  27  28  29  30
         In use (of 10 open)    8   8   8   8   8   8   7   7   7   7   7   7   7   7
         Free, ready by then    2   2   2   2   2   2   3   3   3   3   3   3   3   3
         R07 Davies S           +   +   +   +   +   +   +   +   +   +   +   +   +   +



         Other floors
         First       R20 . VOID
        """)
    #expect(shown.cursor == Position(row: 8, column: 23))
  }

  @Test func `the bed board at 80x24`() async throws {
    let shown = try await body(["g", "b"] + Array(repeating: "right", count: 6), Size(rows: 24, columns: 80))
    #expect(
      shown.text == """
         Floor: [Ground] First        # in  + hosp  ~ leave  = reserved  . void  x shut

          R01 #        R02 #        R03 #        R04 x        R05 #        R06 .
           Pérez C      Moss A       Baptiste Y   CLOSED       Llewellyn…   VOID

         ▸R07 +        R08 #        R10 A#B.C~
           Davies S     Ali N        A Rahman A

        ─ R07   Davies, Siân ───────────────────────────────────────────────────────────
         + hospital since Tue 17 Nov (today). Bed held until Tue 1 Dec (14 d left).
         Room R07, Ground: en-suite.

         14 days  17 18 19 20 21 22 23 24 25 26 27 28 29 30
         R07       +  +  +  +  +  +  +  +  +  +  +  +  +  +
        """)
    #expect(shown.cursor == Position(row: 5, column: 2))
  }

  @Test func `the bed board at 40x10`() async throws {
    let shown = try await body(["g", "b"] + Array(repeating: "right", count: 6), Size(rows: 10, columns: 40))
    #expect(
      shown.text == """
         Ground
          R02 # Moss A
          R03 # Baptiste Y
          R04 x CLOSED                 to 4 Dec
          R05 # Llewellyn O
          R06 . VOID                      ready
        ▸ R07 + Davies S           held → 1 Dec
        """)
    #expect(shown.cursor == Position(row: 6, column: 2))
  }

  @Test func `the bed board at 20x5`() async throws {
    let shown = try await body(["g", "b"] + Array(repeating: "right", count: 6), Size(rows: 5, columns: 20))
    #expect(
      shown.text == """
          R06 . VOID
        ▸ R07 + Davies S
        """)
    #expect(shown.cursor == Position(row: 1, column: 2))
  }

  @Test func `the queue of approvals at 120x40`() async throws {
    let shown = try await body(["g", "p"], Size(rows: 40, columns: 120))
    #expect(
      shown.text == """
         Queue: [Mine 2]  Team 2  Sent back 0  Done today 0                                                 sorted by Waiting ↓
             Id        What                          For           Set by        Done by       Due          Waiting  Priority
         ▸   ACT-0001  Fit the bed rail in R07       Maple House   A. Osei       T. Hale       17 Nov       now      High ▲
             ACT-0002  Mend the call bell in R05     Maple House   A. Osei       T. Hale       17 Nov       now      High ▲

        ┌─ ACT-2026-0001  Fit the bed rail in R07 · Maple House ───────────────────────────────────────────────────────────────┐
        │ What was done    Fitted left, bed lowered.                                                                           │
        │ Set by           A. Osei                                                                                             │
        │ Done at          10:00                                                                                               │
        │ Done by          T. Hale                                                                                             │
        │ Priority         High                                                                                                │
        │ Came from        Inspection                                                                                          │
        │ Assigned to      T. Hale                                                                                             │
        │ Due              17 Nov                                                                                              │
        │                                                                                                                      │
        │ CHANGES YOU WOULD APPROVE                                                                                            │
        │   State   Waiting for approval  →  Approved                                                                          │
        │                                                                                                                      │
        │ ✓ Everything it needs is there.                                                                                      │
        │ History          10:00 done (T. Hale)                                                                                │
        │ History          10:00 created (A. Osei)                                                                             │
        └────────────────────────────────────────────────────────────────────────────────────────────────────────── row 1 of 2 ┘
        """)
    #expect(shown.cursor == Position(row: 2, column: 5))
  }

  @Test func `the queue of approvals at 80x24`() async throws {
    let shown = try await body(["g", "p"], Size(rows: 24, columns: 80))
    #expect(
      shown.text == """
         Queue: [Mine 2]  Team 2  Sent back 0  Done today 0         sorted by Waiting ↓
             Id        What                        For           Due          Waiting
         ▸   ACT-0001  Fit the bed rail in R07 ▲   Maple House   17 Nov       now
             ACT-0002  Mend the call bell in R05 ▲ Maple House   17 Nov       now

        ─ ACT-2026-0001  Fit the bed rail in R07 · Maple House ─────────────────────────
         What was done    Fitted left, bed lowered.
         Set by           A. Osei
         Done at          10:00
         Done by          T. Hale
         Priority         High
         And 3 more       Enter opens them.

         CHANGES YOU WOULD APPROVE
           State   Waiting for approval  →  Approved

         ✓ Everything it needs is there.
         History          10:00 done (T. Hale)
         History          10:00 created (A. Osei)
        """)
    #expect(shown.cursor == Position(row: 2, column: 5))
  }

  @Test func `the queue of approvals at 40x10`() async throws {
    let shown = try await body(["g", "p"], Size(rows: 10, columns: 40))
    #expect(
      shown.text == """
         [Mine 2]           sorted by Waiting ↓
             Id        What
         ▸   ACT-0001  Fit the bed rail in R07
             ACT-0002  Mend the call bell in R05
        """)
    #expect(shown.cursor == Position(row: 2, column: 5))
  }

  @Test func `the queue of approvals at 20x5`() async throws {
    let shown = try await body(["g", "p"], Size(rows: 5, columns: 20))
    #expect(
      shown.text == """
         [Mine 2]
         ▸   ACT-0001  Fit …
        """)
    #expect(shown.cursor == Position(row: 1, column: 5))
  }
}
