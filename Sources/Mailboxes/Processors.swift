import Glibc

/// What the machine has to work with.
package enum Processors {
    /// Cores that are switched on, at least 1.
    package static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
