import Foundation
import Periods

/// The maps of a rules folder: `hooks/*.yaml`.
package enum HookFolder {
    /// Their names, without the ending: only such as may stand in an address.
    package static func names(in rules: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: rules + "/hooks")) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.filter(isName).sorted()
    }

    /// Small letters, digits, `-`, `_` and `.`, the first of them a letter or a digit; at most 64.
    package static func isName(_ name: String) -> Bool {
        guard 1...64 ~= name.utf8.count, let first = name.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
        return name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
    }

    package static func path(of name: String, in rules: String) -> String { "\(rules)/hooks/\(name).yaml" }
}
