import Testing
import ViewModels

@testable import Storage

/// Whatever the store says, a person reads a sentence and what to do.
@Suite struct ErrorWordsTests {
  @Test func `who could be read by others is told which mode what is meant takes`() {
    #expect(
      StorageError.unsafeFile("lodge.db").words.contains("file lodge.db of the home. Give it the mode 0600."))
    #expect(StorageError.unsafeFile("/srv/home").words.contains("folder /srv/home. Give it the mode 0700;"))
  }

  @Test func `a column is told by what people call it`() {
    #expect(
      StorageError.notUnique(fields: ["house_id", "code"]).words
        == "Another record already has the same house and code.")
    #expect(
      StorageError.missingValue(field: "room_id").words
        == "The room may not be empty. Nothing was saved; fill it in.")
  }

  @Test func `whose keys were renewed elsewhere is told so, and what to do`() {
    #expect(
      RegistrarError.storage(.keysRenewed).words
        == "The keys of the organisation were renewed. Enter your password to go on.")
  }

  /// The primary result codes of SQLite but OK, ROW and DONE.
  @Test(arguments: Int32(1)...28)
  func `every result code of the store has a sentence`(code: Int32) {
    let words = SQLiteDatabase.error(code, "").words
    #expect(words.hasSuffix("."))
    #expect(words.first?.isUppercase == true)
    #expect(words.split(separator: " ").count >= 4)
  }

  /// Those that can come of the machine, not of the program.
  @Test(arguments: Array<Int32>([3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 17, 18, 22, 26]))
  func `what the machine does wrong is not called a fault of the program`(code: Int32) {
    #expect(SQLiteDatabase.error(code, "") != .engine(code))
  }

  /// A shared memory that cannot grow, and reads and writes that the system refuses for want of room.
  @Test(arguments: [(4874, 0), (13, 0), (10, 28), (266, 28), (778, 122), (14, 28)] as [(Int32, Int32)])
  func `a full disk is called full, for who writes and for who reads`(code: Int32, system: Int32) {
    let error = SQLiteDatabase.error(code, "", system: system)
    #expect(error == .full)
    #expect(error.words == "The disk is full. Nothing was saved; what you typed is still here.")
  }
}
