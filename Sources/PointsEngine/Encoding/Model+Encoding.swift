import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// How the things that managers configure, and people themselves, are kept: each as one object under its id.
extension LocalizedText {
    package var stored: JSONValue {
        .object(JSONObject(byLanguage.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    package init(stored value: JSONValue?, _ place: String) throws {
        let fields = try Fields(value, place)
        self.init([:])
        for key in fields.object.keys { byLanguage[key] = try fields.text(key) }
    }
}

extension Member {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("name", name)
            writer.member("role", role.rawValue)
            writer.member("joined", joined)
            writer.member("left", ifPresent: left)
            if !attributes.isEmpty { writer.member("attributes", .object(attributes)) }
            writer.list("stays", stays) { writer, stay in
                writer.object { $0.member("since", stay.since); $0.member("team", ifPresent: stay.team?.text) }
            }
            writer.list("leave", leave) { writer, days in
                writer.object { $0.member("from", Int64(days.start.number)); $0.member("to", Int64(days.end.number)) }
            }
            if isForgotten { writer.member("forgotten", true) }
            writer.member("picture", ifPresent: picture?.text)
            if let deputy { writer.object("deputy") { deputy.write(to: &$0) } }
            writer.member("revision", revision)
        }
    }

    package init(id: MemberID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "member \(id)")
        self.init(
            id: id, name: try fields.text("name"), role: try fields.choice("role"), joined: try fields.instant("joined"),
            attributes: fields.has("attributes") ? try fields.object("attributes") : JSONObject(),
            stays: try fields.list("stays") { value in
                let stay = try Fields(value, fields.place)
                return Stay(since: try stay.instant("since"), team: try stay.optionalText("team").map { TeamID($0) })
            })
        left = try fields.optionalInstant("left")
        for days in try fields.list("leave", { try Fields($0, fields.place) }) { set(DayRange(try days.day("from"), until: try days.day("to")), away: true) }
        if try fields.flag("forgotten") { forget() }
        picture = try fields.optionalText("picture").map { try fields.require("picture", PictureID($0)) }
        deputy = fields.has("deputy") ? try Deputy(stored: try fields.fields("deputy")) : nil
        revision = try fields.integer("revision")
    }
}

extension Team {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("name", name.stored)
            writer.member("parent", ifPresent: parent?.text)
            writer.member("revision", revision)
        }
    }

    package init(id: TeamID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "team \(id)")
        self.init(
            id: id, name: try LocalizedText(stored: fields.object["name"], fields.place),
            parent: try fields.optionalText("parent").map { TeamID($0) }, revision: try fields.integer("revision"))
    }
}

extension Reward {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("title", title.stored)
            writer.member("text", ifPresent: text?.stored)
            writer.member("kind", kind.rawValue)
            writer.member("cost", cost)
            writer.member("tier", ifPresent: tier)
            writer.member("stock", ifPresent: stock)
            if let limit { writer.object("limit") { $0.member("count", limit.count); $0.member("window", limit.window.name) } }
            writer.member("from", ifPresent: from)
            writer.member("until", ifPresent: until)
            if isArchived { writer.member("archived", true) }
            writer.member("picture", ifPresent: picture)
            writer.list("fields", self.fields) { writer, field in writer.object { field.write(to: &$0) } }
            writer.member("revision", revision)
            guard !makers.isEmpty else { return }
            writer.object("makers") { writer in
                for (maker, at) in makers.sorted(by: { $0.key < $1.key }) { writer.member(maker, at) }
            }
        }
    }

    package init(id: String, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "reward \(id)")
        var limit: Limit?
        if fields.has("limit") {
            let stored = try fields.fields("limit")
            guard let window = Window(try stored.text("window")) else { throw stored.corrupt("window") }
            limit = Limit(count: try stored.integer("count"), window: window)
        }
        self.init(
            id: id, title: try LocalizedText(stored: fields.object["title"], fields.place),
            kind: try fields.choice("kind"), cost: try fields.integer("cost"), tier: try fields.optionalText("tier"),
            stock: try fields.optionalInteger("stock"), limit: limit)
        text = fields.has("text") ? try LocalizedText(stored: fields.object["text"], fields.place) : nil
        (from, until) = (try fields.optionalInstant("from"), try fields.optionalInstant("until"))
        (isArchived, picture, revision) = (try fields.flag("archived"), try fields.optionalText("picture"), try fields.integer("revision"))
        self.fields = try fields.list("fields") { try RewardField(stored: Fields($0, fields.place)) }
        guard fields.has("makers") else { return }
        let stored = try fields.fields("makers")
        for maker in stored.object.keys { makers[maker] = try stored.instant(maker) }
    }
}

extension Tier {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("title", title.stored)
            writer.member("benefits", ifPresent: benefits?.stored)
            writer.member("threshold", threshold)
            writer.member("window", window.rawValue)
            writer.member("grace", grace.description)
            writer.member("downgrade", downgrade.rawValue)
            writer.member("revision", revision)
        }
    }

    package init(id: String, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "tier \(id)")
        guard let grace = CalendarDuration(try fields.text("grace")) else { throw fields.corrupt("grace") }
        self.init(
            id: id, title: try LocalizedText(stored: fields.object["title"], fields.place),
            benefits: fields.has("benefits") ? try LocalizedText(stored: fields.object["benefits"], fields.place) : nil,
            threshold: try fields.integer("threshold"), window: try fields.choice("window"), grace: grace,
            downgrade: try fields.choice("downgrade"))
        revision = try fields.integer("revision")
    }
}

extension TierStanding {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("tier", tier)
            writer.member("since", since)
            writer.member("review", ifPresent: review)
            guard let grace else { return }
            writer.object("grace") { writer in
                writer.member("until", grace.until)
                writer.member("from", Int64(grace.reviewed.start.number))
                writer.member("to", Int64(grace.reviewed.end.number))
            }
        }
    }

    package init(id member: MemberID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "tier of \(member)")
        var grace: Grace?
        if fields.has("grace") {
            let stored = try fields.fields("grace")
            grace = Grace(until: try stored.instant("until"), reviewed: DayRange(try stored.day("from"), until: try stored.day("to")))
        }
        self.init(
            member: member, tier: try fields.text("tier"), since: try fields.instant("since"), review: try fields.optionalInstant("review"),
            grace: grace)
    }
}

extension Fields {
    package func day(_ key: String) throws -> Day {
        guard let number = Int32(exactly: try integer(key)) else { throw corrupt(key) }
        return Day(number: number)
    }
}
