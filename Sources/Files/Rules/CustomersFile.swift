import Expressions
import Identity
import Periods
import PointsEngine
import RuleEngine

/// `customers.yaml`: who is a customer, whose, of which class, and how often to be visited (programme.md, "Customers and visits").
package enum CustomersFile {
    package static func rules(_ reader: YAMLReader, _ reading: RuleReading) throws -> Found<CustomerRules> {
        let map = try reader.mapping(expected: "from, owner, volume, orders, classes, visit, review, lost_after")
        let path = map.optional("from", default: ["customer"]) { try $0.path() }
        let owner = map.optional("owner", default: .last) { try $0.word(CustomerRules.Ownership.self) }
        let volume = map.optional("volume") { try $0.sum() }
        let orders = map.optional("orders") { try $0.sum() }
        let classes = map.optional("classes", default: []) { try Self.classes($0, reading) }
        let visit = map.optional("visit") { try $0.visitType() }
        let review = map.optional("review", default: .quarter) { try $0.parsed("month, quarter or year") { ["month", "quarter", "year"].contains($0) ? PeriodKind(rawValue: $0) : nil } }
        let lostAfter = map.optional("lost_after") { try $0.stretch() }
        map.close()
        var rules = CustomerRules()
        (rules.path, rules.ownership, rules.volume, rules.orders) = (try path(), try owner(), try volume(), try orders())
        (rules.visit, rules.review, rules.lostAfter) = (try visit(), try review(), try lostAfter())
        let found = try classes()
        rules.classes = found.map(\.value)
        try check(found, rules, map)
        return Found(rules, reader)
    }

    private static func classes(_ reader: YAMLReader, _ reading: RuleReading) throws -> [Found<CustomerRules.Class>] {
        let classes = try reader.list(upTo: 50) { Found(try customerClass($0, reading), $0) }
        RuleSetReading.checkNames(classes, "class", \.id)
        for found in classes.dropLast() where found.value.when == nil {
            throw found.reader.failure("no class after \"\(found.value.id)\" is ever reached", expected: "when, in all classes but the last")
        }
        return classes
    }

    private static func customerClass(_ reader: YAMLReader, _ reading: RuleReading) throws -> CustomerRules.Class {
        let map = try reader.mapping(expected: "a class: {id: A, when: customer.volume >= 500000, visit_every: P7D}")
        let id = map.required("id") { try $0.name() }
        let title = map.optional("title") { try $0.localizedText() }
        let when = map.optional("when") { try $0.customerCondition(reading) }
        let visitEvery = map.optional("visit_every") { try $0.stretch() }
        map.close()
        return CustomerRules.Class(id: try id(), title: try title(), when: try when(), visitEvery: try visitEvery())
    }

    /// What one key asks of another.
    private static func check(_ classes: [Found<CustomerRules.Class>], _ rules: CustomerRules, _ map: YAMLMapping) throws {
        if rules.lostAfter != nil, rules.orders == nil {
            throw map.failure(at: "lost_after", "nobody knows what an order is", expected: "orders: {metric: …}")
        }
        for found in classes {
            let read = found.value.when?.references.fields["customer"] ?? []
            for (field, isThere) in [("volume", rules.volume != nil), ("orders", rules.orders != nil)] where read.contains(field) && !isThere {
                throw found.reader.at("when").failure("customer.\(field) of nothing", expected: "\(field): {metric: …}")
            }
            if found.value.visitEvery != nil, rules.visit == nil {
                throw found.reader.at("visit_every").failure("nobody knows what a visit is", expected: "visit: the type of activities that are visits")
            }
        }
    }

    /// What it names is there: metrics that add up, and that do not count what comes of them.
    package static func checkMetrics(_ customers: Found<CustomerRules>, _ metrics: [Found<Metric>]) {
        let names = metrics.map(\.value.name)
        for (key, sum) in [("volume", customers.value.volume), ("orders", customers.value.orders)] {
            guard let sum else { continue }
            let place = customers.reader.at(key).at("metric")
            guard let metric = metrics.first(where: { $0.value.name == sum.metric })?.value else {
                _ = place.failure(
                    "no metric \"\(sum.metric)\"", expected: names.isEmpty ? "a metric in metrics.yaml" : "one of \(names.sorted().joined(separator: ", "))",
                    hint: Spelling.nearest(to: sum.metric, in: names).map { "did you mean \"\($0)\"?" })
                continue
            }
            guard case .gathered(let types, _, _) = metric.formula else {
                _ = place.failure("\"\(sum.metric)\" is no metric that adds up", expected: "a sum or a count")
                continue
            }
            if let own = types.first(where: { $0.hasPrefix("laurel.") }) {
                _ = place.failure("\"\(sum.metric)\" counts \(own), which would come of it", expected: "a metric of what is reported from outside")
            }
        }
        MetricsFile.checkCalls(customers.value.classes.compactMap(\.when), at: customers.reader, names)
    }

    /// Without the file there are no customers of whom a rule or a metric could ask.
    package static func checkAbsence(_ rules: [Found<Rule>], _ metrics: [Found<Metric>]) {
        func check(_ expressions: [Expression], _ reader: YAMLReader) {
            guard let expression = expressions.first(where: { $0.references.reads("customer") }) else { return }
            let at = expression.source.firstRange(of: "customer").map { expression.source[..<$0.lowerBound].unicodeScalars.count } ?? 0
            _ = (reader.scalar(expression.source) ?? reader).failure(
                atScalar: at, "there are no customers", expected: "a file customers.yaml that says who is one", hint: "what an activity says of its customer stands in data")
        }
        for rule in rules { check(rule.value.expressions, rule.reader) }
        for metric in metrics { check(metric.value.expressions, metric.reader) }
    }
}

extension YAMLReader {
    /// `data.customer`, as the path below `data`.
    fileprivate func path() throws -> [String] {
        try parsed("where activities name their customer: data.customer") { text in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.count > 1, parts[0] == "data", parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" } })
            else { return nil }
            return Array(parts.dropFirst())
        }
    }

    fileprivate func sum() throws -> CustomerSum {
        let map = try mapping(expected: "{metric: revenue, over: rolling-12m}")
        let metric = map.required("metric") { try $0.identifier() }
        let over = map.optional("over", default: .rolling) { try $0.word(CustomerSum.Window.self) }
        map.close()
        return CustomerSum(metric: try metric(), over: try over())
    }

    fileprivate func visitType() throws -> String {
        let type = try identifier()
        guard !type.hasPrefix("laurel.") else { throw failure("what Laurel notices of visits is no visit", expected: "a type that is reported from outside") }
        return type
    }

    /// Days, weeks, months or years; at least one day.
    fileprivate func stretch() throws -> CalendarDuration {
        guard case .calendar(let months, let days) = try duration(), months + days > 0 else {
            throw mismatch(expected: "a number of days, weeks, months or years: P7D, P6M")
        }
        return .calendar(months: months, days: days)
    }

    fileprivate func customerCondition(_ reading: RuleReading) throws -> Expression {
        let expression = try compiled(try text(expected: "a CEL expression"), in: CustomerEnvironment.environment, reading.zones)
        guard [.dyn, .bool].contains(expression.type) else { throw failure("the expression gives \(expression.type.name)", expected: "true or false") }
        for call in expression.references.calls {
            guard let period = call.literals.last, PeriodKind(rawValue: period) == nil else { continue }
            throw failure("\(call.function)() of no period: \"\(period)\"", expected: "one of \(PeriodKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return expression
    }
}
