/// Numbers as Prometheus reads them: OpenMetrics 1.0, or the text format 0.0.4 that is older.
///
/// A family is written once, with all of its samples; a name is checked to be one, and a value of a label is escaped.
package struct Exposition {
    package enum Format: Sendable {
        case openMetrics, text

        package var mediaType: String {
            self == .openMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8"
        }

        /// What a client can read: OpenMetrics, but for one that asks for plain text and not for it.
        package init(accepting header: String?) {
            let header = header ?? ""
            self = header.contains("text/plain") && !header.contains("openmetrics") ? .text : .openMetrics
        }
    }

    package typealias Labels = KeyValuePairs<String, String>

    private let format: Format
    private var text = ""

    package init(_ format: Format) { self.format = format }

    package var bytes: [UInt8] { Array((format == .openMetrics ? text + "# EOF\n" : text).utf8) }

    /// What only grows: its samples end with `_total`.
    package mutating func counter(_ name: String, _ help: String, _ value: Int) { counter(name, help) { $0.add(value) } }

    package mutating func gauge(_ name: String, _ help: String, _ value: Int) { gauge(name, help) { $0.add(value) } }

    package mutating func gauge(_ name: String, _ help: String, _ value: Double) { gauge(name, help) { $0.add(value) } }

    package mutating func counter(_ name: String, _ help: String, _ samples: (inout Samples) -> Void) {
        family(format == .openMetrics ? name : name + "_total", "counter", help)
        write(name + "_total", samples)
    }

    package mutating func gauge(_ name: String, _ help: String, _ samples: (inout Samples) -> Void) {
        family(name, "gauge", help)
        write(name, samples)
    }

    /// Facts that stand in labels: its sample ends with `_info` and is 1.
    package mutating func info(_ name: String, _ help: String, _ labels: Labels) {
        family(format == .openMetrics ? name : name + "_info", format == .openMetrics ? "info" : "gauge", help)
        write(name + "_info") { $0.add(1, labels) }
    }

    /// How long things took in all, and how many there were.
    package mutating func summary(_ name: String, _ help: String, sum: Double, count: Int) {
        family(name, "summary", help)
        text += "\(name)_sum \(Self.number(sum))\n\(name)_count \(count)\n"
    }

    package mutating func histogram(_ name: String, _ help: String, _ value: Histogram) {
        let none: Labels = [:]
        histogram(name, help, [(none, value)])
    }

    package mutating func histogram(_ name: String, _ help: String, _ values: [(labels: Labels, value: Histogram)]) {
        family(name, "histogram", help)
        for (labels, value) in values {
            var sum = 0
            for (index, count) in value.counts.enumerated() {
                sum += count
                let bound = index < value.bounds.count ? Self.number(value.bounds[index]) : "+Inf"
                text += name + "_bucket" + Self.written(labels, and: ("le", bound)) + " \(sum)\n"
            }
            text += name + "_sum" + Self.written(labels) + " \(Self.number(value.sum))\n"
            text += name + "_count" + Self.written(labels) + " \(sum)\n"
        }
    }

    /// The samples of one family.
    package struct Samples {
        fileprivate let name: String
        fileprivate var text = ""

        package mutating func add(_ value: Int, _ labels: Labels = [:]) { text += name + Exposition.written(labels) + " \(value)\n" }
        package mutating func add(_ value: Double, _ labels: Labels = [:]) { text += name + Exposition.written(labels) + " \(Exposition.number(value))\n" }
    }

    private mutating func write(_ name: String, _ samples: (inout Samples) -> Void) {
        var written = Samples(name: name)
        samples(&written)
        text += written.text
    }

    private mutating func family(_ name: String, _ kind: String, _ help: String) {
        precondition(Self.isName(name), "no name of a metric: \(name)")
        text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(kind)\n"
    }

    private static func written(_ labels: Labels, and last: (String, String)? = nil) -> String {
        var pairs = labels.map { "\($0.key)=\"\(escaped($0.value))\"" }
        if let last { pairs.append("\(last.0)=\"\(last.1)\"") }
        return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 == 0x5F || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
