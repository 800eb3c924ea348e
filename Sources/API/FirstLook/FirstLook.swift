import Identity
import JSON
import Periods
import Web

/// The document of the board for who is signed in: with its first rows, and with the answers to what its script is going to ask.
///
/// A phone far away sees rows when it has the document and its styles; nothing waits for scripts that ask, and are answered, one after
/// the other. The answers come from the calls themselves, for the same caller, so that nobody sees here what the API would not tell.
/// It belongs to one session: nobody may keep it. Where anything is not as usual, the document is the one that everybody gets.
final class FirstLook {
    private let site: Site
    private let pages: StaticFiles
    private let request: HTTPRequest
    private let caller: Caller
    private let language: Language
    private let answer: (Response) -> Void
    private var answers: [(address: String, body: [UInt8])] = []

    /// - Parameter answer: called once, on the web thread.
    init(_ site: Site, _ pages: StaticFiles, _ request: HTTPRequest, _ caller: Caller, _ answer: @escaping (Response) -> Void) {
        (self.site, self.pages, self.request, self.caller, self.answer) = (site, pages, request, caller, answer)
        let tags = [request.argument("lang"), caller.person?.language]
        language = tags.lazy.compactMap { $0 }.compactMap(Language.init(tag:)).first ?? Language(accepting: request.header("Accept-Language"))
    }

    /// Whether a request is for the board's page as it stands now, with a cookie of a session.
    static func isFor(_ request: HTTPRequest, _ cookies: Cookies) -> Bool {
        request.method == .get && request.path == "/" && request.argument("period") == nil && request.cookie(cookies.sessionName) != nil
    }

    func begin() {
        guard let person = caller.person, !person.owesSecondFactor else { return giveUp() }
        ask(["/session", "/boards?limit=500", "/teams?limit=500"]) { [self] in
            guard let board = chosen() else { return giveUp() }
            let path = "/boards/\(board)?period=current"
            ask([path + "&limit=\(FirstRows.ahead)", path + "&around=me&radius=3"]) { [self] in finish() }
        }
    }

    private func giveUp() { answer(pages.response(to: request.head) ?? Problem.notFound.response(in: language)) }

    /// Asks several things, and goes on when all are answered.
    private func ask(_ paths: [String], _ then: @escaping () -> Void) {
        var waiting = paths.count
        for path in paths {
            let address = Routes.base + path
            site.ask(address, like: request, caller, in: language) { [self] response in
                if response.status == 200, response.rest == nil { answers.append((address, response.body)) }
                waiting -= 1
                if waiting == 0 { then() }
            }
        }
    }

    private func answered(_ path: String) -> JSONValue? {
        answers.first { $0.address == Routes.base + path }.flatMap { try? JSONValue.parse($0.body) }
    }

    /// The board that the page will choose (`board.js`), if its name can stand in an address.
    private func chosen() -> String? {
        guard answered("/session") != nil, let boards = answered("/boards?limit=500")?["items"]?.array else { return nil }
        let wanted = request.argument("board"), shown = boards.filter { FirstRows.stands($0, at: site.services.clock()) || $0["id"]?.string == wanted }
        let board = shown.first { $0["id"]?.string == wanted } ?? shown.first(where: FirstRows.isUsual) ?? shown.first
        let plain: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return board?["id"]?.string.flatMap { $0.allSatisfy(plain) ? $0 : nil }
    }

    private func finish() {
        guard let page = pages.text("index.html"), let texts = site.texts(of: language, pages), let document = FirstDocument(page) else { return giveUp() }
        var rows: FirstRows?
        if let board = chosen() {
            let path = "/boards/\(board)?period=current&limit=\(FirstRows.ahead)"
            let said = FirstRows.Answers(
                session: answered("/session"), boards: answered("/boards?limit=500"), teams: answered("/teams?limit=500"), standing: answered(path))
            rows = FirstRows(texts, said, board: board, at: site.services.clock(), site.directory.programme.calendar)
        }
        let headers: [Response.Header] = [
            .init("Cache-Control", "no-store"), .init("Vary", "Cookie, Accept-Language"),
            // The service worker keeps it for nobody.
            .init("X-Laurel-Own", "1"),
        ]
        let body = document.filled(language, rows: rows?.markup ?? "", answers: answers)
        let response = Response(headers: headers, mediaType: "text/html; charset=utf-8", body: Array(body.utf8))
        answer(request.head.acceptsGzip ? response.packed() : response)
    }
}

/// The board's document, and where something is written into it.
private struct FirstDocument {
    private let page: String
    private let body: Range<String.Index>

    private static let empty = "<laurel-shell page=\"board\" live><board-page></board-page></laurel-shell>"

    init?(_ page: String) {
        guard let body = page.firstRange(of: Self.empty) else { return nil }
        (self.page, self.body) = (page, body)
    }

    /// The frame is that of `shell.js`; the script takes it over and fills it.
    func filled(_ language: Language, rows: String, answers: [(address: String, body: [UInt8])]) -> String {
        var text = page
        let first = rows.isEmpty ? "<board-page></board-page>" : "<board-page class=\"view\" data-first>\(rows)</board-page>"
        text.replaceSubrange(
            body,
            with: """
                <laurel-shell page="board" live><div class="shell"><nav class="sidebar"></nav><div><header class="appbar"></header>\
                <main class="page" id="main" tabindex="-1">\(first)</main></div><nav class="tabbar"></nav></div></laurel-shell>\
                <template id="first-answers">\(Self.written(answers))</template>
                """)
        if let head = text.firstRange(of: "</head>") {
            text.replaceSubrange(head, with: "<link rel=\"preload\" href=\"/i18n/\(language.rawValue).json\" as=\"fetch\" crossorigin>\n</head>")
        }
        if let tag = text.firstRange(of: "<html lang=\"zh-Hans\"") { text.replaceSubrange(tag, with: "<html lang=\"\(language.rawValue)\"") }
        return text
    }

    private static func written(_ answers: [(address: String, body: [UInt8])]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            for one in answers {
                writer.key(one.address)
                writer.value(json: one.body)
            }
        }
        return Markup.escaped(String(decoding: writer.bytes, as: UTF8.self))
    }
}

/// Text that stands in a document.
enum Markup {
    static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
