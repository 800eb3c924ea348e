import Files
import Foundation
import JSON
import Periods

/// How one scenario file came out, for people and for machines.
package struct ScenarioReport: Sendable {
    package let path: String
    private let outcome: Outcome

    private enum Outcome: Sendable {
        case ran(Verdict)
        /// The file does not hold, or the engine failed.
        case failed(String)
    }

    package init(path: String, zones: ZoneDatabase) {
        self.path = path
        outcome = Self.run(path, zones)
    }

    private static func run(_ path: String, _ zones: ZoneDatabase) -> Outcome {
        do {
            let bytes = try FileBytes.read(path, limit: YAMLDocument.maximumSize)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let scenario = try Scenario.read(YAMLDocument(bytes: bytes, file: path), in: folder, zones: zones)
            return .ran(try Runner.run(scenario))
        } catch let failure as FileBytes.Failure {
            return .failed("\(path): \(failure)")
        } catch {
            return .failed("\(error)")
        }
    }

    package var passed: Bool {
        if case .ran(let verdict) = outcome { verdict.passed } else { false }
    }

    package var text: String {
        switch outcome {
        case .failed(let reason): return "✘ \(path)\n\(reason)"
        case .ran(let verdict):
            let head = "\(verdict.passed ? "✔" : "✘") \(path): \(verdict.title) (\(verdict.steps) steps)"
            return ([head] + verdict.differences.map { "  \($0)" }).joined(separator: "\n")
        }
    }

    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("file", path)
            writer.member("passed", passed)
            switch outcome {
            case .failed(let reason): writer.member("error", reason)
            case .ran(let verdict):
                writer.member("title", verdict.title)
                writer.member("steps", verdict.steps)
                writer.array("differences") { writer in
                    for difference in verdict.differences { difference.write(to: &writer) }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Difference {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("step", step)
            writer.member("line", line)
            writer.member("at", at)
            writer.member("what", what)
            writer.member("expected", expected)
            writer.member("found", found)
        }
    }
}
