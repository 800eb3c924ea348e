import Identity
import JSON
import Periods

/// A step of an appraisal (programme.md, "Appraisals"): the member comments, the manager rates, the director confirms, the member signs or
/// objects.
///
/// Refusals: `not-found`, `not-permitted`, `conflict` (another step under the same key), `already-decided` (taken, or objected to once),
/// `not-available` (not yet), `stale`, `malformed`, `bad-quantity`.
package struct Appraise: Command, Hashable {
    package enum Action: String, CaseIterable, Sendable {
        case comment, rate, confirm, sign, object

        package var stage: AppraisalStage {
            switch self {
            case .comment: .own
            case .rate: .manager
            case .confirm: .director
            case .sign, .object: .signature
            }
        }

        var state: Sheet.State {
            switch self {
            case .comment: .own
            case .rate: .assessed
            case .confirm: .confirmed
            case .sign: .signed
            case .object: .objected
            }
        }

        /// Without words it says nothing.
        package var needsWords: Bool { self == .comment || self == .object }
    }

    package static let name = "appraise"
    package static let group: AuditGroup? = .appraisal

    package let sheet: SheetID
    package let action: Action
    package let comment: String?
    /// By item.
    package let ratings: [String: Decimal]
    /// Under which the same request again is one.
    package let key: String?
    /// The revision that it was made on; nil: any.
    package let revision: Int64?

    package init(_ action: Action, _ sheet: SheetID, comment: String? = nil, ratings: [String: Decimal] = [:], key: String? = nil, revision: Int64? = nil) {
        self.sheet = sheet
        self.action = action
        self.comment = comment
        self.ratings = ratings
        self.key = key
        self.revision = revision
    }

    package var subject: String? { sheet.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("step", action.rawValue)
        writer.member("comment", ifPresent: comment)
        if !ratings.isEmpty {
            writer.object("ratings") { writer in
                for (item, rating) in ratings.sorted(by: { $0.key < $1.key }) { writer.member(item, rating) }
            }
        }
        writer.member("key", ifPresent: key)
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        guard let sheet = SheetID(try stored.subject) else { throw DamagedRecord("\(stored.place)/subject") }
        var ratings: [String: Decimal] = [:]
        if fields.has("ratings") {
            let given = try fields.fields("ratings")
            for item in given.object.keys { ratings[item] = try given.decimal(item) }
        }
        self.init(
            try fields.choice("step"), sheet, comment: try fields.optionalText("comment"), ratings: ratings, key: try fields.optionalText("key"),
            revision: try fields.optionalInteger("revision"))
    }

    package static let longestComment = 4_000

    package func carryOut(on draft: Draft) throws -> SheetReceipt { try draft.appraise(self) }
}

/// A sheet as it stands after a step.
package struct SheetReceipt: Receipt {
    package let sheet: Sheet
    package let isRepetition: Bool

    init(_ sheet: Sheet, isRepetition: Bool = false) {
        self.sheet = sheet
        self.isRepetition = isRepetition
    }
}

extension Draft {
    fileprivate func appraise(_ step: Appraise) throws -> SheetReceipt {
        guard var sheet = try overlay.find(Sheet.self, step.sheet) else { throw Refusal(.notFound) }
        if let key = step.key, let taken = sheet.steps.first(where: { $0.key == key && $0.actor.person == actor.person }) {
            guard taken.state == step.action.state, taken.comment == step.comment else { throw Refusal(.conflict, at: "/comment") }
            return SheetReceipt(sheet, isRepetition: true)
        }
        let isTakenOver = try checkTurn(step, sheet)
        guard step.revision.map({ $0 == sheet.revision }) ?? true else { throw Refusal(.stale) }
        try checkComment(step)
        try rate(&sheet, step)
        sheet.steps.append(
            Sheet.Step(state: step.action.state, actor: actor, at: now, comment: step.comment, isTakenOver: isTakenOver, key: step.key))
        if step.action == .sign { sheet.steps.append(Sheet.Step(state: .completed, actor: .system, at: now)) }
        sheet.number = number
        sheet.revision += 1
        overlay.changes.sheets[sheet.id] = sheet
        if sheet.state.isClosed { try close(sheet) }
        return SheetReceipt(sheet)
    }

    /// - Returns: whether somebody above the one whose step it was takes it.
    private func checkTurn(_ step: Appraise, _ sheet: Sheet) throws -> Bool {
        let stage = step.action.stage, member = try member(sheet.member)
        guard try rights.isMeant(for: stage, of: sheet), step.action != .object || actor.member == member.id else { throw Refusal(.notPermitted) }
        guard let next = sheet.stage, let awaited = sheet.awaited(at: now, of: member, calendar) else { throw Refusal(.alreadyDecided) }
        // As long as nobody has acted instead, the member may still comment.
        if stage == .own, next == .own { return false }
        guard stage >= awaited.stage else { throw Refusal(.alreadyDecided) }
        guard stage == awaited.stage else { throw Refusal(.notAvailable, at: nil, "it is the turn of \(awaited.stage.rawValue)") }
        if step.action == .object, sheet.wasObjected { throw Refusal(.alreadyDecided, at: nil, "an objection is heard once") }
        guard let turn = try rights.turn(at: awaited, of: sheet) else { throw Refusal(.notPermitted) }
        return turn == .takenOver
    }

    private func checkComment(_ step: Appraise) throws {
        guard step.comment?.isEmpty != true, step.comment != nil || !step.action.needsWords else { throw Refusal(.malformed, at: "/comment", "it needs words") }
        guard step.comment.map({ $0.utf8.count <= Appraise.longestComment }) ?? true else {
            throw Refusal(.malformed, at: "/comment", "at most \(Appraise.longestComment) bytes")
        }
    }

    /// Takes the ratings of a turn: all of its items, and no others.
    private func rate(_ sheet: inout Sheet, _ step: Appraise) throws {
        var left = step.ratings
        for index in sheet.items.indices {
            guard case .rated(let scale, let by, _) = sheet.items[index].kind, by == step.action.stage, step.action != .object else { continue }
            let pointer = "/ratings/\(sheet.items[index].id)"
            guard let rating = left.removeValue(forKey: sheet.items[index].id) else { throw Refusal(.malformed, at: pointer, "a rating from 0 to \(scale)") }
            guard rating >= .zero, rating <= scale, rating.fixed4 != nil else { throw Refusal(.badQuantity, at: pointer, "a rating from 0 to \(scale)") }
            sheet.items[index].kind = .rated(scale: scale, by: by, rating: rating)
        }
        if let other = left.keys.min() { throw Refusal(.malformed, at: "/ratings/\(other)", "nothing that is rated in this step is called so") }
    }

    private func close(_ sheet: Sheet) throws {
        try noteClosed(sheet)
        overlay.changes.reached.append(try sheet.completion(at: now))
    }
}
