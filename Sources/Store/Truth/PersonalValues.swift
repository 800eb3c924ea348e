import CSodium
import JSON
import PointsEngine
import SQLite

/// What a command says of a person, beside the sealed row of the command, which holds a commitment to each value. It may be removed: then
/// seals still hold, and nobody learns from them what it was (operate.md, "Keep").
struct PersonalValues {
    static let schema = """
        CREATE TABLE personal (
            command INTEGER PRIMARY KEY,
            member TEXT NOT NULL,
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX personal_member ON personal (member);
        """

    let salt: [UInt8]
    /// By the names of the fields.
    let values: JSONObject

    /// Takes the fields out of a body; nil where it has none of them.
    init?(takingFrom body: inout JSONObject, _ fields: [PersonalField], salt: () -> [UInt8]) {
        var values = JSONObject()
        for field in fields {
            values[field.name] = body[field.name]
            body[field.name] = nil
        }
        guard !values.isEmpty else { return nil }
        self.values = values
        self.salt = salt()
    }

    static func randomSalt() -> [UInt8] {
        precondition(sodium_init() >= 0, "libsodium does not start")
        var salt = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&salt, salt.count)
        return salt
    }

    /// - Throws: `DamagedRecord`.
    init(salt: [UInt8], stored: [UInt8], _ place: String) throws {
        guard let values = (try? JSONValue.parse(stored))?.object else { throw DamagedRecord("\(place)/personal") }
        self.salt = salt
        self.values = values
    }

    /// What the sealed body holds in place of the values, by field.
    var commitments: JSONObject { JSONObject(values.members.map { ($0.key, .string(commitment(to: $0.value, of: $0.key).description)) }) }

    private func commitment(to value: JSONValue, of field: String) -> Digest {
        let hasher = RowHasher()
        hasher.add(salt)
        hasher.add(field)
        hasher.add(utf8: value.canonicalBytes)
        return hasher.finish()
    }

    func write(of command: Int64, about member: String, to connection: Connection) throws {
        try Self.write(of: command, about: member, salt: salt, body: JSONValue.object(values).bytes, to: connection)
    }

    static func write(of command: Int64, about member: String, salt: [UInt8], body: [UInt8], to connection: Connection) throws {
        try connection.run(
            "INSERT INTO personal (command, member, salt, body) VALUES (?, ?, ?, ?)", command, member, salt, String(decoding: body, as: UTF8.self))
    }
}

/// The body of a command as it was given, put together again; where its person is forgotten, with what stands in for the values.
struct OpenedBody {
    let bytes: [UInt8]
    /// The commitments of the sealed body; nil: it holds nothing personal.
    let commitments: JSONObject?
    /// The fields whose values are gone.
    let forgotten: [String]

    init(_ sealed: [UInt8], kind: String, personal: [UInt8]?, _ place: String) throws {
        let fields = CommandRegistry.type(named: kind)?.personal ?? []
        guard !fields.isEmpty, var body = (try? JSONValue.parse(sealed))?.object, let commitments = body[PersonalField.key]?.object else {
            (bytes, commitments, forgotten) = (sealed, nil, [])
            return
        }
        body[PersonalField.key] = nil
        let values = try personal.map { try PersonalValues(salt: [], stored: $0, place).values }
        var forgotten: [String] = []
        for field in fields {
            guard let commitment = commitments[field.name]?.string else { continue }
            if let values {
                body[field.name] = values[field.name]
            } else {
                body[field.name] = field.stand(in: commitment)
                forgotten.append(field.name)
            }
        }
        (bytes, self.commitments, self.forgotten) = (JSONValue.object(body).bytes, commitments, forgotten)
    }
}
