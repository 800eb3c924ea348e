import Periods
import Testing

@testable import Store

@Suite struct TallyPlaceTests {
    @Test(arguments: [Day.earliest, Day(number: -1), Day(number: 0), Day(number: 20_778), Day(number: Day.limit.number - 1)])
    func `every day stands in order between the owners of its neighbours`(day: Day) throws {
        for owner: Int64 in [0, 1, (1 << 26) - 1] {
            for measure: Int64 in [0, 1, (1 << 15) - 1] {
                let place = try TallyPlace(measure: measure, day: day, owner: owner)
                #expect(place.day == day)
                #expect(place.number >= 0)
                let (from, until) = TallyPlace.range(of: measure, over: DayRange(day))
                #expect(from <= place.number && place.number < until)
                let (first, last) = TallyPlace.range(of: measure, over: .all)
                #expect(first <= place.number && place.number < last)
            }
        }
    }

    @Test func `what does not fit is refused`() {
        #expect(throws: StoreError.full("tallies")) { try TallyPlace(measure: 1, day: Day(number: 0), owner: 1 << 26) }
        #expect(throws: StoreError.full("tallies")) { try TallyPlace(measure: 1 << 15, day: Day(number: 0), owner: 1) }
    }
}
