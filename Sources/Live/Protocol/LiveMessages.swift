import Boards
import JSON

/// The messages that go out (boards.md, "Live feed"), as JSON bytes.
enum LiveMessages {
    static func error(_ error: LiveError, subscription: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("sub", ifPresent: subscription)
            $0.object("error") {
                $0.member("code", error.rawValue)
                $0.member("message", error.message)
            }
        }
        return writer.bytes
    }

    /// A snapshot begins with the client's own name for it; the rest is the same for all who follow the topic.
    static func snapshot(for subscription: String, rest: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: rest.count + subscription.utf8.count + 16)
        writer.object { $0.member("sub", subscription) }
        return writer.bytes.dropLast() + rest
    }

    /// What follows the name in the snapshot of a board's topic.
    static func snapshot(_ topic: Topic, board: BoardKey, entrants: BoardDefinition.Entrants) -> [UInt8] {
        rest(topic) { Self.board(board, topic.state, at: topic.at, entrants, &$0) }
    }

    /// What a board shows: the members of an object.
    static func board(_ board: BoardKey, _ state: WindowState, at: Int64, _ entrants: BoardDefinition.Entrants, _ writer: inout JSONWriter) {
        writer.member("board", board.board)
        writer.member("period", board.period)
        writer.member("total", state.total)
        writer.member("at", at)
        state.write(entrants, to: &writer)
    }

    /// What follows the name in the snapshot of a feed: where it stands. What was said before is not said again, but for
    /// the last notices of one's own, newest first.
    static func snapshot(_ topic: Topic, feed: LiveFeedName, _ notices: [PersonalNotice]) -> [UInt8] {
        rest(topic) {
            $0.member("feed", feed.rawValue)
            $0.member("at", topic.at)
            guard feed == .me else { return }
            $0.array("items") { for notice in notices { $0.object { LiveItem(notice).write(to: &$0) } } }
        }
    }

    private static func rest(_ topic: Topic, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256 + topic.state.rows.count * 128)
        writer.object {
            $0.member("topic", topic.name)
            $0.object("snapshot") {
                $0.member("epoch", topic.epoch)
                $0.member("seq", Int64(topic.seq))
                body(&$0)
            }
        }
        var bytes = writer.bytes
        bytes[0] = UInt8(ascii: ",")
        return bytes
    }

    static func change(_ change: WindowChange, _ topic: Topic, entrants: BoardDefinition.Entrants) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 128 + change.rows.count * 128)
        writer.object {
            $0.member("topic", topic.name)
            $0.object("change") {
                $0.member("seq", Int64(topic.seq))
                $0.member("at", topic.at)
                $0.member("total", change.total)
                $0.array("rows") { for row in change.rows { row.row.write(entrants, was: row.was, to: &$0) } }
                $0.array("gone") { for id in change.gone { $0.value(id) } }
                change.next?.write(to: &$0)
            }
        }
        return writer.bytes
    }

    static func item(_ item: LiveItem, _ topic: Topic) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("topic", topic.name)
            $0.object("item") {
                $0.member("seq", Int64(topic.seq))
                item.write(to: &$0)
            }
        }
        return writer.bytes
    }
}
