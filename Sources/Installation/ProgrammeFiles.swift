import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// The programme as the database keeps it: the texts of a rules folder in notes, and what was published after them.
package enum ProgrammeFiles {
    /// The note that puts a folder in force; the first one brings the first rule set too.
    package static func note(of sources: RuleSources) -> Note {
        Note(kind: Note.configured, subject: nil, detail: ["files": sources.json])
    }

    /// Reads what notes and publications keep.
    ///
    /// - Parameter onSources: told of the files of each note, in order.
    package static func reader(_ zones: ZoneDatabase, onSources: @escaping (RuleSources) -> Void = { _ in }) -> ProgrammeReader {
        ProgrammeReader(
            rules: { files, version in
                let set = try RulesFolder(RuleSources(files: files), zones: zones).ruleSet
                // A newer program may compute the version differently; what was decided names the old one.
                return RuleSet(version: version, rules: set.rules, metrics: set.metrics, counters: set.counters)
            },
            configure: { detail, at, current in
                guard let sources = detail["files"].flatMap({ RuleSources(json: $0) }) else { throw DamagedRecord("a note of what is configured") }
                onSources(sources)
                return programme(try RulesFolder(sources, zones: zones), at: at, after: current)
            })
    }

    /// What is in force with the folder's company and boards: its rules only where there are none yet.
    package static func programme(_ folder: RulesFolder, at now: Instant, after current: Programme?) -> Programme {
        let calendar = folder.company.calendar
        var programme = current ?? Programme(
            company: folder.company, book: RuleBook(folder.ruleSet), boards: folder.boards, liveSince: calendar.zone.firstInstant(of: calendar.day(of: now)))
        programme.configure(folder.configuration, at: current.map { _ in now })
        programme.isNameBefore = Collation(languages: folder.company.languages).isBefore
        return programme
    }
}
