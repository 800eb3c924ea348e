/// A set of code points: ranges and Unicode categories, possibly negated, possibly blind to case.
struct ScalarSet: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []
    /// Sets joined into this one, such as `\PL` in brackets.
    private(set) var parts: [ScalarSet] = []
    private(set) var categories: Set<Unicode.GeneralCategory> = []
    var isNegated = false
    var ignoresCase = false
    /// Answers for ASCII, one bit each, filled by `prepared`.
    private var ascii: (UInt64, UInt64) = (0, 0)

    init(_ ranges: [ClosedRange<UInt32>] = []) { self.ranges = ranges }

    init(categories: Set<Unicode.GeneralCategory>) { self.categories = categories }

    static func scalar(_ scalar: UInt32) -> ScalarSet { ScalarSet([scalar...scalar]) }

    static let all = ScalarSet([0...0x10FFFF])
    static let digits = ScalarSet([0x30...0x39])
    static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

    var negated: ScalarSet {
        var set = self
        set.isNegated.toggle()
        return set
    }

    mutating func add(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    mutating func add(_ set: ScalarSet) {
        if set.isNegated { parts.append(set) } else {
            ranges += set.ranges
            categories.formUnion(set.categories)
            parts += set.parts
        }
    }

    /// The set with its answers for ASCII worked out.
    var prepared: ScalarSet {
        var set = self
        set.ascii = (0, 0)
        for scalar in 0..<128 as Range<UInt32> where decides(scalar) {
            if scalar < 64 { set.ascii.0 |= 1 << scalar } else { set.ascii.1 |= 1 << (scalar - 64) }
        }
        return set
    }

    /// Whether a prepared set has the code point.
    func contains(_ scalar: UInt32) -> Bool {
        if scalar < 64 { return ascii.0 >> scalar & 1 == 1 }
        if scalar < 128 { return ascii.1 >> (scalar - 64) & 1 == 1 }
        return decides(scalar)
    }

    private func decides(_ scalar: UInt32) -> Bool {
        guard ignoresCase, let value = Unicode.Scalar(scalar) else { return lists(scalar) != isNegated }
        let found = lists(scalar) || Self.otherCases(of: value).contains { lists($0) }
        return found != isNegated
    }

    private func lists(_ scalar: UInt32) -> Bool {
        if ranges.contains(where: { $0.contains(scalar) }) || parts.contains(where: { $0.decides(scalar) }) { return true }
        guard !categories.isEmpty, let value = Unicode.Scalar(scalar) else { return false }
        return categories.contains(value.properties.generalCategory)
    }

    /// Simple case mappings; the Kelvin sign and the long s are letters of ASCII in disguise.
    private static func otherCases(of scalar: Unicode.Scalar) -> [UInt32] {
        let mappings = [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping]
        var cases = mappings.compactMap { $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first?.value : nil }
        if scalar == "k" || scalar == "K" { cases.append(0x212A) }
        if scalar == "s" || scalar == "S" { cases.append(0x17F) }
        return cases
    }
}
