import Sealing

/// A password while it is typed and checked: locked memory that is wiped.
package typealias Password = LockedBuffer
