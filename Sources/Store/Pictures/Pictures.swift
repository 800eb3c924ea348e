import Periods
import PointsEngine
import SQLite

/// A picture that was written anew, at its two sizes.
package struct StoredPicture: Sendable {
    package let id: PictureID
    package let large: [UInt8]
    package let small: [UInt8]
    package let width: Int
    package let height: Int

    package init?(large: [UInt8], small: [UInt8], width: Int, height: Int) {
        // Half of it names it among more pictures than there are people.
        guard let id = PictureID(String(Digest(of: large).description.prefix(PictureID.length))) else { return nil }
        (self.id, self.large, self.small, self.width, self.height) = (id, large, small, width, height)
    }
}

package enum PictureSize: String, CaseIterable, Sendable {
    case large, small
}

/// The pictures of people, rewards and campaigns.
package struct Pictures {
    let connection: Connection

    /// Of one sender in a day.
    package static let mostOfADay = 100

    package func add(_ picture: StoredPicture, sentBy sender: String, at now: Instant) throws {
        try connection.run(
            "INSERT INTO picture (id, large, small, width, height, sent_by, created) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET created = excluded.created",
            picture.id.text, picture.large, picture.small, Int64(picture.width), Int64(picture.height), sender, now.microseconds)
    }

    /// How many somebody has sent since then.
    package func count(sentBy sender: String, since instant: Instant) throws -> Int {
        Int(
            try connection.first("SELECT count(*) FROM picture WHERE created >= ? AND sent_by = ?", instant.microseconds, sender) { $0.integer(0) } ?? 0)
    }

    package func remove(_ id: PictureID) throws { try connection.run("DELETE FROM picture WHERE id = ?", id.text) }

    /// Takes out what was sent before then and belongs to nothing.
    package func sweep(keeping used: Set<PictureID>, before instant: Instant) throws {
        let old = try connection.rows("SELECT id FROM picture WHERE created < ?", instant.microseconds) { $0.text(0) }
        for id in old.compactMap({ PictureID($0) }) where !used.contains(id) { try remove(id) }
    }
}

extension Database {
    package var pictures: Pictures { Pictures(connection: connection) }
}

extension Reader {
    package func picture(_ id: PictureID, _ size: PictureSize) throws -> [UInt8]? {
        try connection.first("SELECT \(size.rawValue) FROM picture WHERE id = ?", id.text) { $0.blob(0) }
    }

    package func hasPicture(_ id: PictureID) throws -> Bool {
        try connection.first("SELECT 1 FROM picture WHERE id = ?", id.text) { $0.integer(0) } != nil
    }
}
