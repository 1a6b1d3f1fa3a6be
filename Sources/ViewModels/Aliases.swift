import Storage

// What the models hold of the store's answers, for the screens that draw it: they do not see the store itself.
package typealias ListRow = Storage.ListRow
package typealias HistoryLine = Storage.HistoryLine
package typealias Draft = Storage.Draft
package typealias Post = Storage.Post
