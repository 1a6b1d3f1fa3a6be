import Storage

/// How a screen takes back what its last key wrote, where that is a record of its own and not a change undone.
@MainActor
package struct TakeBack {
  package let availability: Availability
  package let perform: @MainActor () async -> Void

  package init(availability: Availability, _ perform: @escaping @MainActor () async -> Void = {}) {
    self.availability = availability
    self.perform = perform
  }
}
