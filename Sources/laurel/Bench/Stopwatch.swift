import Glibc

/// Time and effort, measured.
enum Stopwatch {
    /// Seconds on a clock that only goes forward.
    static var now: Double { read(CLOCK_MONOTONIC) }

    /// Seconds of processor that the calling thread has used.
    static var processorOfThread: Double { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds that `body` takes.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = now
        try body()
        return now - start
    }

    /// Calls `body` with 0, 1, 2 … for about so long; seconds for each call.
    static func each(for seconds: Double, _ body: (Int) throws -> Void) rethrows -> Double {
        let start = now
        var count = 0
        while now - start < seconds {
            for _ in 0..<64 {
                try body(count)
                count += 1
            }
        }
        return (now - start) / Double(count)
    }

    /// Seconds of processor that threads of this name have used so far.
    static func processor(of thread: String) -> Double {
        let folder = "/proc/self/task"
        let ticks = names(in: folder).filter { line(of: "\(folder)/\($0)/comm") == thread }.reduce(0) { sum, task in
            // After the name in brackets: state, then 10 numbers, then user and system time in ticks (proc(5), /proc/pid/stat).
            let fields = line(of: "\(folder)/\(task)/stat").split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 12 ? sum + (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : sum
        }
        return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Bytes of memory that this process has.
    static var memory: Double {
        let fields = line(of: "/proc/self/statm").split(separator: " ")
        return (fields.count > 1 ? Double(fields[1]) ?? 0 : 0) * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { !$0.hasPrefix(".") }
    }

    private static func line(of path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

extension [Double] {
    /// The value below which so many of them lie; sorted first.
    func quantile(_ share: Double) -> Double {
        let sorted = sorted()
        return sorted.isEmpty ? 0 : sorted[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
