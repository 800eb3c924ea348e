#if !FUZZING
import FuzzTargets
import Glibc

/// `fuzz TARGET FILE…` gives each file to the target: a finding is seen again. Built by `.ci/fuzz` with `-sanitize=fuzzer`, this is left
/// out, and libFuzzer looks for files.
@main
enum Repeating {
    static func main() {
        guard let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init(rawValue:)) else {
            print("usage: fuzz TARGET FILE…, where TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
            exit(2)
        }
        var failures: CInt = 0
        for path in CommandLine.arguments.dropFirst(2) {
            do {
                guard let bytes = bytes(of: path) else { throw FuzzFinding(description: "cannot be read") }
                try target.take(bytes)
            } catch {
                print("\(path): \(error)")
                failures = 1
            }
        }
        exit(failures)
    }

    private static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }
}
#endif
