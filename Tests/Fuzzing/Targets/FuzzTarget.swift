/// What bytes from outside meet first. Each case takes any bytes at all: it may refuse them, but it neither traps nor takes longer than its
/// bounds say, and what it makes of them has the properties that are checked beside it.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Expressions of rules, by all that they may name.
    case cel
    /// A pattern of `matches` in the first line, a text in the rest.
    case regex
    /// A scenario: company, rules, metrics, boards, tiers, rewards, steps; one that holds is run.
    case scenario
    /// An import map.
    case imports
    /// A CSV file; the first byte chooses its form.
    case csv
    case json
    /// A request with events; the first byte chooses its media type.
    case events
    /// The head of an HTTP request.
    case http
    /// What a client sends on a WebSocket.
    case websocket
    /// A message of the live feed.
    case live
    /// Instants, days, durations, keys of periods.
    case times
    /// A workbook (.xlsx).
    case workbook
    /// A file with a table in it of which nobody has said how it is written.
    case table
    /// What a CRM sends to a hook; the first byte chooses the map and the media type.
    case hook
    /// The target of a request: its path, and its arguments as every call reads them.
    case requests
    /// A picture as somebody sends it.
    case pictures
    /// What an identity provider sends to add, find and change people; the first byte says which.
    case scim
    /// A token of a provider, or its keys.
    case tokens

    /// - Throws: `FuzzFinding`, where a property does not hold.
    package func take(_ bytes: [UInt8]) throws {
        switch self {
        case .cel: try FuzzExpressions.cel(bytes)
        case .regex: try FuzzExpressions.regex(bytes)
        case .scenario: try FuzzFiles.scenario(bytes)
        case .imports: try FuzzFiles.imports(bytes)
        case .csv: try FuzzFiles.csv(bytes)
        case .json: try FuzzTexts.json(bytes)
        case .events: try FuzzTexts.events(bytes)
        case .times: try FuzzTexts.times(bytes)
        case .http: try FuzzWeb.http(bytes)
        case .pictures: try FuzzPictures.pictures(bytes)
        case .requests: try FuzzRequests.requests(bytes)
        case .scim: try FuzzScim.scim(bytes)
        case .tokens: try FuzzTokens.tokens(bytes)
        case .websocket: try FuzzWeb.webSocket(bytes)
        case .workbook: try FuzzTables.workbook(bytes)
        case .table: try FuzzTables.table(bytes)
        case .hook: try FuzzTables.hook(bytes)
        case .live: try FuzzWeb.live(bytes)
        }
    }
}

/// A property that does not hold for an input.
package struct FuzzFinding: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw FuzzFinding(description: what()) }
}
