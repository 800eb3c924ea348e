import Periods

/// All rules and metrics in force at one time, versioned by content. It never changes.
package final class RuleSet: Sendable {
    /// A hash of the content.
    package let version: String
    /// By id.
    package let rules: [Rule]
    /// By name.
    package let metrics: [Metric]
    /// What is counted for badges alone, by name: filled, moved and taken back as metrics are, but named by nobody.
    package let counters: [Metric]
    /// The marks of targets that its rules ask for, in percent and in rising order; 100 always.
    package let marks: [Int]
    /// What its expressions read of a member: `name`, `attributes` …; nil: some read the member as a whole.
    private let memberFields: Set<String>?
    /// Whether a rule or a metric asks for the customer of an activity.
    package let readsCustomers: Bool
    private let rulesByType: [String: [PreparedRule]]
    private let metricsByType: [String: [Metric]]

    package init(version: String, rules: [Rule], metrics: [Metric], counters: [Metric] = []) {
        self.version = version
        self.counters = counters.sorted { $0.name < $1.name }
        self.rules = rules.sorted { $0.id < $1.id }
        self.metrics = metrics.sorted { $0.name < $1.name }
        var byType: [String: [PreparedRule]] = [:]
        for rule in self.rules {
            let prepared = PreparedRule(rule)
            for type in Set(rule.types) { byType[type, default: []].append(prepared) }
        }
        rulesByType = byType
        var gathered: [String: [Metric]] = [:]
        for metric in self.metrics + self.counters {
            guard case .gathered(let types, _, _) = metric.formula else { continue }
            for type in Set(types) { gathered[type, default: []].append(metric) }
        }
        metricsByType = gathered
        marks = TargetMark.marks(of: self.rules)
        let read = (self.rules.flatMap(\.expressions) + self.metrics.flatMap(\.expressions)).map(\.references)
        readsCustomers = read.contains { $0.reads("customer") }
        memberFields = read.contains { $0.whole.contains("member") } ? nil : Set(read.flatMap { $0.fields["member"] ?? [] })
    }

    /// Whether a rule or a metric reads this field of a member.
    package func readsOfMembers(_ field: String) -> Bool { memberFields.map { $0.contains(field) } ?? true }

    package func rules(for type: String) -> [Rule] { prepared(for: type).map(\.rule) }
    func prepared(for type: String) -> [PreparedRule] { rulesByType[type] ?? [] }
    package func metrics(for type: String) -> [Metric] { metricsByType[type] ?? [] }
    package func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }
    package func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }
    /// A metric that activities move, and the ratios that move with it.
    package func metrics(moving name: String) -> [String] {
        [name] + metrics.compactMap { metric in
            if case .ratio(name, _) = metric.formula { return metric.name }
            if case .ratio(_, name) = metric.formula { return metric.name }
            return nil
        }
    }

    fileprivate func counts(_ name: String) -> Bool { metric(name) != nil || counters.contains { $0.name == name } }

    package func knows(_ type: String) -> Bool { rulesByType[type] != nil || metricsByType[type] != nil }
}

/// The rule sets by the time from which they are in force. The first is also in force for all time before it.
package struct RuleBook: Sendable {
    package struct Version: Sendable {
        package let effective: Instant
        package let set: RuleSet
        /// Of the command that published it; 0 for the first set there was.
        package let number: Int64
    }

    /// A metric that a publication brought, and the number of that command: what was recorded before was counted then.
    package struct Introduced: Sendable {
        package let metric: Metric
        package let number: Int64
    }

    /// By effective time; never empty. Of two with the same time the later published one is in force.
    package private(set) var versions: [Version]
    /// The metrics that no set had before they were published, in the order of publishing. They count what happened before
    /// they came into force, too.
    package private(set) var introduced: [Introduced] = []
    package var companyLimits: [Limit]

    /// Metrics that were announced are being filled from what was recorded before.
    package struct Counting: Hashable, Sendable {
        /// Of the set that brings them.
        package let version: String
        /// Of the command that announced them: from there on they count by themselves.
        package let number: Int64
        /// The command up to which what was recorded has been counted.
        package fileprivate(set) var through: Int64 = 0

        package var isDone: Bool { through >= number }
    }

    package private(set) var counting: Counting?

    package init(_ first: RuleSet, companyLimits: [Limit] = []) {
        versions = [Version(effective: .earliest, set: first, number: 0)]
        self.companyLimits = companyLimits
    }

    /// The rule set in force at `time`. O(log versions).
    package func set(at time: Instant) -> RuleSet { version(at: time).set }

    /// What is in force at `time`, and since when; the first set is in force since ever.
    package func version(at time: Instant) -> Version {
        var low = 0, high = versions.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if versions[middle].effective <= time { low = middle } else { high = middle }
        }
        return versions[low]
    }

    /// The set by its hash.
    package func set(version: String) -> RuleSet? { versions.last { $0.set.version == version }?.set }

    /// The publication of the set with this hash that came in force last, or is to come first.
    package func published(_ version: String, by now: Instant) -> Version? {
        let same = versions.filter { $0.set.version == version }
        return same.last { $0.effective <= now } ?? same.first
    }

    /// A publication by the number of its command; 0: the first set.
    package func published(by number: Int64) -> Version? { versions.first { $0.number == number } }

    /// Whether a set that is in force, was or will be, reads this field of a member: late activities ask old ones.
    package func readsOfMembers(_ field: String) -> Bool { versions.contains { $0.set.readsOfMembers(field) } }

    /// The metrics of `set` that no set had before.
    package func introducing(_ set: RuleSet) -> [Metric] {
        (set.metrics + set.counters).filter { metric in
            if case .ratio = metric.formula { return false }
            return !versions.contains { $0.set.counts(metric.name) } && !introduced.contains { $0.metric.name == metric.name }
        }
    }

    /// The metrics that are being filled.
    package var announced: [Metric] {
        introduced.lazy.filter { $0.number == counting?.number }.map(\.metric)
    }

    /// The metrics that were published later than `set`, and count in its time too.
    package func metricsBeside(_ set: RuleSet) -> [Metric] {
        introduced.isEmpty ? [] : introduced.lazy.map(\.metric).filter { !set.counts($0.name) }
    }

    /// The metrics that came after command `number` and have counted since what it recorded.
    package func metrics(introducedAfter number: Int64) -> [Metric] {
        introduced.lazy.filter { $0.number > number && ($0.number != counting?.number || number <= counting?.through ?? 0) }.map(\.metric)
    }

    /// - Parameter number: of the command that announces.
    package mutating func announce(_ set: RuleSet, number: Int64) {
        introduced += introducing(set).map { Introduced(metric: $0, number: number) }
        counting = Counting(version: set.version, number: number)
    }

    package mutating func count(through: Int64) { counting?.through = through }

    /// - Parameter number: of the command that publishes.
    package mutating func publish(_ set: RuleSet, effective: Instant, number: Int64) {
        counting = nil
        introduced += introducing(set).map { Introduced(metric: $0, number: number) }
        let index = versions.firstIndex { $0.effective > effective } ?? versions.endIndex
        versions.insert(Version(effective: effective, set: set, number: number), at: index)
    }
}
