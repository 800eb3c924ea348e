import Foundation

/// The naive model says what points.md says of corrections ("A correction changes only the difference"). Until the engine says the same, what compares the two
/// is asked for with `LAUREL_CORRECTIONS=1`.
enum EngineFollows {
    static let corrections = ProcessInfo.processInfo.environment["LAUREL_CORRECTIONS"] != nil
}
