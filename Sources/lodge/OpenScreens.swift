/// Opens the screens and stays until they are left.
///
/// - Returns: The exit status of the program.
@MainActor
func openScreens(
  share: Share, settings: Settings, policy: Policy?, environment: Environment, arguments: Arguments
) async -> Int32 {
  Output(isJSON: arguments.has("json")).error(.unusable("The screens are not there yet."))
  return CommandError.Status.unusable.rawValue
}
