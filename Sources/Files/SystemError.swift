import Glibc

/// What the system says about a failure.
enum SystemError {
    /// `Permission denied`, for an error number. The words stand in a buffer of this thread (glibc 2.32 and later).
    static func words(_ number: Int32) -> String { strerror(number).map { String(cString: $0) } ?? "error \(number) of the system" }
}
