import Files
import Identity
import JSON
import Periods
import PointsEngine
import Scenarios

enum FuzzFiles {
    /// One zone with rules of its own, so that no input depends on the machine's.
    private static let zones = ZoneDatabase { _ in nil }

    /// A scenario is refused with a place, or holds; then it runs, keeps the sums of its members, and is the same when it is played again.
    static func scenario(_ bytes: [UInt8]) throws {
        guard let document = try? YAMLDocument(bytes: bytes, file: "fuzz.yaml") else { return }
        let scenario: Scenario
        do throws(Diagnostics) {
            scenario = try Scenario.read(document, in: ".", zones: zones)
        } catch {
            try expect(error.all.allSatisfy { !$0.message.isEmpty }, "a diagnostic without a message")
            return
        }
        guard scenario.steps.count <= 40, let first = scenario.steps.first, scenario.steps.allSatisfy({ abs($0.at.seconds - first.at.seconds) < 500 * 86_400 }) else { return }
        var last: MemoryEngine?
        let one = try Runner.run(scenario) { engine, _ in last = engine }
        let two = try Runner.run(scenario)
        try expect(one.differences.map(\.description) == two.differences.map(\.description), "it runs otherwise the second time")
        guard let engine = last else { return }
        try expect(engine.replayed().facts.entries == engine.facts.entries, "other entries when it is replayed")
        for id in engine.facts.members.keys {
            let sum = engine.facts.entries.filter { $0.member == id }.reduce(0) { $0 + $1.points }, wallet = engine.facts.wallet(id)
            try expect(sum == wallet.lots.reduce(-wallet.debt) { $0 + $1.remaining }, "\(id) does not add up")
        }
    }

    /// A map, then a line of `---`, then the first lines of a file that it is bound to.
    static func imports(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        _ = try? ImportMap(text, file: "fuzz.yaml", zones: zones)
    }

    /// Rows and errors are the same however the file is cut.
    static func csv(_ bytes: [UInt8]) throws {
        guard let choice = bytes.first else { return }
        let encodings = CSVFormat.Encoding.allCases
        guard let format = CSVFormat(delimiter: choice & 1 == 0 ? "," : ";", encoding: encodings[Int(choice >> 1) % encodings.count], maximumRow: 200, maximumFields: 12)
        else { return }
        let file = Array(bytes.dropFirst())
        let whole = rows(file, format, pieces: .max)
        for size in [1, 3] { try expect(rows(file, format, pieces: size) == whole, "other rows in pieces of \(size)") }
    }

    private static func rows(_ bytes: [UInt8], _ format: CSVFormat, pieces size: Int) -> [String] {
        // So few bytes tell the encoding that the others come in pieces.
        var reader = CSVReader(format, sample: 4)
        var results: [Result<CSVRow, CSVError>] = []
        var start = 0
        while start < bytes.count {
            let end = start + min(size, bytes.count - start)
            results += reader.read(bytes[start..<end])
            start = end
        }
        return (results + reader.finish()).map { "\($0)" }
    }
}
