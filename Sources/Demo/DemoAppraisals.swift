import Identity
import JSON
import Periods
import PointsEngine

/// The appraisals of the invented company: each quarter the sheets are commented, rated, confirmed and signed within two weeks. Some forget,
/// and one in a while objects.
struct DemoAppraisals {
    let calendar: CompanyCalendar
    let people: [DemoPerson]

    /// So many days after the end of a quarter its sheets are open, also where the company locks a little later.
    private static let first = 4

    /// What is done on a day. Whoever has no sheet is refused, which is no harm.
    func steps(on day: Day) -> [DemoStep] {
        let end = calendar.days(of: .quarter, containing: day).start
        let gone = day.days(since: end)
        guard gone >= Self.first, gone < 40, let quarter = calendar.previous(before: calendar.period(.quarter, containing: day)) else { return [] }
        return people.filter { $0.role == .rep }.enumerated().flatMap { place, person in
            steps(of: person, place, SheetID(form: "rep-quarter", period: quarter.key, member: person.id), gone - Self.first)
                .map { DemoStep(at: DemoCalendar.hour(9 + $0.hour, place % 60, on: day, calendar.zone), actor: .member($0.by), commands: [$0.step]) }
        }
    }

    private func steps(of person: DemoPerson, _ place: Int, _ sheet: SheetID, _ day: Int) -> [(hour: Int, by: MemberID, step: Appraise)] {
        guard let manager = manager(of: person), let director = people.first(where: { $0.role == .director }) else { return [] }
        let isForgotten = place % 11 == 5, objects = place % 13 == 7
        var steps: [(hour: Int, by: MemberID, step: Appraise)] = []
        if day == place % 4 { steps.append((0, person.id, Appraise(.comment, sheet, comment: Self.comments[place % Self.comments.count]))) }
        if day == 5 + place % 3 { steps.append((1, manager.id, rating(sheet, place, kind: 0))) }
        if day == 8 + place % 2, !isForgotten { steps.append((2, director.id, Appraise(.confirm, sheet))) }
        if objects {
            if day == 11 { steps.append((3, person.id, Appraise(.object, sheet, comment: "The renewal of last month is missing."))) }
            if day == 13 { steps.append((4, manager.id, rating(sheet, place, kind: 1))) }
            if day == 14 { steps.append((5, director.id, Appraise(.confirm, sheet))) }
        }
        if day == (objects ? 16 : 11) + place % 4 { steps.append((6, person.id, Appraise(.sign, sheet))) }
        return steps
    }

    /// The manager of their own team, or of one around it.
    private func manager(of person: DemoPerson) -> DemoPerson? {
        var team = person.team
        while let here = team {
            if let found = people.first(where: { $0.role == .manager && $0.team == here }) { return found }
            team = DemoPeople.teams.first { $0.id == here }?.parent
        }
        return nil
    }

    private func rating(_ sheet: SheetID, _ place: Int, kind: Int) -> Appraise {
        let ratings: [String: Decimal] = ["satisfaction": Decimal(Int64(2 + (place + kind) % 4)), "teamwork": Decimal(Int64(3 + (place + kind) % 3))]
        return Appraise(.rate, sheet, comment: Self.words[place % Self.words.count], ratings: ratings)
    }

    private static let comments = [
        "A good quarter; two large accounts came back.", "New customers were fewer than I had planned.", "Visits paid off in the last month.",
    ]
    private static let words = ["Reliable, and a help to the team.", "Strong at the end; plan the pipeline earlier.", "Customers speak well of the service."]
}
