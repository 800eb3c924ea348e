import Files
import JSON
import PointsEngine
import Store
import Web

/// What a person chose for the columns of a file, as it is kept.
struct KeptChoices: Sendable {
    let proposal: MapProposal

    static let shape: [(String, Shape)] = [
        ("columns", .list(["name": .text, "meaning": .words(ColumnMeaning.self), "date?": .orNull(.words(DateOrder.self)), "number?": .orNull(.words(NumberForm.self))])),
        ("type?", .orNull(.text)), ("makes_people?", .flag), ("sheet?", .orNull(.text)),
    ]

    init(_ body: JSONObject) throws {
        guard let list = body["columns"]?.array, 1...1_000 ~= list.count else { throw Problem.malformed("columns is a list of 1 to 1,000", at: "/columns") }
        let columns = try list.enumerated().map { index, item -> MapProposal.Column in
            guard let object = item.object, let name = object["name"]?.string, name.utf8.count <= 1_000 else { throw Problem.malformed("a column has a name", at: "/columns/\(index)/name") }
            do {
                return MapProposal.Column(name: name, meaning: try object.word("meaning") ?? .ignored, date: try object.word("date"), number: try object.word("number"))
            } catch let problem as Problem {
                throw problem.below("/columns/\(index)")
            }
        }
        proposal = MapProposal(
            columns: columns, type: try body.optionalText("type", upTo: 200) ?? "sale.won", makesPeople: try body.flag("makes_people", default: true),
            sheet: try body.optionalText("sheet", upTo: 100))
    }

    /// As it was kept; nil: it cannot be read.
    init?(_ text: String) {
        guard let body = (try? JSONValue.parse(Array(text.utf8)))?.object, let choices = try? KeptChoices(body) else { return nil }
        self = choices
    }

    /// Whether a file has all columns that the map reads.
    func fits(_ columns: Set<String>) -> Bool { proposal.columns.allSatisfy { $0.meaning == .ignored || columns.contains($0.name) } }
}

extension Problem {
    fileprivate func below(_ place: String) -> Problem {
        var problem = self
        problem.faults = faults.map { Fault(pointer: place + $0.pointer, code: $0.code, detail: $0.detail) }
        return problem
    }
}

/// `PUT /imports/maps/{name}`: keeps what was chosen, for this import and the next one.
enum KeepImportMapCall {
    static let endpoint = Endpoint(
        .put, "/imports/maps/{name}", .atLeast(.admin), "Keep what the columns of a file are, as a map that imports go by.",
        takes: .body("ImportChoices"), gives: .json(["id": .text, "map": .text])
    ) { call in
        let name = call.path("name"), now = call.now, body = try call.body(), zones = call.site.services.zones
        guard HookFolder.isName(name) else { throw Problem.malformed("small letters, digits, - _ and ., at most 64", at: "name") }
        let rules = call.site.services.options.rulesFolder
        guard !(rules.map(ImportFolder.names) ?? []).contains(name) else { throw Problem(.conflict, "the rules folder has a map of that name", at: "name") }
        let map = try map(of: KeptChoices(body).proposal, named: name)
        do throws(Diagnostics) { _ = try ImportMap(map, file: name + ".yaml", zones: zones) } catch { throw DraftFiles.problem(error, .invalidMap) }
        let choices = String(decoding: JSONValue.object(body).bytes, as: UTF8.self)
        call.write(Note(kind: "import-map-kept", subject: name, detail: [:])) { database in
            if try database.importMaps.find(name) == nil, try database.importMaps.list().count >= ImportMaps.most { throw Problem(.tooLarge, "at most \(ImportMaps.most) maps") }
            try database.importMaps.put(KeptImportMap(name: name, map: map, choices: choices, changed: now))
        } _: {
            .json { writer in
                writer.object { writer in
                    writer.member("id", name)
                    writer.member("map", map)
                }
            }
        }
    }

    private static func map(of proposal: MapProposal, named name: String) throws -> String {
        let place = { (fits: (MapProposal.Column) -> Bool) in "/columns/\(proposal.columns.firstIndex(where: fits) ?? 0)" }
        do throws(MapProposal.Fault) {
            return try proposal.yaml(named: name)
        } catch {
            switch error {
            case .nothing: throw Problem.malformed("no column is a member, a team or a time", at: "/columns")
            case .twice(let meaning): throw Problem.malformed("two columns are \(meaning.rawValue)", at: place { $0.meaning == meaning })
            case .missing(let meaning): throw Problem.malformed("no column is \(meaning.rawValue)", at: "/columns")
            case .ambiguousDate(let name): throw Problem.malformed("say in which order its dates are", at: place { $0.name == name } + "/date")
            }
        }
    }

    /// `DELETE /imports/maps/{name}`.
    static let drop = Endpoint(.delete, "/imports/maps/{name}", .atLeast(.admin), "Forget a map that was kept.", gives: .nothing) { call in
        let name = call.path("name")
        call.write(Note(kind: "import-map-dropped", subject: name, detail: [:])) { database in
            guard try database.importMaps.remove(name) else { throw Problem.notFound }
        } _: { .noContent }
    }
}
