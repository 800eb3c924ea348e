import Expressions
import Periods

/// Reads a map from YAML against what its expressions may name.
struct ImportMapReading {
    let environment: Environment
    let zones: ZoneDatabase
    /// Places of sections that are about another file.
    let leftOut: Set<String>

    init(_ environment: Environment, _ zones: ZoneDatabase, leavingOut: Set<String>) {
        self.environment = environment
        self.zones = zones
        leftOut = leavingOut
    }

    struct Head {
        let form: TableForm
        let cells: CellTexts
        let lookups: [ImportMap.Lookup]
    }

    private static let keys = ["encoding", "delimiter", "sheet", "dates", "numbers", "lookup", "order", "teams", "members", "customers", "activities"]

    /// How the files are written, and which lookups there are.
    static func head(_ reader: YAMLReader) throws -> Head {
        let map = try reader.mapping(expected: "an import map: activities, customers, members, teams, lookup …")
        for key in keys { _ = map.has(key) }
        let form = Self.form(map)
        let dates: Read<[(String, DateOrder)]> = map.optional("dates", default: []) { try $0.byName { ($0, try $1.word()) } }
        let numbers: Read<[(String, NumberForm)]> = map.optional("numbers", default: []) { try $0.byName { ($0, try $1.word()) } }
        let lookups = map.optional("lookup", default: []) { try $0.byName(upTo: 20, lookup) }
        map.close()
        if !["teams", "members", "customers", "activities"].contains(where: map.has) {
            throw reader.failure("nothing is imported", expected: "at least one of teams, members, customers, activities")
        }
        let cells = CellTexts(dates: Dictionary(try dates()) { $1 }, numbers: Dictionary(try numbers()) { $1 })
        return Head(form: try form(), cells: cells, lookups: try lookups())
    }

    private static func lookup(_ name: String, _ reader: YAMLReader) throws -> ImportMap.Lookup {
        guard name != "row", name.first?.isLetter ?? false, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            throw reader.nameFailure("\"\(name)\" cannot name a lookup", expected: "a name of letters, digits and _ other than row")
        }
        let map = try reader.mapping(expected: "{key: product}")
        let key = map.required("key") { try $0.text(upTo: 256, expected: "the name of a column") }
        let format = Self.format(map)
        map.close()
        return ImportMap.Lookup(name: name, key: try key(), format: try format())
    }

    /// `auto` is seen from each file.
    private static func form(_ map: YAMLMapping) -> Read<TableForm> {
        let words = CSVFormat.Encoding.allCases.map(\.rawValue) + ["auto"]
        let encoding = map.optional("encoding", default: CSVFormat.Encoding?.some(.utf8)) { CSVFormat.Encoding(rawValue: try $0.choice(words)) }
        let delimiter = map.optional("delimiter", default: Character?.some(",")) { reader in
            try reader.parsed("one ASCII character such as ; or |, tab, or auto") { text -> Character?? in
                text == "auto" ? .some(nil) : text == "tab" ? "\t" : text.count == 1 ? text.first.map { .some($0) } : .none
            }
        }
        let sheet = map.optional("sheet") { try $0.text(upTo: 100, expected: "the name of a sheet") }
        guard case .value(let encoding) = encoding, case .value(let delimiter) = delimiter, case .value(let sheet) = sheet else { return .failed }
        if let delimiter, CSVFormat(delimiter: delimiter) == nil {
            _ = map.failure(at: "delimiter", "this cannot stand between fields", expected: "an ASCII character that is no quote and no line end")
            return .failed
        }
        return .value(TableForm(encoding: encoding, delimiter: delimiter, sheet: sheet))
    }

    private static func format(_ map: YAMLMapping) -> Read<CSVFormat> {
        let encoding = map.optional("encoding", default: CSVFormat.Encoding.utf8) { try $0.word() }
        let delimiter = map.optional("delimiter", default: Character(",")) { reader in
            try reader.parsed("one ASCII character such as ; or |") { text in text == "tab" ? "\t" : text.count == 1 ? text.first : nil }
        }
        guard case .value(let encoding) = encoding, case .value(let delimiter) = delimiter else { return .failed }
        guard let format = CSVFormat(delimiter: delimiter, encoding: encoding) else {
            _ = map.failure(at: "delimiter", "this cannot stand between fields", expected: "an ASCII character that is no quote and no line end")
            return .failed
        }
        return .value(format)
    }

    func sections(_ reader: YAMLReader) throws -> ImportSections {
        let map = try reader.mapping(expected: "an import map: activities, members, teams, lookup …")
        var sections = ImportSections()
        let order = map.optional("order", default: []) { leftOut.contains("/order") ? [] : try $0.listOrOne(expression) }
        let teams = map.optional("teams", default: []) { try each($0, "/teams", self.teams) }
        let members = map.optional("members", default: []) { try each($0, "/members", self.members) }
        let customers = map.optional("customers", default: []) { try each($0, "/customers", self.customers) }
        let activities = map.optional("activities", default: []) { try each($0, "/activities", self.activities) }
        sections.order = try order()
        sections.teams = try teams()
        sections.members = try members()
        sections.customers = try customers()
        sections.activities = try activities()
        return sections
    }

    /// One section or a list of them, but those that are about another file.
    private func each<Section>(_ reader: YAMLReader, _ place: String, _ read: (String, YAMLReader) throws -> Section) throws -> [Section] {
        var index = 0
        let isList = reader.isList
        return try reader.listOrOne { item -> Section? in
            let own = isList ? "\(place)/\(index)" : place
            index += 1
            return leftOut.contains(own) ? nil : try read(own, item)
        }.compactMap { $0 }
    }

    private func teams(_ place: String, _ reader: YAMLReader) throws -> ImportSections.Teams {
        let map = try reader.mapping(expected: "{id: row.team, name: …, parent: …}")
        let when = map.optional("when", expression), id = map.required("id", expression)
        let name = map.optional("name", expression), parent = map.optional("parent", expression)
        map.close()
        return ImportSections.Teams(place: place, when: try when(), id: try id(), name: try name(), parent: try parent())
    }

    private func members(_ place: String, _ reader: YAMLReader) throws -> ImportSections.Members {
        let map = try reader.mapping(expected: "{id: row.agent, name: …, team: …}")
        let when = map.optional("when", expression), id = map.required("id", expression)
        let name = map.optional("name", expression), team = map.optional("team", expression)
        let role = map.optional("role", expression), joined = map.optional("joined", expression)
        let attributes = map.optional("attributes", object)
        map.close()
        return ImportSections.Members(
            place: place, when: try when(), id: try id(), name: try name(), team: try team(), role: try role(), joined: try joined(),
            attributes: try attributes())
    }

    private func customers(_ place: String, _ reader: YAMLReader) throws -> ImportSections.Customers {
        let map = try reader.mapping(expected: "{id: row.account, name: …, owner: …}")
        let when = map.optional("when", expression), id = map.required("id", expression)
        let name = map.optional("name", expression), owner = map.optional("owner", expression)
        let potential = map.optional("potential", expression), since = map.optional("since", expression)
        let attributes = map.optional("attributes", object)
        map.close()
        return ImportSections.Customers(
            place: place, when: try when(), id: try id(), name: try name(), owner: try owner(), potential: try potential(), since: try since(),
            attributes: try attributes())
    }

    private func activities(_ place: String, _ reader: YAMLReader) throws -> ImportSections.Activities {
        let map = try reader.mapping(expected: "{source: …, id: …, type: …, time: …, member: …, data: {…}}")
        let when = map.optional("when", expression), source = map.required("source", expression)
        let id = map.required("id", expression), type = map.required("type", expression)
        let time = map.required("time", expression), member = map.optional("member", expression)
        let data = map.optional("data", object)
        map.close()
        return ImportSections.Activities(
            place: place, when: try when(), source: try source(), id: try id(), type: try type(), time: try time(), member: try member(),
            data: try data())
    }

    private func object(_ reader: YAMLReader) throws -> ImportData {
        guard reader.isMapping else { throw reader.mismatch(expected: "a mapping: {amount: decimal(row.amount)}") }
        return try data(reader)
    }

    private func data(_ reader: YAMLReader) throws -> ImportData {
        if reader.isMapping { return .object(try reader.byName(upTo: 200) { (key: $0, value: try data($1)) }) }
        return reader.isList ? .list(try reader.list(upTo: 200, data)) : .value(try expression(reader))
    }

    private func expression(_ reader: YAMLReader) throws -> Expression {
        try reader.compiled(try reader.text(expected: "a CEL expression"), in: environment, zones)
    }
}
