import PointsEngine
import Runtime
import SQLite
import Store

extension Unavailable {
    /// What a storage throws that does not work: it says nothing about what was asked for, and may be well again later. Nil for our own
    /// mistakes, which would be the same again.
    init?(storage error: any Error) {
        switch error {
        case let error as SQLiteError where error.isInterrupted || error.isBusy: self.init(code: .overloaded)
        case let error as SQLiteError where error.isFull: self.init(code: .readOnly)
        case let error as SQLiteError where !error.isConstraint: self.init(code: .unavailable)
        case is StoreError, is DamagedRecord: self.init(code: .unavailable)
        default: return nil
        }
    }
}
