import JSON
import Testing

@testable import API

/// The description says what is true: it is made of the calls themselves.
@Suite struct DescriptionTests {
    private let document = (try? JSONValue.parse(APIDescription.bytes)) ?? .null

    @Test func `every route is described and nothing else`() {
        #expect(document["openapi"]?.string == "3.1.0")
        let described = Set((document["paths"]?.object?.members ?? []).flatMap { path in (path.value.object?.members ?? []).map { "\($0.key.uppercased()) \(path.key)" } })
        #expect(described == Set(Routes.router().routes.map { "\($0.method.rawValue) \($0.pattern)" }))
        #expect(described.count > 70)
    }

    @Test func `every call says what it does`() {
        for endpoint in Routes.all { #expect(endpoint.summary.count > 5 && endpoint.summary.last == ".", "\(endpoint.path.short)") }
    }

    @Test func `every reference leads somewhere and every shape is used`() {
        let text = String(decoding: APIDescription.bytes, as: UTF8.self)
        let names = Set(text.matches(of: #/#\/components\/schemas\/([A-Za-z]+)/#).map { String($0.output.1) })
        #expect(names == Set(APIShapes.all.map(\.name)))
        #expect(names.count > 20)
    }

    @Test func `identifiers of calls are different`() {
        let identifiers = (document["paths"]?.object?.members ?? []).flatMap { ($0.value.object?.members ?? []).compactMap { $0.value["operationId"]?.string } }
        #expect(Set(identifiers).count == identifiers.count)
    }

    /// What others say what it is; everything else is exact.
    private static let open: Set = [
        "what the source tells of the activity; rules read it", "what the rules of the company read of its members", "what the command or the note says",
        "a rule as a file of the rules folder has it", "rules as a file of the rules folder has them", "a document of OpenAPI 3.1",
        "what the CRM sends; the map of the hook says what it is", "what the map makes of a body: an activity, a member, a team or a customer",
        "what the file shall say: a mapping or a list, as it was read", "what the file says",
        "columns of a row, by name; what is not there is left out",
        "a resource of SCIM 2.0 (RFC 7643), or a PatchOp (RFC 7644, 3.5.2)", "as RFC 7643 and 7644 have it",
        "what else the kind says: request, about and state of a decision, expires of a warning, level of a badge",
    ]

    @Test func `what may be anything is named`() {
        let shapes = APIShapes.all.map(\.shape) + Routes.all.flatMap { endpoint in
            (endpoint.input.body?.contents.map(\.shape) ?? []) + endpoint.answers.all.flatMap { $0.contents.map(\.shape) } + endpoint.input.query.map(\.shape)
        }
        #expect(Set(shapes.flatMap(\.openings)) == Self.open)
    }

    @Test func `requests are closed and answers are not`() {
        let body = document["paths"]?["/api/v1/adjustments"]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]
        #expect(body?["additionalProperties"] == .bool(false))
        #expect(document["components"]?["schemas"]?["RewardDraft"]?["additionalProperties"] == .bool(false))
        #expect(document["components"]?["schemas"]?["Reward"]?["additionalProperties"] == nil)
    }

    // MARK: What is not described cannot come in

    @Test(arguments: Routes.all.indices)
    func `A body with a key that is not described is refused, by every call that takes one`(index: Int) throws {
        let endpoint = Routes.all[index]
        guard let shape = endpoint.input.body?.object else { return }
        #expect(shape.stranger(in: ["undescribed": 1]) == "/undescribed", "\(endpoint.path.short)")
        let content = RequestContent(Array(#"{"undescribed": 1}"#.utf8), endpoint.input.body)
        let problem = #expect(throws: Problem.self) { try content.object() }
        #expect(problem?.code.rawValue == "malformed")
        #expect(problem?.faults.map(\.pointer) == ["/undescribed"])
    }

    @Test func `strangers are found at every depth`() {
        let shape: Shape = .either([
            ["targets": .list(["owner?": ["kind": .text, "id": .text], "value": .number]), "reason?": .orNull(.text)], ["value": .number],
        ])
        #expect(shape.stranger(in: ["value": 1]) == nil)
        #expect(shape.stranger(in: ["targets": [["value": 1]], "reason": .null]) == nil)
        #expect(shape.stranger(in: ["targets": [["value": 1], ["value": 1, "owner": ["kind": "team", "a/b~": 1]]]]) == "/targets/1/owner/a~1b~0")
        #expect(shape.stranger(in: ["value": 1, "reason": "x"]) != nil)
        #expect(Shape.map(["a": .text]).stranger(in: ["any": ["a": "", "b": ""]]) == "/any/b")
        #expect(Shape.extensible([("a", .text)], others: .text).stranger(in: ["a": "", "b": ""]) == nil)
        #expect(Shape.either([.text, .map(.text)]).stranger(in: "words") == nil)
        #expect(Shape.open("anything").stranger(in: ["any": 1]) == nil)
    }
}

extension Shape {
    /// Why it is open where it is.
    fileprivate var openings: [String] {
        switch self {
        case .open(let reason): [reason]
        case .list(let inner), .map(let inner), .orNull(let inner): inner.openings
        case .object(let members): members.flatMap(\.1.openings)
        case .extensible(let members, let others): members.flatMap(\.1.openings) + others.openings
        case .either(let shapes): shapes.flatMap(\.openings)
        case .text, .integer, .number, .flag, .instant, .moment, .words, .shared: []
        }
    }
}
