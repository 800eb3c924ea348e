import JSON

/// Which sign parts the fraction of a number from the rest; the other one gathers thousands.
package enum NumberForm: String, Hashable, Sendable, CaseIterable {
    /// `1,234.50`
    case point
    /// `1.234,50`
    case comma
}

/// Numbers as spreadsheets show them: with thousands, a currency, full-width digits, brackets for what is below zero.
package enum NumberText {
    /// As a plain number, `-1234.50`; nil: it is none.
    package static func plain(_ text: String, _ form: NumberForm) -> String? {
        var text = narrowed(text.trimmed), isNegative = false
        if text.hasPrefix("("), text.hasSuffix(")") { (text, isNegative) = (String(text.dropFirst().dropLast()), true) }
        text = String(text.unicodeScalars.filter { !isOrnament($0) })
        for unit in units where text.uppercased().hasPrefix(unit) { text = String(text.dropFirst(unit.count)) }
        for unit in units where text.uppercased().hasSuffix(unit) { text = String(text.dropLast(unit.count)) }
        if form == .comma { text = String(text.map { $0 == "," ? "." : $0 == "." ? "," : $0 }) }
        guard hasThousandsInOrder(text) else { return nil }
        let plain = text.filter { $0 != "," && $0 != "'" }
        guard plain.first?.isASCII == true, let number = Decimal(parsing: plain.hasPrefix("+") ? String(plain.dropFirst()) : plain) else { return nil }
        return (isNegative ? -number : number).description
    }

    /// The form in which all of the texts are numbers: with a point, unless only a comma will do.
    package static func form(of texts: [String]) -> NumberForm? {
        NumberForm.allCases.first { form in texts.allSatisfy { plain($0, form) != nil } }
    }

    private static let units = ["CNY", "RMB", "USD", "EUR", "HKD", "TWD", "NT", "HK", "US", "元"]

    private static func isOrnament(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .currencySymbol && scalar != "$" || [" ", "\u{A0}", "\u{202F}", "\u{3000}"].contains(scalar)
    }

    /// Full-width digits and signs as those of ASCII.
    private static func narrowed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { 0xFF01...0xFF5E ~= $0.value ? Unicode.Scalar(UInt8($0.value - 0xFEE0)) : $0 == "−" ? "-" : $0 }))
            .replacing("$", with: "")
    }

    /// `1,234,567` and `12,34,567`, and nothing like `1,2`.
    private static func hasThousandsInOrder(_ text: String) -> Bool {
        let whole = text.prefix { $0 != "." }, groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return !text.dropFirst(whole.count).contains(",") }
        return !(groups.first?.isEmpty ?? true) && groups.last?.count == 3 && groups.dropFirst().allSatisfy { 2...3 ~= $0.count } && !text.dropFirst(whole.count).contains(",")
    }
}
