import Records
import Storage

extension RegistrarError {
  /// What to tell the person at the keyboard: what happened, then what to do.
  package var words: String {
    switch self {
    case .sessionEnded:
      "Your session here has ended. Sign in again; what you typed is kept as a draft, but perhaps its last second."
    case .notAllowed(let words): words
    case .notFound: "No record with that reference."
    case .refused(let violations): violations.map(\.words).joined(separator: " ")
    case .changedMeanwhile: "Somebody else saved a change to this record. Compare, then save again."
    case .needsConfirmation: "Type your password to go on."
    case .storage(let error): error.words
    }
  }
}

extension StorageError {
  /// What people call a column.
  package static func words(_ column: String) -> String {
    var words = TokenColumn.field(of: column).split(separator: "_")
    // What refers to a house is called so: the house, not its number in the store.
    if words.count > 1, words.last == "id" { words.removeLast() }
    return words.joined(separator: " ")
  }

  /// What to tell the person, and what to do next.
  package var words: String {
    switch self {
    case .noHome:
      "There is no home here. Make one with lodge init, or look at the demonstration with lodge demo."
    case .foreignFile:
      "This is not a Lodge home: lodge.db was made by another program, or its beginning is damaged. Nothing was written."
    case .newer(let found, let known):
      "This home was last used by a newer Lodge (schema \(found)); this one knows \(known). Update Lodge first."
    case .older(let found, let known):
      "This home is older (schema \(found)) than this Lodge (\(known)). Run lodge migrate to bring it up to date."
    case .migratedMeanwhile:
      "Another program brought this home to another version, and nothing more can be saved here. Leave Lodge and start it again."
    case .replacedMeanwhile:
      "The home was moved or replaced by another program while it was open. Nothing was saved. Copy what you wrote, leave Lodge, and start it again."
    case .gaveWay: "This was interrupted, and goes on when nobody types."
    case .setting(let name): "The store does not take the setting \(name). Run lodge doctor."
    case .alteredSchema:
      "The tables of this home were changed by another program. Restore a backup, or ask for help."
    case .unsafeFile(let name):
      name.hasPrefix("lodge.") || name.hasSuffix("/lodge.db")
        ? "Others on this computer could open the file \(name) of the home. Give it the mode 0600."
        : "Others on this computer could open the folder \(name). Give it the mode 0700; the files in it have 0600."
    case .foreignOwner(let name): "\(name) belongs to another user of this computer. Nothing was opened."
    case .notPlain(let name):
      "\(name) is a symbolic link or no plain file. Put the file itself there, or name the folder where it lies."
    case .networkDisk(let name):
      "The home lies on a network disk (\(name)), where two programs that write at once damage it. Nothing was opened. Move its folder to a disk of this computer, as ext4 or xfs."
    case .readOnly: "The home cannot be written: its disk or files are read-only. Nothing was saved."
    case .damaged: "The home's file is damaged. Stop, keep a copy, and restore a backup."
    case .full: "The disk is full. Nothing was saved; what you typed is still here."
    case .disk:
      "The disk did not read or write what was asked. Nothing was saved. Keep a copy of the home, and have the disk looked at."
    case .unreachable:
      "The home's files cannot be opened. See that the folder is there and yours, and that not too many programs are open."
    case .noMemory:
      "This computer has no memory left for that. Nothing was saved. Close other programs and try again."
    case .tooLarge:
      "That is more than the store takes in one piece. Nothing was saved. Shorten it, or part it."
    case .busy: "The record book is busy: another program is writing. Try again in a moment."
    case .changedMeanwhile: "Somebody else saved a change to this record. Compare, then save again."
    case .notUnique(let fields):
      "Another record already has the same \(fields.map(StorageError.words).joined(separator: " and "))."
    case .missingReference: "A record that this one refers to is not in this home, or has been removed."
    case .missingValue(let field):
      "The \(StorageError.words(field)) may not be empty. Nothing was saved; fill it in."
    case .check(""): "A value is not of the kind that the store expects there. Nothing was saved."
    case .check(let name):
      "A value is not one of those that are allowed there (\(name)). Nothing was saved."
    case .appendOnly: "This record is never changed; add a new one that corrects it."
    case .denied: "The store refused a statement of the program. Nothing was saved; run lodge doctor."
    case .sealing: "The keys of this session do not open this. Tell the administrator."
    case .keysRenewed: "The keys of the organisation were renewed. Enter your password to go on."
    case .fileMissing:
      "The content of this file is missing from the home. Run lodge doctor, and take it from a backup."
    case .fileAltered:
      "The content of this file was altered in the home, so it is not shown. Run lodge doctor, and take it from a backup."
    case .foreignRow:
      "A record of another organisation came up. Nothing was shown, and this session has ended."
    case .engine(let code):
      "Lodge asked the store for something that it does not know (fault \(code)). Nothing was saved; tell whoever keeps Lodge."
    case .badFile(let name): "The program's file \(name) is missing or does not read. Install Lodge again."
    }
  }
}

extension Action {
  /// What was done, as the beginning of a sentence about it.
  var deed: DisplayText {
    id == "incident.submit" ? "The report was sent" : "“\(title)” was done"
  }
}

extension SignInError {
  /// What is said where only the password of the person who is signed in was asked.
  func wordsOfPassword(at now: Instant) -> DisplayText {
    self == .failed ? "That is not your password. Try again." : DisplayText(words(at: now))
  }

  /// What the sign-in card says.
  ///
  /// `now` is for the minutes that are still to wait.
  package func words(at now: Instant) -> String {
    switch self {
    case .failed: return "That did not work. Check both. Forgotten? An administrator gives you a new code."
    case .wait(let until):
      let minutes = max(1, (until.milliseconds - now.milliseconds + 59_999) / 60_000)
      return "Too many tries. Wait \(minutes) minute\(minutes == 1 ? "" : "s"), then try again."
    case .mustChoosePassword: return "Choose a password of your own first."
    case .noPost: return "You hold no role here today. Ask your administrator."
    case .organizationClosed: return "This organisation is closed. Ask the platform administrator."
    case .weakPassword(let minimum): return PasswordRules.words(minimum: minimum)
    case .guessablePassword: return PasswordRules.guessableWords
    case .samePassword: return "That is the present password. Choose another one."
    case .weakPIN: return "A PIN has \(PINRules.length.lowerBound) to \(PINRules.length.upperBound) digits."
    case .guessablePIN:
      return "That PIN is too easy: a row, a repetition or a pattern of the keys. Choose another."
    case .wrongPIN(0): return "That is not your PIN, and it was the last try. Type your password."
    case .wrongPIN(let left):
      return "That is not your PIN. \(left) \(left == 1 ? "try" : "tries") left, then the password."
    case .noPIN: return "The PIN is over. Type your password."
    case .wrongCode:
      return "That code did not work. Take the next one that the app shows, or a recovery code."
    case .keysAltered:
      return "A key of this home does not open what it should. Tell the privacy lead; do not restart."
    case .registrar(let error): return error.words
    }
  }
}
