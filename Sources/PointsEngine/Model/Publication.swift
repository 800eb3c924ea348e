import Boards
import Identity
import JSON
import Periods
import RuleEngine

/// A rule set that is published, with the company and the boards that stand in the same folder: one command puts all of it in
/// force, or nothing.
package struct Publication: Sendable {
    /// What holds from the command on, whenever the rules do.
    package struct Configuration: Sendable {
        package let company: Company
        package let boards: [BoardDefinition]
        package let campaigns: [Campaign]
        package let badges: [Badge]
        package let appraisals: [AppraisalForm]
        package let customers: CustomerRules?

        package init(
            company: Company, boards: [BoardDefinition], campaigns: [Campaign] = [], badges: [Badge] = [], appraisals: [AppraisalForm] = [],
            customers: CustomerRules? = nil
        ) {
            self.company = company
            self.boards = boards
            self.campaigns = campaigns
            self.badges = badges
            self.appraisals = appraisals
            self.customers = customers
        }
    }

    package let set: RuleSet
    /// From when the rules are in force; nil: from the instant of the command.
    package let effective: Instant?
    /// The files that it was read from, by name: kept, so that every version can be read again.
    package let source: [String: String]
    /// Whether the company and the boards of `source` come in force too.
    package let configures: Bool
    /// Nil also where a store gives the command back: then whoever reads the files puts them in force.
    package let configuration: Configuration?
    /// Why, for the audit trail.
    package let reason: String?
    package let warrant: Warrant

    package init(
        set: RuleSet, effective: Instant?, source: [String: String], configuration: Configuration? = nil, reason: String? = nil,
        warrant: Warrant = .owner
    ) {
        self.set = set
        self.warrant = warrant
        self.effective = effective
        self.source = source
        self.configuration = configuration
        self.reason = reason
        configures = configuration != nil
    }

    /// As a store gives it back.
    package init(set: RuleSet, effective: Instant?, source: [String: String], configures: Bool, reason: String?, warrant: Warrant) {
        self.set = set
        self.warrant = warrant
        self.effective = effective
        self.source = source
        self.configures = configures
        self.reason = reason
        configuration = nil
    }
}

extension Publication {
    /// Members of an object that is open already; the version stands beside them.
    func write(to writer: inout JSONWriter) {
        writer.member("effective", ifPresent: effective)
        if configures { writer.member("configures", true) }
        writer.member("reason", ifPresent: reason)
        warrant.write(to: &writer)
        writer.files(source)
    }

    init(from stored: StoredCommand) throws {
        let fields = try stored.fields, source = try fields.files()
        self.init(
            set: try stored.readRules(source, try stored.subject), effective: try fields.optionalInstant("effective"), source: source,
            configures: try fields.flag("configures"), reason: try fields.optionalText("reason"), warrant: try Warrant(stored: fields))
    }
}

extension JSONWriter {
    /// The files of a rules folder, by path.
    mutating func files(_ source: [String: String]) {
        object("files") { writer in
            for (name, text) in source.sorted(by: { $0.key < $1.key }) { writer.member(name, text) }
        }
    }
}

extension Fields {
    func files() throws -> [String: String] {
        let files = try fields("files")
        var source: [String: String] = [:]
        for name in files.object.keys { source[name] = try files.text(name) }
        return source
    }
}
