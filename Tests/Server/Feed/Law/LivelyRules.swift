import Foundation
import Identity
import PointsEngine
import TestServer

/// The rules that come with Laurel, with a feed that is said a hundred times a second, and a board for each way to rank and to
/// reveal; and the people who stand on them.
final class LivelyRules {
    private let folder: TestFolder
    var path: String { folder.path + "/Rules" }

    static let people = (1...18).map { "p\($0 / 10)\($0 % 10)" }
    static let teams = ["east-1", "east-2", "west"]

    init() throws {
        folder = try TestFolder()
        try FileManager.default.copyItem(atPath: ServerHarness.root + "/Rules", toPath: path)
        try change("company.yaml") { $0.replacing("PT0.1S", with: "PT0.01S") }
        let more = [
            "{id: dense, title: Dense, value: points, entrants: members, period: month, ties: dense}",
            "{id: first, title: First, value: points, entrants: members, period: week, ties: first, reveal: top:5}",
            "{id: quiet, title: Quiet, value: points, entrants: members, period: month, minimum: 3, reveal: quiet}",
            "{id: regions, title: Regions, value: points, entrants: teams, period: month}",
        ]
        try change("boards.yaml") { $0 + more.map { "- \($0)\n" }.joined() }
    }

    func change(_ file: String, _ edit: (String) -> String) throws {
        try folder.write("Rules/" + file, edit(String(contentsOfFile: path + "/" + file, encoding: .utf8)))
    }

    static var members: [any Command] {
        people.enumerated().map { index, id in
            PutMember(
                    id: MemberID(id), name: "成员 \(index * 7 % 18)", team: TeamID(teams[index % 3]), joined: ServerHarness.start.adding(seconds: -300 * 86_400))
        }
    }
}
