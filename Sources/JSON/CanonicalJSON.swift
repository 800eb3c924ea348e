extension JSONValue {
    /// The one text of this value: keys sorted by their UTF-8 bytes, canonical numbers, least escapes, no spaces. Two values are equal exactly when their
    /// canonical bytes are, so these bytes are the content of an activity when it is compared (points.md, "Activities").
    package var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        writer.canonicalValue(self)
        return writer.bytes
    }
}

extension JSONWriter {
    /// A value in its canonical form (see `JSONValue.canonicalBytes`).
    package mutating func canonicalValue(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            array { for element in elements { $0.canonicalValue(element) } }
        case .object(let object):
            self.object {
                for member in object.members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                    $0.key(member.key)
                    $0.canonicalValue(member.value)
                }
            }
        default: self.value(value)
        }
    }
}
