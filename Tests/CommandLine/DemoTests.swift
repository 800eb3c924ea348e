import JSON
import TestClients
import Testing

/// `laurel demo`, as somebody tries it for the first time: it starts, somebody signs in, and sales come in before their eyes.
@Suite struct DemoTests {
    @Test func `the whole product is there and alive`() throws {
        let program = Program(folder: try WorkFolder())
        let server = try program.start("demo", "--port", "0")
        let lines = ["manager", "admin"].map { role in server.nextLine { $0.contains(role) } ?? "" }
        let words = lines[0].split(separator: " ").map(String.init)
        try #require(words.count == 3, "\(lines)")

        // The machine may be busy with other tests: nothing here is about how fast it is.
        let http = HTTPClient(try Socket(port: server.port, milliseconds: 60_000))
        #expect(try http.get("/wall").text.contains("<html"))
        let session = try http.post("/api/v1/session", json: #"{"name": "\#(words[1])", "password": "\#(words[2])"}"#)
        #expect(session.status == 200, "\(session.text)")
        let cookie = String((session.header("set-cookie") ?? "").prefix { $0 != ";" })
        var standings = try http.get("/api/v1/boards/points-month", headers: ["Cookie": cookie])
        // A busy machine says so, and is asked again, as the pages do.
        while standings.status == 503 { standings = try http.get("/api/v1/boards/points-month", headers: ["Cookie": cookie]) }
        // On the first day of a month few have sold: then the month before tells.
        let shown = try JSONValue.parse(standings.body)
        if let last = shown["previous"]?.string, shown["rows"]?.array?.count ?? 0 <= 10 {
            standings = try http.get("/api/v1/boards/points-month?period=\(last)", headers: ["Cookie": cookie])
            while standings.status == 503 { standings = try http.get("/api/v1/boards/points-month?period=\(last)", headers: ["Cookie": cookie]) }
        }
        #expect((try JSONValue.parse(standings.body)["rows"]?.array?.count ?? 0) > 10, "\(standings.status) \(standings.text.prefix(300))")

        let viewer = try WebSocketClient(Socket(port: server.port, milliseconds: 60_000), "/live", subprotocol: "laurel.live.v1", headers: ["Cookie": cookie])
        try viewer.send(text: #"{"subscribe": "a", "board": "points-month", "period": "current", "window": {"top": 100}}"#)
        try viewer.send(text: #"{"subscribe": "b", "board": "revenue-month", "period": "current", "window": {"top": 100}}"#)
        var seen: Set<String> = []
        while !seen.contains("change") {
            let message = try JSONValue.parse(Array(viewer.text().utf8)).object ?? [:]
            #expect(message["error"] == nil, "\(message)")
            seen.formUnion(["snapshot", "change"].filter { message[$0] != nil })
        }
        #expect(seen == ["snapshot", "change"])
        #expect(server.stop() == 0)
        #expect(!program.folder.has("laurel.db"))
    }
}
