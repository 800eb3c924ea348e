import Boards
import Identity
import JSON
import PointsEngine

extension Directory {
    /// A word of recognition, as everyone hears it; nil where nobody knows the member.
    func recognition(of member: MemberID, _ numbers: EntrantNumbers, _ words: String, from: Actor, points: Points?, at milliseconds: Int64) -> Celebration? {
        guard let number = numbers[member] else { return nil }
        let speaker = from.member.flatMap { members[$0]?.name }
        return Celebration(kind: "recognition", member: number, points: points, title: .string(words), at: milliseconds, from: speaker)
    }
}
