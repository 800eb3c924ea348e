import JSON
import Testing

@testable import API

/// The description says what is true: it is made from the routes, and every call has a note.
@Suite struct DescriptionTests {
    private let routes = Routes.router().routes

    @Test func everyRouteIsDescribedAndNothingElse() throws {
        let document = try JSONValue.parse(APIDescription.bytes)
        #expect(document["openapi"]?.string == "3.1.0")
        let described = Set((document["paths"]?.object?.members ?? []).flatMap { path in (path.value.object?.members ?? []).map { "\($0.key.uppercased()) \(path.key)" } })
        #expect(described == Set(routes.map { "\($0.method.rawValue) \($0.pattern)" }))
    }

    @Test func everyCallHasANoteAndEveryNoteACall() {
        let calls = Set(routes.map { "\($0.method.rawValue) \(APIDescription.shortPath($0.pattern))" })
        let notes = Set(CallNotes.all.keys)
        #expect(calls.subtracting(notes).sorted() == [], "calls without a note in CallNotes")
        #expect(notes.subtracting(calls).sorted() == [], "notes of calls that are not there")
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let document = try JSONValue.parse(APIDescription.bytes)
        let text = String(decoding: APIDescription.bytes, as: UTF8.self)
        let names = Set(text.matches(of: #/#\/components\/schemas\/([A-Za-z]+)/#).map { String($0.output.1) })
        for name in names { #expect(document["components"]?["schemas"]?[name] != nil, "\(name)") }
        #expect(names.count > 20)
    }

    @Test func identifiersOfCallsAreDifferent() throws {
        let document = try JSONValue.parse(APIDescription.bytes)
        let identifiers = (document["paths"]?.object?.members ?? []).flatMap { ($0.value.object?.members ?? []).compactMap { $0.value["operationId"]?.string } }
        #expect(Set(identifiers).count == identifiers.count)
    }
}
