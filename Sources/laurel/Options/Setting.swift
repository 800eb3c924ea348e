import ArgumentParser
import Glibc

/// What was given on the command line, else in the environment.
enum Setting {
    static func text(_ given: String?, _ variable: String) -> String? {
        given ?? getenv(variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: a usage error where the environment holds something else than what is expected.
    static func value<Value>(_ given: Value?, _ variable: String, expected: String, _ parse: (String) -> Value?) throws -> Value? {
        if let given { return given }
        guard let text = text(nil, variable) else { return nil }
        guard let value = parse(text) else { throw ValidationError("\(variable) is \"\(text)\"; \(expected) is expected") }
        return value
    }

    static func list(_ given: [String], _ variable: String) -> [String] {
        given.isEmpty ? (text(nil, variable) ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) } : given
    }
}

/// Folders that come with the program.
enum Installed {
    /// A folder by its name: here, or beside the program, or above it, as in a build folder.
    static func folder(_ name: String) -> String {
        if isFolder(name) { return name }
        var path = executable
        for _ in 0..<6 {
            guard let slash = path.lastIndex(of: "/") else { break }
            path = String(path[..<slash])
            for candidate in ["\(path)/\(name)", "\(path)/share/laurel/\(name)"] where isFolder(candidate) { return candidate }
        }
        return name
    }

    private static var executable: String {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
