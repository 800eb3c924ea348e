import Glibc
import Measures

/// What the system says of this process and of the database's files.
package enum ProcessNumbers {
    /// Under the names that every Prometheus client uses.
    static func write(to text: inout Exposition) {
        text.gauge("process_resident_memory_bytes", "Memory that is held now", residentBytes)
        text.gauge("laurel_memory_peak_bytes", "The most memory that the process has held", peakBytes)
        text.counter("process_cpu_seconds", "Processor time, of users and of the system") { $0.add(seconds(usage.ru_utime) + seconds(usage.ru_stime)) }
        text.gauge("process_open_fds", "Descriptors that are open", openDescriptors)
        text.gauge("process_max_fds", "Descriptors that may be open", descriptorLimit)
        text.gauge("process_start_time_seconds", "When the process began, in seconds since 1970", start)
    }

    static var residentBytes: Int {
        let pages = file("/proc/self/statm").split(separator: " ").compactMap { Int($0) }
        return (pages.count > 1 ? pages[1] : 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// `getrusage` counts kilobytes.
    static var peakBytes: Int { usage.ru_maxrss * 1_024 }

    /// The size of a file; 0 where there is none.
    package static func bytes(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Bytes that are free on the volume of a file, and all of it; nil: it does not tell.
    package static func volume(of path: String) -> (free: Int, all: Int)? {
        var volume = statvfs()
        guard statvfs(path, &volume) == 0, volume.f_blocks > 0 else { return nil }
        return (Int(volume.f_bavail) * Int(volume.f_frsize), Int(volume.f_blocks) * Int(volume.f_frsize))
    }

    static var descriptorLimit: Int {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Int(clamping: limit.rlim_cur) : 0
    }

    /// O(descriptors): asked for by a scrape, not by a request.
    static var openDescriptors: Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        // Less `.`, `..` and the folder itself.
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return max(0, count)
    }

    private static var usage: rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// The time since the machine started at which the process did (proc(5)), on the wall clock of now.
    private static let start: Double = {
        // The name of the program, in parentheses, may hold anything; the 22nd field is the 20th behind it.
        let text = file("/proc/self/stat"), rest = text.lastIndex(of: ")").map { text[text.index(after: $0)...] } ?? ""
        let fields = rest.split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return 0 }
        var wall = timespec(), boot = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        clock_gettime(CLOCK_BOOTTIME, &boot)
        let age = Double(boot.tv_sec) - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        return (Double(wall.tv_sec) - age).rounded()
    }()

    private static func file(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        // Read first: what `prefix` is called on is taken before its argument is.
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
