import Foundation
import JSON
import Testing

@testable import API

/// What stands in the log is told on the page of the system as a sentence.
@Suite struct TroubleKindTests {
    @Test(arguments: [
        ("slow request", TroubleKind.slow), ("request", .failed), ("a reading took too long and was ended", .interrupted),
        ("a request met a storage that fails: SQLite error 10: disk I/O error - while executing `SELECT 1`", .storage), ("no backup could be made: full", .backup),
        ("crm.example took no delivery: 500", .receiver), ("what hooks received cannot be read", .hooks), ("deliveries cannot be read: x", .deliveries),
        ("no sign of life from: writer", .silent), ("today's reports of abuse cannot be read: x", .reports), ("a thing that nobody foresaw", .other),
    ])
    func `a line is of a kind`(message: String, kind: TroubleKind) { #expect(TroubleKind(of: message) == kind) }

    @Test(arguments: ["en", "zh-Hans", "zh-Hant"]) func `each kind has a sentence`(language: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let texts = try JSONValue.parse(Array(Data(contentsOf: root.appending(path: "Public/i18n/\(language).more.json"))))
        #expect(TroubleKind.allCases.filter { texts["system.error.\($0.rawValue)"]?.string == nil } == [])
    }
}
