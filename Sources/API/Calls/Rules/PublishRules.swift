import Files
import Identity
import Installation
import JSON
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import Web

/// `POST /rules/publish` `{files, effective, reason}`: puts a folder of rules in force. Its company and boards hold at once,
/// its rules from `effective` on, or from now. What was decided stays.
///
/// Refusals: `invalid-rules` with every place, `bad-time` (into the past), `conflict` (time zone and currency are fixed).
enum PublishRules {
    static let endpoint = Endpoint(.atLeast(.manager), body: DraftFiles.bodyLimit) { call in
        let publishing = Publishing(call)
        let reply = call.reply, bytes = call.request.body
        let isTaken = call.site.services.runtime.readers.read { reader in
            do { try publishing.begin(bytes, reader) } catch { reply.answering { throw error } }
        }
        if !isTaken { throw Problem(.overloaded) }
    }

    /// A publication on its way over a reader's and the writer's threads.
    private struct Publishing: Sendable {
        let services: Services
        let programme: Programme
        let actor: Actor
        let address: String
        let now: Instant
        let reply: Answering

        init(_ call: Call) {
            services = call.site.services
            programme = call.directory.programme
            actor = call.caller.actor
            address = call.address
            now = call.now
            reply = call.reply
        }

        func begin(_ bytes: [UInt8], _ reader: Reader) throws {
            let body = try Call.object(bytes, knowing: ["files", "effective", "reason"])
            let sources = try DraftFiles.read(body["files"], at: "/files")
            let reason = try body.optionalText("reason", upTo: 500)
            let effective = try body.moment("effective", programme.calendar)
            let folder: RulesFolder
            do throws(Diagnostics) { folder = try RulesFolder(sources, zones: services.zones) } catch { throw DraftFiles.problem(error) }
            try checkFixed(folder.company, reader)
            let known = try reader.ruleFiles()
            if known == sources.files, effective == nil, let newest = programme.book.versions.last {
                // All of it is in force, or planned, already.
                return answer(.success(()), folder, newest.effective == .earliest ? now : newest.effective)
            }
            let isConfigured = ["company.yaml", "boards.yaml"].allSatisfy { known[$0] == sources.files[$0] }
            publish(folder, effective, reason, configures: !isConfigured)
        }

        /// Days and money of what is recorded cannot become others.
        private func checkFixed(_ company: Company, _ reader: Reader) throws {
            let isSame = company.calendar.zone == programme.calendar.zone && company.currency == programme.company.currency
            var filter = ActivityFilter()
            filter.limit = 1
            guard try isSame || reader.activities(filter).isEmpty else {
                throw Problem(.conflict, "timezone and currency are fixed once an activity is recorded", at: "/files/company.yaml")
            }
        }

        private func publish(_ folder: RulesFolder, _ effective: Instant?, _ reason: String?, configures: Bool) {
            // Now is when the writer gets to it: a moment later than this, so that it does not lie in the past by then.
            let from = effective ?? now.adding(seconds: 1)
            let publication = Publication(set: folder.ruleSet, effective: from, source: folder.sources.files)
            services.runtime.submit(
                Submission([.publish(publication)], by: actor, from: address) { replies in
                    switch replies.first {
                    case .done?: finish(folder, from, reason, configures: configures)
                    case .refused(let refusal)?: reply.refuse(Problem(refusal))
                    case nil: reply.refuse(Problem(.overloaded))
                    }
                })
        }

        private func finish(_ folder: RulesFolder, _ effective: Instant, _ reason: String?, configures: Bool) {
            let note = Note(
                kind: "published", subject: folder.ruleSet.version,
                detail: ["effective": .string(effective.rfc3339), "reason": reason.map(JSONValue.string) ?? .null])
            services.runtime.write(note, by: actor, from: address, { _ in }) { result in
                guard configures, case .success = result else { return answer(result, folder, effective) }
                let now = services.clock()
                services.runtime.configure(ProgrammeFiles.note(of: folder.sources), by: actor) { current in
                    current = ProgrammeFiles.programme(folder, at: now, after: current)
                } reply: { error in
                    answer(error.map { .failure($0) } ?? .success(()), folder, effective)
                }
            }
        }

        private func answer(_ result: Result<Void, any Error>, _ folder: RulesFolder, _ effective: Instant) {
            reply.answering {
                try result.get()
                return .json { writer in
                    writer.object { writer in
                        writer.member("version", folder.ruleSet.version)
                        writer.member("effective", effective.rfc3339)
                    }
                }
            }
        }
    }
}
