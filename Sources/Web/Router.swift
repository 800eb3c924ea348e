/// Finds what a path and a method lead to. Patterns are exact segments and parameters: `/api/v1/members/{id}`.
///
/// A literal segment wins over a parameter at the same place. A parameter takes exactly one segment, decoded, not empty.
/// Pure; a lookup costs O(segments).
package struct Router<Endpoint> {
    package typealias Method = RequestHead.Method

    package enum Match {
        case found(Endpoint, Parameters)
        /// The path is known, the method not; these are, in the order of `Method.allCases`.
        case otherMethod(allowed: [Method])
        case unknown
    }

    /// What stood at the places of the parameters.
    package struct Parameters: Equatable {
        /// The number of the route among `routes`.
        package let route: Int
        fileprivate let names: [String]
        fileprivate let values: [Substring]

        package subscript(_ name: String) -> String? {
            names.firstIndex(of: name).map { String(values[$0]) }
        }
    }

    private struct Leaf {
        let endpoint: Endpoint
        let number: Int
        let names: [String]
    }

    private struct Node {
        var literals: [Substring: Int] = [:]
        var parameter: Int?
        var leaves: [Method: Leaf] = [:]
    }

    private var nodes = [Node()]
    /// Every route, in the order in which they were added.
    package private(set) var routes: [(method: Method, pattern: String, endpoint: Endpoint)] = []

    package init() {}

    /// Adds a route; a second one for the same method and pattern is a mistake of ours and traps.
    package mutating func add(_ method: Method, _ pattern: String, _ endpoint: Endpoint) {
        var place = 0
        var names: [String] = []
        for segment in Self.segments(pattern) {
            let isParameter = segment.first == "{" && segment.last == "}"
            if isParameter { names.append(String(segment.dropFirst().dropLast())) }
            place = next(place, isParameter ? nil : segment)
        }
        precondition(nodes[place].leaves[method] == nil, "\(method.rawValue) \(pattern) is there already")
        nodes[place].leaves[method] = Leaf(endpoint: endpoint, number: routes.count, names: names)
        routes.append((method, pattern, endpoint))
    }

    /// HEAD is served by GET where it has no route of its own.
    package func match(_ method: Method, _ path: String) -> Match {
        var values: [Substring] = []
        guard let leaves = leaves(0, Self.segments(path)[...], &values) else { return .unknown }
        if let leaf = leaves[method] ?? (method == .head ? leaves[.get] : nil) {
            return .found(leaf.endpoint, Parameters(route: leaf.number, names: leaf.names, values: values))
        }
        return .otherMethod(allowed: Self.allowed(leaves))
    }

    private mutating func next(_ place: Int, _ literal: Substring?) -> Int {
        if let known = literal.map({ nodes[place].literals[$0] }) ?? nodes[place].parameter { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        if let literal { nodes[place].literals[literal] = new } else { nodes[place].parameter = new }
        return new
    }

    private func leaves(_ place: Int, _ segments: ArraySlice<Substring>, _ values: inout [Substring]) -> [Method: Leaf]? {
        let node = nodes[place]
        guard let segment = segments.first else { return node.leaves.isEmpty ? nil : node.leaves }
        if let child = node.literals[segment], let found = leaves(child, segments.dropFirst(), &values) { return found }
        guard let child = node.parameter, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = leaves(child, segments.dropFirst(), &values) { return found }
        values.removeLast()
        return nil
    }

    private static func allowed(_ leaves: [Method: Leaf]) -> [Method] {
        Method.allCases.filter { leaves[$0] != nil || ($0 == .head && leaves[.get] != nil) || $0 == .options }
    }

    private static func segments(_ path: String) -> [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}

extension Response {
    /// 405, or the answer to OPTIONS, for a path that is known (RFC 9110, 9.3.7 and 15.5.6).
    package static func otherMethod(_ asked: RequestHead.Method, allowed: [RequestHead.Method]) -> Response {
        let allow = Header("Allow", allowed.map(\.rawValue).joined(separator: ", "))
        if asked == .options { return Response(status: 204, headers: [allow]) }
        var response = Response(
            status: 405, mediaType: "application/problem+json",
            body: Array(#"{"type":"about:blank","title":"Method Not Allowed","status":405,"code":"method-not-allowed"}"#.utf8))
        response.headers.append(allow)
        return response
    }
}
