/// What a feed has done since it began: for gauges, and to see that it grows with what is seen alone.
package struct LiveCounters: Sendable, Equatable {
    /// Windows that were read from boards.
    package var windows = 0
    /// Messages that were written out.
    package var messages = 0
    /// Connections that got a turn.
    package var turns = 0
}
