import Identity
import JSON

extension Question {
    /// All but the id, which is the row's key.
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            about.write(to: &writer)
            writer.member("member", member.text)
            writer.member("rule", ifPresent: rule)
            writer.member("created", created)
            writer.list("steps", steps) { writer, step in
                writer.object { writer in
                    writer.member("deed", step.action.rawValue)
                    writer.member("actor", step.actor.text)
                    writer.member("at", step.at)
                    writer.member("words", ifPresent: step.words)
                    writer.member("to", ifPresent: step.to?.text)
                    step.link?.write(to: &writer)
                }
            }
        }
    }

    package init(id: QuestionID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "question \(id)")
        self.init(
            id: id, about: try About(stored: fields), member: MemberID(try fields.text("member")), rule: try fields.optionalText("rule"),
            created: try fields.instant("created"))
        for step in try fields.list("steps", { try Step(stored: Fields($0, fields.place)) }) { take(step) }
    }
}

extension Question.Step {
    init(stored fields: Fields) throws {
        self.init(try fields.choice("deed"), by: try fields.actor("actor"), at: try fields.instant("at"), words: try fields.optionalText("words"))
        to = try fields.optionalText("to").map { MemberID($0) }
        link = try Question.Link(stored: fields)
    }
}

extension Question.About {
    func write(to writer: inout JSONWriter) {
        writer.object("about") { writer in
            writer.member("kind", kind.rawValue)
            writer.member("id", id)
        }
    }

    init(stored fields: Fields) throws {
        let about = try fields.fields("about")
        self.init(try about.choice("kind"), try about.text("id"))
    }
}

extension Question.Link {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .adjustment(let id): writer.member("adjustment", id.text)
        case .activity(let key): key.write("activity", to: &writer)
        }
    }

    /// Nil: there is none.
    init?(stored fields: Fields) throws {
        if let id = try fields.optionalText("adjustment") {
            self = .adjustment(RequestID(id))
        } else if fields.has("activity") {
            self = .activity(try ActivityKey(stored: fields.fields("activity")))
        } else {
            return nil
        }
    }
}
