import Identity
import JSON

/// Something that a reward needs to know of who redeems it: a size, an address, what is engraved.
package struct RewardField: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// A line.
        case text
        /// One of `choices`.
        case choice
        /// Several lines.
        case address

        /// How long an answer may be, in characters.
        package var mostCharacters: Int { self == .address ? 500 : 200 }
    }

    package struct Choice: Hashable, Sendable {
        package let id: String
        package let title: LocalizedText

        package init(_ id: String, _ title: LocalizedText) { (self.id, self.title) = (id, title) }
    }

    package let id: String
    package let title: LocalizedText
    package let kind: Kind
    package let isRequired: Bool
    package let choices: [Choice]

    package init(_ id: String, _ title: LocalizedText, _ kind: Kind = .text, isRequired: Bool = true, choices: [Choice] = []) {
        self.id = id
        self.title = title
        self.kind = kind
        self.isRequired = isRequired
        self.choices = choices
    }

    package static let most = 12
    package static let mostChoices = 50

    /// What is wrong with a list of them, and where; nil: nothing.
    package static func problem(of fields: [RewardField]) -> (pointer: String, words: String)? {
        if fields.count > most { return ("/fields", "at most \(most) fields") }
        if Set(fields.map(\.id)).count < fields.count { return ("/fields", "two fields have one id") }
        for (index, field) in fields.enumerated() {
            guard Identifier<IdentifierKind.Key>(field.id).isWellFormed else { return ("/fields/\(index)/id", "an id") }
            guard field.title.byLanguage.values.contains(where: { !$0.isEmpty }) else { return ("/fields/\(index)/title", "a title") }
            let ids = field.choices.map(\.id)
            guard field.kind == .choice ? 1...mostChoices ~= ids.count : ids.isEmpty else { return ("/fields/\(index)/choices", "a choice has 1 to \(mostChoices) of them, others none") }
            guard Set(ids).count == ids.count, ids.allSatisfy({ Identifier<IdentifierKind.Key>($0).isWellFormed }) else { return ("/fields/\(index)/choices", "each has an id of its own") }
        }
        return nil
    }
}

extension RewardField {
    func write(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("title", title.stored)
        writer.member("kind", kind.rawValue)
        if isRequired { writer.member("required", true) }
        writer.list("choices", choices) { writer, choice in
            writer.object { $0.member("id", choice.id); $0.member("title", choice.title.stored) }
        }
    }

    init(stored fields: Fields) throws {
        self.init(
            try fields.text("id"), try LocalizedText(stored: fields.object["title"], fields.place), try fields.choice("kind"), isRequired: try fields.flag("required"),
            choices: try fields.list("choices") { value in
                let choice = try Fields(value, fields.place)
                return Choice(try choice.text("id"), try LocalizedText(stored: choice.object["title"], fields.place))
            })
    }
}
