import JSON
import PointsEngine
import Store

extension StoredDelivery {
    /// By which receivers know a delivery again: the same however often it is sent. Where a backup took the database's place, other events
    /// get the numbers of those that are gone, so that a number alone would be taken for what it was.
    package var messageID: String {
        let content = Array("\(number)/\(target)/\(kind)/\(at.microseconds)/".utf8) + (number < 0 ? [] : body)
        return "msg_\(number < 0 ? "n" : "")\(String(number.magnitude, radix: 36))_\(Digest(of: content).description.prefix(16))"
    }

    /// As a CloudEvent.
    package var event: [UInt8] {
        JSONWriter.object { writer in
            writer.member("specversion", "1.0")
            writer.member("id", messageID)
            writer.member("source", "/laurel")
            writer.member("type", kind)
            writer.member("time", at.rfc3339)
            writer.member("subject", ifPresent: subject)
            writer.member("datacontenttype", "application/json")
            writer.key("data")
            writer.value(json: body)
        }
    }
}
