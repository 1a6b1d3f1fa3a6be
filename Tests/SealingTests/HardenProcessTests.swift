import Sealing
import Testing

@Suite struct HardenProcessTests {
  @Test func `F24: the process leaves no core and cannot be read`() {
    let guards = hardenProcess()
    #expect(guards.leavesNoCore)
    #expect(guards.isUndumpable)
    #expect(hardenProcess() == guards)
  }
}
