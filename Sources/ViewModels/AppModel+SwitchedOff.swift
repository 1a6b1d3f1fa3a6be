/// What is switched off at this terminal: why, and what to do instead.
extension AppModel {
  /// Why nothing is printed or written to a file here.
  var whyNothingLeaves: String {
    isCaptive
      ? "Nothing is printed or written over this line, for it brings the screens alone. Read it here, or do it at a computer in the house."
      : "The policy of this computer lets nothing be printed or written. Read it here, or do it at another computer; who looks after this one can allow it."
  }

  /// Why there is no way to the shell from here.
  var whyNoShell: String { "No shell is opened here: \(shutInWords). Use another computer for that." }

  /// Why nothing is copied to the clipboard here.
  var whyNoCopy: String { "Nothing is copied here: \(shutInWords). Write the reference down instead." }

  /// Why no file is put in here.
  var whyNoFileComesIn: String {
    "Files cannot be put in here: \(shutInWords). Do it at another computer in the house."
  }

  /// Why sessions here have no PIN.
  var whyNoPIN: String { "The policy of this computer allows no PIN. Unlock with your password." }

  private var shutInWords: String {
    isCaptive ? "this line brings the screens alone" : "this is a shared terminal"
  }
}
