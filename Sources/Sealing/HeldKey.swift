/// A handle to a secret that lies in a ``KeyArena``: it says where, never what.
///
/// Once the secret was given back or wiped the handle opens nothing, also when its place is taken again.
package struct HeldKey: Hashable, Sendable {
  /// Bytes of the secret.
  package let count: Int
  let index: Int
  /// Rises with every secret the arena holds, so that an old handle never meets a new secret.
  let serial: UInt64
}

extension HeldKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "key" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
