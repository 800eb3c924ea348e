import Identity
import JSON

/// Whether what is written for members names numbers that the rule does not have (pages.md, "Rules as sentences"): a text that says 10
/// where the rule gives 12. Only a person can tell whether it is a mistake, so it is asked and not refused.
package enum WrittenNumbers {
    /// A text, and the numbers of it that the rule does not have.
    package struct Contradiction: Hashable, Sendable {
        package let rule: String
        package let language: String
        package let numbers: [String]
    }

    /// Of all rules of a folder, by rule and language.
    package static func contradictions(in contents: RuleContents) -> [Contradiction] {
        contents.rules.sorted { $0.key < $1.key }.flatMap { contradictions(of: $0.key, $0.value) }
    }

    /// - Parameter content: the rule as its file says it, key by key.
    package static func contradictions(of rule: String, _ content: JSONObject) -> [Contradiction] {
        let texts: [(String, String)] =
            switch content["text"] {
            case .string(let text)?: [("", text)]
            case .object(let object)?: object.members.compactMap { member in member.value.string.map { (member.key, $0) } }
            default: []
            }
        guard !texts.isEmpty else { return [] }
        var known = RuleNumbers()
        known.add(content)
        return texts.sorted { $0.0 < $1.0 }.compactMap { language, text in
            let strange = NumbersOfText.all(in: text).filter { !($0.isPoints ? known.points : known.all).contains($0.value) }
            return strange.isEmpty ? nil : Contradiction(rule: rule, language: language, numbers: strange.map(\.spelling))
        }
    }
}

/// The numbers that a rule has, as people may write them.
private struct RuleNumbers {
    /// Those that points may be.
    private(set) var points: Set<Decimal> = []
    private(set) var all: Set<Decimal> = []

    mutating func add(_ rule: JSONObject) {
        for member in rule.members where !["id", "title", "text"].contains(member.key) { add(member.value, under: member.key, isPoints: false) }
    }

    private mutating func add(_ value: JSONValue, under key: String, isPoints: Bool) {
        switch value {
        case .object(let object):
            for member in object.members { add(member.value, under: member.key, isPoints: isPoints || Self.ofPoints.contains(key)) }
        case .array(let elements):
            for element in elements { add(element, under: key, isPoints: isPoints) }
        case .number(let number): note(number, key, isPoints: isPoints)
        case .string(let text): addText(text, key)
        case .bool, .null: break
        }
    }

    /// Keys under which everything is about points.
    private static let ofPoints: Set = ["fixed", "award"]

    private mutating func note(_ number: Decimal, _ key: String, isPoints: Bool) {
        all.insert(number)
        all.insert(number.magnitudeOf)
        switch key {
        case "fixed", "points": points.formUnion([number, number.magnitudeOf])
        case "rate":
            // A hundredth of a point for each unit is one point for each hundred.
            points.insert(number)
            for each in [Decimal(10), 100, 1_000, 10_000] {
                guard let product = try? number.multiplied(by: each) else { continue }
                points.insert(product)
                all.formUnion([product, each])
            }
        default: break
        }
    }

    /// Durations, dates and expressions have numbers in them too.
    private mutating func addText(_ text: String, _ key: String) {
        let found = NumbersOfText.all(in: text).map(\.value)
        all.formUnion(found)
        if ["award", "multiply", "hold", "expression", "when"].contains(key) { points.formUnion(found) }
        guard key != "when", text.first == "P" else { return }
        for number in found {
            // A year may be written as twelve months, a week as seven days.
            for (unit, factor) in [("M", 12), ("Y", 12), ("D", 7), ("W", 7), ("H", 24), ("D", 24)] as [(Character, Int64)] where text.contains(unit) {
                if let product = try? number.multiplied(by: Decimal(factor)) { all.insert(product) }
                if let quotient = try? number.dividing(by: Decimal(factor), toFractionDigits: 4, .halfEven) { all.insert(quotient) }
            }
        }
    }
}

extension Decimal {
    fileprivate var magnitudeOf: Decimal { self < .zero ? (try? Decimal.zero.subtracting(self)) ?? self : self }
}

/// The numbers that stand in a text: 1,000 and 1.5, 3 万, 十二分.
private struct NumbersOfText {
    let value: Decimal
    let spelling: String
    /// Said to be points.
    let isPoints: Bool

    static func all(in text: String) -> [NumbersOfText] {
        let digits = text.matches(of: #/(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?\s*([万萬千]?)\s*(分(?![钟鐘之])|點|点(?!击)|points?\b)?/#.ignoresCase()).compactMap { match -> NumbersOfText? in
            let plain = match.1.filter(\.isNumber) + (match.2.map(String.init) ?? "")
            guard let number = Decimal(parsing: plain.trimmingZeros), let value = try? number.multiplied(by: factor(match.3)) else { return nil }
            return NumbersOfText(value: value, spelling: String(match.1) + (match.2.map(String.init) ?? "") + match.3, isPoints: match.4 != nil)
        }
        let words = text.matches(of: #/([一二两兩三四五六七八九十百]+)\s*(?:分(?![钟鐘之])|點)/#).compactMap { match in
            ChineseNumber.value(of: match.1).map { NumbersOfText(value: Decimal($0), spelling: String(match.1), isPoints: true) }
        }
        return digits + words
    }

    private static func factor(_ word: Substring) -> Decimal { word.isEmpty ? 1 : word == "千" ? 1_000 : 10_000 }
}

extension String {
    /// 007 is 7; 0.5 stays.
    fileprivate var trimmingZeros: String {
        let rest = drop { $0 == "0" }
        return rest.isEmpty || rest.first == "." ? "0" + rest : String(rest)
    }
}

/// 十二, 一百, 二百五十: numbers below a thousand in words.
private enum ChineseNumber {
    private static let digits: [Character: Int64] = ["一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9]

    static func value(of text: Substring) -> Int64? {
        var sum: Int64 = 0, digit: Int64?
        for character in text {
            if let next = digits[character] {
                guard digit == nil else { return nil }
                digit = next
            } else {
                sum += (digit ?? 1) * (character == "百" ? 100 : 10)
                digit = nil
            }
        }
        return sum + (digit ?? 0)
    }
}
