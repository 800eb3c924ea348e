import Periods

/// A part of a timestamp in a time zone, or of a duration: `getHours()` and its kin.
enum TimeAccessor: String, CaseIterable {
    case getFullYear, getMonth, getDayOfYear, getDayOfMonth, getDate, getDayOfWeek, getHours, getMinutes, getSeconds, getMilliseconds

    /// Whether durations have it too.
    var isOfDuration: Bool {
        switch self {
        case .getHours, .getMinutes, .getSeconds, .getMilliseconds: true
        default: false
        }
    }

    /// Months, days of the year and `getDayOfMonth` count from 0, `getDate` from 1, Sunday is 0.
    func value(of timestamp: CELTimestamp, offset: Int) -> Int64 {
        let local = CivilTime(seconds: timestamp.seconds + Int64(offset))
        let value =
            switch self {
            case .getFullYear: local.date.year
            case .getMonth: local.date.month - 1
            case .getDayOfYear: local.date.dayOfYear
            case .getDayOfMonth: local.date.day - 1
            case .getDate: local.date.day
            case .getDayOfWeek: local.weekday
            case .getHours: local.hour
            case .getMinutes: local.minute
            case .getSeconds: local.second
            case .getMilliseconds: Int(timestamp.nanos / 1_000_000)
            }
        return Int64(value)
    }

    /// The whole duration in hours, minutes or seconds; of milliseconds only those beyond the last second.
    func value(of duration: CELDuration) throws(EvaluationError) -> Int64 {
        let (seconds, nanos) = duration.parts
        switch self {
        case .getHours: return seconds / 3600
        case .getMinutes: return seconds / 60
        case .getSeconds: return seconds
        case .getMilliseconds: return nanos / 1_000_000
        default: throw .noSuchOverload("\(rawValue)(duration)")
        }
    }

    func value(of target: CELValue, zone: Zone?) throws(EvaluationError) -> CELValue {
        switch target {
        case .timestamp(let timestamp): return .int(value(of: timestamp, offset: zone?.offset(at: Instant(seconds: timestamp.seconds)) ?? 0))
        case .duration(let duration) where zone == nil: return .int(try value(of: duration))
        default: throw .noOverload(rawValue, [target])
        }
    }
}
