import Periods

/// All rules and metrics in force at one time, versioned by content.
package struct RuleSet: Sendable {
    /// A hash of the content.
    package let version: String
    /// By id.
    package let rules: [Rule]
    /// By name.
    package let metrics: [Metric]
    private let rulesByType: [String: [Rule]]
    private let metricsByType: [String: [Metric]]

    package init(version: String, rules: [Rule], metrics: [Metric]) {
        self.version = version
        self.rules = rules.sorted { $0.id < $1.id }
        self.metrics = metrics.sorted { $0.name < $1.name }
        var byType: [String: [Rule]] = [:]
        for rule in self.rules {
            for type in Set(rule.types) { byType[type, default: []].append(rule) }
        }
        rulesByType = byType
        var gathered: [String: [Metric]] = [:]
        for metric in self.metrics {
            guard case .gathered(let types, _, _) = metric.formula else { continue }
            for type in Set(types) { gathered[type, default: []].append(metric) }
        }
        metricsByType = gathered
    }

    package func rules(for type: String) -> [Rule] { rulesByType[type] ?? [] }
    package func metrics(for type: String) -> [Metric] { metricsByType[type] ?? [] }
    package func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }
    package func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }
    package func knows(_ type: String) -> Bool { rulesByType[type] != nil || metricsByType[type] != nil }
}

/// The rule sets by the time from which they are in force. The first is also in force for all time before it.
package struct RuleBook: Sendable {
    package struct Version: Sendable {
        package let effective: Instant
        package let set: RuleSet
    }

    /// By effective time; never empty. Of two with the same time the later published one is in force.
    package private(set) var versions: [Version]
    package var companyLimits: [Limit]

    package init(_ first: RuleSet, companyLimits: [Limit] = []) {
        versions = [Version(effective: .earliest, set: first)]
        self.companyLimits = companyLimits
    }

    /// The rule set in force at `time`. O(log versions).
    package func set(at time: Instant) -> RuleSet {
        var low = 0, high = versions.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if versions[middle].effective <= time { low = middle } else { high = middle }
        }
        return versions[low].set
    }

    /// The version by its hash, the newest with it first.
    package func set(version: String) -> RuleSet? {
        versions.last { $0.set.version == version }?.set
    }

    /// The book as it was before anything was published.
    package var unpublished: RuleBook { RuleBook(versions[0].set, companyLimits: companyLimits) }

    package mutating func publish(_ set: RuleSet, effective: Instant) {
        let index = versions.firstIndex { $0.effective > effective } ?? versions.endIndex
        versions.insert(Version(effective: effective, set: set), at: index)
    }
}
