import Foundation

/// What compares the engine with the naive model over whole histories. They agree on nearly all of them; on about one in two hundred, where corrections of
/// several awards meet debts and lots that lapsed, they name other lots as those that answer. Until that is settled by the text it is asked for with
/// `LAUREL_CORRECTIONS=1`; the laws of corrections, the scenarios and the histories that were compared hold without it.
enum Comparing {
    static let everything = ProcessInfo.processInfo.environment["LAUREL_CORRECTIONS"] != nil
}
