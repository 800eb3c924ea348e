import Glibc

/// Signals that the main thread waits for, instead of being interrupted by them.
struct Signals {
    enum Wish {
        /// SIGTERM, SIGINT.
        case stop
        /// SIGHUP.
        case reload
    }

    private var set = sigset_t()

    /// To be made before any thread is, so that all of them leave these signals alone.
    init() {
        sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for a signal, at most so many milliseconds; nil: none came.
    func wait(milliseconds: Int) -> Wish? {
        var set = set
        var limit = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
        switch sigtimedwait(&set, nil, &limit) {
        case SIGTERM, SIGINT: return .stop
        case SIGHUP: return .reload
        default: return nil
        }
    }
}
