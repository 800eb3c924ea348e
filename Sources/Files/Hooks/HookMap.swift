import Expressions
import JSON
import Periods

/// `hooks/*.yaml`: how what a CRM sends becomes teams, members, customers and activities. The keys are those of an import map, with `body` and
/// `headers` in place of `row` (imports.md).
///
/// ```yaml
/// verify: {header: X-Signature, hmac: sha256, secret: $CRM_SECRET}
/// each: body.records
/// activities: {source: '"/crm"', id: item.id, type: '"sale.won"', time: item.closed, member: item.owner, data: {amount: item.amount}}
/// ```
package struct HookMap: Sendable {
    /// What one delivery, or one element of its list, asks for.
    package struct Part: Sendable {
        package let items: [ImportedRow.Item]
        /// Why it asks for nothing; nil: it does, or no `when` is true of it.
        package let fault: ImportFault?
    }

    /// How a sender proves who it is; nil: the map asks for nothing.
    package let verification: HookVerification?
    private let each: Expression?
    private let sections: ImportSections
    private let environment: Environment

    /// - Throws: everything that is wrong with the map.
    package init(_ text: String, file: String, zones: ZoneDatabase) throws(Diagnostics) {
        let findings = Findings(), document: YAMLDocument
        do throws(Diagnostic) {
            document = try YAMLDocument(text, file: file)
        } catch {
            throw Diagnostics([error])
        }
        let reader = YAMLReader(document, findings)
        let head = reader.attempt { try HookHead($0, zones) }
        let environment = HookEnvironment.items
        let sections = reader.attempt(ImportMapReading(environment, zones, leavingOut: []).sections)
        self.sections = try findings.checked(sections)
        self.environment = environment
        verification = head?.verification
        each = head?.each
    }

    /// What a map says of verifying alone, whatever is wrong with the rest of it.
    package static func verification(in text: String, file: String, zones: ZoneDatabase) throws(Diagnostics) -> HookVerification? {
        let findings = Findings(), document: YAMLDocument
        do throws(Diagnostic) {
            document = try YAMLDocument(text, file: file)
        } catch {
            throw Diagnostics([error])
        }
        let read = YAMLReader(document, findings).attempt { reader -> HookVerification? in
            try reader.mapping(expected: "a map of a hook").optional("verify", HookVerification.read)()
        }
        return try findings.checked(read)
    }

    package static func load(_ path: String, named name: String, zones: ZoneDatabase) throws(Diagnostics) -> HookMap {
        do {
            return try HookMap(YAMLDocument.text(of: FileBytes.read(path, limit: YAMLDocument.maximumSize), file: name), file: name, zones: zones)
        } catch let diagnostics as Diagnostics {
            throw diagnostics
        } catch let diagnostic as Diagnostic {
            throw Diagnostics([diagnostic])
        } catch {
            throw Diagnostics([Diagnostic(file: name, message: "\(error)")])
        }
    }

    /// The most elements of a list in one body, and the most things that a body may ask for.
    package static let mostItems = 1_000

    /// What a body asks for, part by part.
    ///
    /// - Throws: why the body as a whole does not fit.
    package func parts(of delivery: HookDelivery, _ calendar: CompanyCalendar) throws(HookFault) -> [Part] {
        let body = CELValue(try delivery.value())
        var parts: [Part] = [], count = 0
        for (index, item) in try elements(of: body, delivery).enumerated() {
            let part = part(HookEnvironment.activation(environment, body, delivery, item: item, index), calendar)
            count += part.items.count
            guard count <= Self.mostItems else { throw HookFault("the body asks for more than \(Self.mostItems) things at once") }
            parts.append(part)
        }
        return parts
    }

    /// The whole body, where the map names no list.
    private func elements(of body: CELValue, _ delivery: HookDelivery) throws(HookFault) -> [CELValue] {
        guard let each else { return [body] }
        let value: CELValue
        do { value = try each.evaluate(HookEnvironment.activation(each.environment, body, delivery)) } catch { throw HookFault("each: \(error.description)") }
        guard case .list(let list) = value else { throw HookFault("each: a list is expected, and this is a \(value.type.name)") }
        guard list.count <= Self.mostItems else { throw HookFault("each: the list has more than \(Self.mostItems) elements") }
        return list.values
    }

    private func part(_ activation: Activation, _ calendar: CompanyCalendar) -> Part {
        do throws(ImportFault) {
            return Part(items: try sections.items(ImportValues(activation: activation, calendar: calendar)), fault: nil)
        } catch {
            return Part(items: [], fault: error)
        }
    }
}

/// What a map says of a body as a whole.
private struct HookHead {
    let verification: HookVerification?
    let each: Expression?

    init(_ reader: YAMLReader, _ zones: ZoneDatabase) throws {
        let map = try reader.mapping(expected: "a map of a hook: verify, each, activities, members, teams, customers")
        let sections = ["teams", "members", "customers", "activities"]
        for key in sections { _ = map.has(key) }
        let verification = map.optional("verify", HookVerification.read)
        let each = map.optional("each") { try $0.compiled($0.text(expected: "a CEL expression that gives a list"), in: HookEnvironment.whole, zones) }
        map.close()
        if !sections.contains(where: map.has) { throw reader.failure("nothing is taken", expected: "at least one of \(sections.joined(separator: ", "))") }
        self.verification = try verification()
        self.each = try each()
    }
}

/// What the expressions of a hook's map may name.
enum HookEnvironment {
    private static let variables: [(name: String, type: CELType)] = [("body", .dyn), ("headers", .map(.string, .string))]
    private static let functions = [HostFunction("json", [HostFunction.Parameter(.string)], result: .dyn)]

    /// Of `each`.
    static let whole = Environment(variables: variables, functions: functions)
    /// Of everything else: `item` is an element of `each`, or the body where there is none; `index` is its place, from 0.
    static let items = Environment(variables: variables + [("item", .dyn), ("index", .int)], functions: functions)

    static func activation(_ environment: Environment, _ body: CELValue, _ delivery: HookDelivery, item: CELValue? = nil, _ index: Int = 0) -> Activation {
        var activation = Activation(environment) { _, arguments in
            guard case .string(let text)? = arguments.first else { throw EvaluationError.conversion("json() takes a text") }
            guard let value = try? JSONValue.parse(Array(text.utf8)) else { throw EvaluationError.conversion("the text is no JSON") }
            return CELValue(value)
        }
        activation["body"] = body
        // Whoever writes a map need not know in which letters a proxy passes names on.
        let named = Dictionary(delivery.headers.flatMap { [($0.name, $0.value), ($0.name.lowercased(), $0.value)] }) { first, _ in first }
        activation["headers"] = .map(CELMap(named.map { (key: .string($0.key), value: .string($0.value)) }))
        activation["item"] = item
        activation["index"] = .int(Int64(index))
        return activation
    }
}
