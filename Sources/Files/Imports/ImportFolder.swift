import Foundation
import Periods

/// The maps of a rules folder: `imports/*.yaml`.
package enum ImportFolder {
    /// Their names, without the ending.
    package static func names(in rules: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: rules + "/imports")) ?? []
        return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// A map by its name; nil where there is none. Only names that are listed lead to a file.
    package static func map(named name: String, in rules: String, zones: ZoneDatabase) throws(Diagnostics) -> ImportMap? {
        guard names(in: rules).contains(name) else { return nil }
        return try ImportMap.load("\(rules)/imports/\(name).yaml", named: "imports/\(name).yaml", zones: zones)
    }
}
