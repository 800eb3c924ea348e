import Identity
import Periods
import PointsEngine

/// What people of the invented company ask about: one question that was answered, and two that wait.
enum DemoQuestions {
    static func ofDay(_ day: Day, before today: Day, among people: [DemoPerson], _ calendar: CompanyCalendar) -> [DemoStep] {
        let reps = people.filter { $0.role == .rep }, month = calendar.period(.month, containing: calendar.zone.firstInstant(of: day)).key
        guard let first = reps.first, let second = reps.dropFirst(5).first, let third = reps.dropFirst(9).first else { return [] }
        func asked(_ id: String, _ person: DemoPerson, _ words: String) -> DemoStep {
            let question = AskQuestion(id: QuestionID(id), about: Question.About(.board, "points-month/\(month)/\(person.id.text)"), words: words)
            return DemoStep(at: DemoCalendar.hour(11, 20, on: day, calendar.zone), actor: .member(person.id), commands: [question])
        }
        switch today.days(since: day) {
        case 9: return [asked("q-1", first, "上周和同事合签的合同，为什么只算了一半？")]
        case 7:
            let manager = people.first { $0.team == first.team && $0.role == .manager }
            let answer = AnswerQuestion(id: "q-1", words: "合签按约定比例分配，双方各得一半，明细里可以看到分配比例。")
            return manager.map { [DemoStep(at: DemoCalendar.hour(14, 5, on: day, calendar.zone), actor: .member($0.id), commands: [answer])] } ?? []
        case 4: return [asked("q-2", second, "周一的拜访没有计分，客户和上次不是同一家。")]
        case 1: return [asked("q-3", third, "取消的订单已经重新签了，名次还没有恢复。")]
        default: return []
        }
    }
}
