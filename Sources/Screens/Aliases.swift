import ViewModels

// Who draws on a terminal and reads from it sees this module and not the models.

package typealias Input = ViewModels.Input
package typealias Key = ViewModels.Key
package typealias Mouse = ViewModels.Mouse
package typealias Size = ViewModels.Size
