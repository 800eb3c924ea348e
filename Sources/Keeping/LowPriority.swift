import Glibc

/// The thread that calls it works when nobody else wants to; the disk's schedulers follow the processor's (ioprio_set(2)).
enum LowPriority {
    static func take() {
        // Of one thread, where 0 is who calls: Linux keeps these numbers for each.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    }
}
