/// The calendar of the years 2023 to 2034, day by day: the days that histories ask for again and again.
enum Almanac {
    /// 1 January 2023.
    private static let first = 19_358
    private static let years = 2023...2034

    private static let days: [(year: Int, month: Int, day: Int)] = years.flatMap { year in
        (1...12).flatMap { month in (1...Day.length(year, month)).map { (year, month, $0) } }
    }

    /// The number of the first day of each month.
    private static let months: [Int] = days.indices.filter { days[$0].day == 1 }.map { first + $0 }

    static func civil(_ number: Int) -> (year: Int, month: Int, day: Int)? {
        number >= first && number < first + days.count ? days[number - first] : nil
    }

    static func start(ofMonth month: Int, _ year: Int) -> Int? {
        years.contains(year) ? months[(year - years.lowerBound) * 12 + month - 1] : nil
    }
}
