import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// A question as its reader sees it. Written on a reader's thread.
struct QuestionView: Sendable {
    private let directory: Directory
    private let caller: Caller
    private let now: Instant

    init(_ call: Call) { (directory, caller, now) = (call.directory, call.caller, call.now) }

    func write(_ question: Question, _ reader: Reader, to writer: inout JSONWriter) throws {
        let people = PersonView(directory: directory, now: now)
        let line = try line(of: question, reader)
        writer.object { writer in
            writer.member("id", question.id.text)
            writer.object("about") { writer in
                writer.member("kind", question.about.kind.rawValue)
                writer.member("id", [.held, .redemption, .appraisal].contains(question.about.kind) ? RequestID(question.about.id).inPath : question.about.id)
                writeName(of: question.about, to: &writer)
            }
            writer.object("line", of: line) { line, writer in
                writer.member("points", line.points)
                writer.member("at", line.at.rfc3339)
                writer.object("activity", of: line.activity) { key, writer in
                    writer.member("source", key.source.text)
                    writer.member("id", key.id.text)
                }
            }
            writer.object("rule", of: question.rule) { rule, writer in
                writer.member("id", rule)
                writer.member("title", title(of: rule))
            }
            writer.key("member")
            people.write(question.member, to: &writer, withTeam: true)
            writer.member("text", question.words)
            writer.member("state", question.state.rawValue)
            writer.member("asked", question.created.rfc3339)
            writer.member("age_days", question.age(at: now))
            writer.member("passed_to", question.passedTo.map { named($0) } ?? .null)
            writer.array("steps") { writer in question.steps.forEach { write($0, people, to: &writer) } }
            writer.member("may", actions(on: question))
        }
    }

    /// A board or a target by what people call it, and its period.
    private func writeName(of about: Question.About, to writer: inout JSONWriter) {
        let parts = about.id.split(separator: "/").map(String.init)
        guard parts.count > 1, about.kind == .board || about.kind == .target else { return }
        let named = about.kind == .board ? directory.programme.boards.first { $0.id == parts[0] }?.title : directory.programme.book.set(at: now).metric(parts[0])?.title
        writer.member("title", named?.json ?? .object(["en": .string(parts[0])]))
        writer.member("period", parts[1])
    }

    private func write(_ step: Question.Step, _ people: PersonView, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("deed", step.action.rawValue)
            writer.member("at", step.at.rfc3339)
            writer.key("actor")
            people.actor(step.actor, to: &writer)
            writer.member("text", orNull: step.words)
            writer.member("to", step.to.map { named($0) } ?? .null)
            var adjustment: String?, activity: ActivityKey?
            switch step.link {
            case .adjustment(let id): adjustment = id.inPath
            case .activity(let key): activity = key
            case nil: break
            }
            writer.member("adjustment", orNull: adjustment)
            writer.object("activity", of: activity) { key, writer in
                writer.member("source", key.source.text)
                writer.member("id", key.id.text)
            }
        }
    }

    private func named(_ id: MemberID) -> JSONValue { ["id": .string(id.text), "name": .string(directory.members[id]?.name ?? id.text)] }

    private func title(of rule: String) -> JSONValue {
        directory.programme.book.versions.reversed().lazy.compactMap { $0.set.rule(rule)?.title }.first?.json ?? .object(["en": .string(rule)])
    }

    /// What the reader may do with it.
    private func actions(on question: Question) -> [String] {
        let rights = directory.rights(of: caller, at: now), isOwn = caller.member == question.member
        let isClosedByOthers = question.state == .closed && question.steps.last?.actor != caller.actor
        var actions: [String] = []
        if question.isWaiting, rights.mayAnswer(question) { actions += ["answer", "pass"] }
        if isOwn, question.state == .answered || isClosedByOthers, !question.wasReopened { actions.append("reopen") }
        if question.state != .closed, isOwn || question.state == .answered && rights.mayAnswer(question) { actions.append("close") }
        return actions
    }

    private typealias Line = (points: Points, at: Instant, activity: ActivityKey?)

    private func line(of question: Question, _ reader: Reader) throws -> Line? {
        switch question.about.kind {
        case .entry:
            guard let entry = try Int64(question.about.id).flatMap({ try reader.entry($0) }) else { return nil }
            if case .rule(let key, _, _) = entry.source { return (entry.points, entry.occurred, key) }
            return (entry.points, entry.occurred, nil)
        case .held, .redemption:
            guard let request = try reader.request(RequestID(question.about.id)) else { return nil }
            if case .hold(let key, _) = request.kind { return (request.points, request.created, key) }
            return (-request.points, request.created, nil)
        case .target, .appraisal, .board: return nil
        }
    }
}

extension Question {
    /// Whole days since it was asked, or until it was answered at last.
    func age(at now: Instant) -> Int64 {
        let until = isWaiting ? now : steps.last { $0.action == .answered || $0.action == .closed }?.at ?? now
        return max(0, until.microseconds(since: created)) / 86_400_000_000
    }
}
