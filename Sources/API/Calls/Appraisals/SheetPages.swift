import Identity
import Periods
import PointsEngine
import Store

extension SheetFilter.Cursor {
    var text: String { Base64URL.encode(Array("\(opened.microseconds) \(id.text)".utf8)) }

    init(text: String) throws {
        let parts = Base64URL.decode(text).flatMap { String(validating: $0, as: UTF8.self) }?.split(separator: " ", maxSplits: 1)
        guard let parts, parts.count == 2, let opened = Int64(parts[0]), let id = SheetID(String(parts[1])) else {
            throw Problem.malformed("after is what next was", at: "after")
        }
        self.init(opened: Instant(microseconds: opened), id: id)
    }
}

extension Reader {
    /// The latest `limit` sheets of those that match the filter and `isWanted`, and where the next page begins. What has to be looked through
    /// is bounded: beyond it a page may be short, and still have a next one.
    func sheets(_ filter: SheetFilter, where isWanted: (Sheet) -> Bool) throws -> (items: [Sheet], next: String?) {
        var filter = filter, found: [Sheet] = []
        let limit = filter.limit
        filter.limit = 500
        for _ in 0..<20 {
            let page = try sheets(filter)
            for sheet in page {
                filter.after = SheetFilter.Cursor(opened: sheet.opened, id: sheet.id)
                if isWanted(sheet) { found.append(sheet) }
                if found.count == limit { return (found, filter.after?.text) }
            }
            if page.count < filter.limit { return (found, nil) }
        }
        return (found, filter.after?.text)
    }
}
