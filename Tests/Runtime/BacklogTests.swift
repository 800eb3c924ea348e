import Examples
import Identity
import PointsEngine
import Testing

@testable import Runtime

@Suite("What waits for the writer")
struct BacklogTests {
    private static func submission(_ caller: String, _ ids: [String]) throws -> Submission {
        Submission(ids.map { Cancel(RequestID($0)) }, by: .token(caller)) { _ in }
    }

    private static func id(_ item: Backlog.Item) -> String {
        (item.command as? Cancel)?.id.text ?? ""
    }

    @Test func `is decided in the order in which it came`() throws {
        var backlog = Backlog()
        backlog.add([try Self.submission("a", ["1", "2"]), try Self.submission("b", ["3"]), try Self.submission("a", ["4"])])
        var order: [String] = []
        while let item = backlog.next() { order.append(Self.id(item)) }
        #expect(order == ["1", "2", "3", "4"])
        #expect(backlog.isEmpty)
    }

    @Test func `of who took long, waits for what others have; each caller's stays in its order`() throws {
        var backlog = Backlog()
        backlog.add([try Self.submission("a", ["1", "2", "3"]), try Self.submission("a", ["4"]), try Self.submission("b", ["5", "6"]), try Self.submission("c", ["7"])])
        var order: [String] = []
        while let item = backlog.next() {
            order.append(Self.id(item))
            if item.actor == .token("a") { backlog.letOthersGo(before: item.actor) }
        }
        #expect(order == ["1", "5", "6", "7", "2", "3", "4"])
        backlog.add([try Self.submission("a", ["8"])])
        backlog.letOthersGo(before: .token("a"))
        #expect(backlog.next().map(Self.id) == "8")
        #expect(backlog.isEmpty)
    }
}
