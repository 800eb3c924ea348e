import Identity
import JSON
import Periods
import PointsEngine
import Projection

/// Which customers a list is of.
struct CustomerFilter {
    enum Due: String, CaseIterable { case overdue, today, week }
    enum State: String, CaseIterable { case active, lost }
    enum Order: String, CaseIterable { case name, due, volume, orders, trend, potential, `class`, owner }

    static let arguments = [
        Argument("due", .words(Due.self), "overdue: a due day passed and no visit came since; today: due today; week: due by the end of this week"),
        Argument("owner", .text, "an id, me, none, or left: whose owner has left"), Argument("team", .text, "whose owner is in it, or in a team inside it"),
        Argument("class", .text, "an id, or none"), Argument("state", .words(State.self)), Argument("q", .text, "a part of a name or an id"),
        Argument("sort", .words(Order.self), "default name; volume, orders, trend and potential from the highest"),
    ]

    private let directory: Directory
    private let visible: VisibilityScope
    private let now: Instant
    private let me: MemberID?
    private let due: Due?
    private let owner: String?
    private let team: TeamID?
    private let customerClass: String?
    private let state: State?
    private let text: String?
    let order: Order

    init(_ call: Call) throws {
        func word<Word: RawRepresentable & CaseIterable>(_ name: String, _: Word.Type) throws -> Word? where Word.RawValue == String {
            guard let text = call.query(name) else { return nil }
            guard let word = Word(rawValue: text) else {
                throw Problem.malformed("\(name) is one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", at: name)
            }
            return word
        }
        (directory, visible, now, me) = (call.directory, call.visible, call.now, call.caller.member)
        (due, state, order) = (try word("due", Due.self), try word("state", State.self), try word("sort", Order.self) ?? .name)
        (owner, team, customerClass) = (call.query("owner"), call.query("team").map { TeamID($0) }, call.query("class"))
        text = call.query("q")?.lowercased()
        if owner == "me", me == nil { throw Problem.notFound }
    }

    func allows(_ customer: Customer) -> Bool {
        customer.mergedInto == nil && visible.rights.maySee(customer) && isDue(customer) && isOwned(customer)
            && (team.map { team in customer.owner.map { directory.isIn(team, $0, at: now) } ?? false } ?? true)
            && (customerClass.map { $0 == customer.customerClass ?? "none" } ?? true) && (state.map { ($0 == .lost) == customer.isLost } ?? true)
            && (text.map { customer.name.lowercased().contains($0) || customer.id.text.lowercased().contains($0) } ?? true)
    }

    private func isDue(_ customer: Customer) -> Bool {
        guard let due else { return true }
        let calendar = directory.programme.calendar, today = calendar.day(of: now)
        return switch due {
        case .overdue: customer.missedVisit != nil
        case .today: customer.visits.due == today
        case .week: customer.visits.due.map { $0 >= today && $0 < calendar.days(of: .week, containing: today).end } ?? false
        }
    }

    private func isOwned(_ customer: Customer) -> Bool {
        switch owner {
        case nil: true
        case "me": customer.owner == me
        case "none": customer.owner == nil
        case "left": customer.owner.flatMap { directory.members[$0] }.map { !$0.isThere(at: now) } ?? false
        case let id?: customer.owner?.text == id
        }
    }
}
