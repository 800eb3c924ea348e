import Foundation
import Identity

/// What accounts are called. A name that looks like another's is refused when an account is made: whoever reads "li.na" is to know
/// who that is. Those that are there already keep working; names are compared byte by byte when somebody signs in.
struct AccountName {
    let text: String

    /// Whether a new account may be called so: it stands in paths, holds nothing that cannot be seen, and no space at its ends.
    var isAllowed: Bool {
        guard MemberID(text).isWellFormed, text.first != " ", text.last != " " else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            case .spaceSeparator: scalar == " "
            default: !scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// What a name looks like: two names with a shape in common are taken for each other. As in UTS 39, with case and width folded.
    ///
    /// In upper case I looks like l, in lower case it does not: such a name has two shapes.
    var shapes: Set<String> { [Self.shape(text, capitals: false), Self.shape(text, capitals: true)] }

    private static func shape(_ text: String, capitals: Bool) -> String {
        var shape = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars where isSeen(scalar) {
            if capitals, "IΙІӀⲒ".unicodeScalars.contains(scalar) { shape.append("l") } else { append(scalar, to: &shape) }
        }
        let words = String(shape).split { $0.isWhitespace }.joined(separator: " ")
        return words.replacing("m", with: "rn").replacing("w", with: "vv")
    }

    /// The dot above is what is left of İ in lower case.
    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format: false
        default: !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0x307
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to shape: inout String.UnicodeScalarView) {
        if let plain = plain[scalar] { return shape.append(plain) }
        // Up and down again: ß is SS, and the many sigmas are one.
        for upper in scalar.properties.uppercaseMapping.unicodeScalars {
            for folded in upper.properties.lowercaseMapping.unicodeScalars where isSeen(folded) { shape.append(plain[folded] ?? folded) }
        }
    }

    /// Letters and digits by the plain ones that they look like.
    private static let plain = Dictionary(
        lookalikes.flatMap { plain, others in others.unicodeScalars.map { ($0, plain) } }, uniquingKeysWith: { first, _ in first })

    /// From Unicode's confusables (UTS 39), without what NFKC makes plain, and without scripts that no keyboard offers.
    private static let lookalikes: [(Unicode.Scalar, String)] = [
        ("-", "˗‐‒–⁃−➖ⲻ"),
        (".", "۰ꓸ꘎"),
        ("2", "ƨϩᒿꙅꛯꝛ"),
        ("3", "ȝɜʒзӡⳍꝫ"),
        ("4", "Ꮞ"),
        ("6", "бᏮⳓ"),
        ("8", "ȣ৪੪ଃ"),
        ("9", "৭੧୨൭ⳋꝯ"),
        ("a", "ɑαаᎪᗅ⍺ꓮ"),
        ("b", "ƅβвьᏏᏴᑲᖯᗷꓐꞵ"),
        ("c", "сᏟᴄⲥꓚ"),
        ("d", "ԁᎠᏧᑯᗞᗪꓒꓓ"),
        ("e", "εеҽᎬ℮⋿ⴹꓰꬲ"),
        ("f", "ϝքᖴẝꓝꞙꬵ"),
        ("g", "ƍɡԍցᏀᏳᶃꓖ"),
        ("h", "ηнһհᎻᏂᕼⲏꓧ"),
        ("i", "ıɩɪιіᎥ⍳ꙇ"),
        ("j", "ʝϳјᎫᒍꓙ"),
        ("k", "κкᏦᛕⲕꓗ"),
        ("l", "ǀӏ۱Ꮮᒪᛁ∣⏽ⲓⳑⵏꓡꓲ"),
        ("m", "μϻмᎷᗰᛖⲙꓟ"),
        ("n", "ոռⲛꓠ"),
        ("o", "οσоօ۵०০੦૦ଠ୦௦ం౦ಂ೦ംഠ൦ං๐໐ဝ၀ჿዐᴏᴑⲟⵔ〇ꓳꬽ"),
        ("p", "ρрᏢᑭ⍴ⲣꓑ"),
        ("q", "ԛգզⵕ"),
        ("r", "ʀгᎡᎱᏒᖇᴦⲅꓣꭇꭈ"),
        ("s", "ƽѕտᏕᏚꓢꜱ"),
        ("t", "τтᎢ⊤⟙ⲧꓔ"),
        ("u", "ʋυսሀᑌᴜ∪⋃ꓴꞟꭎꭒ"),
        ("v", "νѵ۷Ꮩᐯᴠ∨⋁ⴸꓦꛟ"),
        ("w", "ɯѡԝաᎳᏔᴡꓪ"),
        ("x", "×χхᕁᕽ᙭᙮ᚷ╳⤫⤬⨯ⲭⵝꓫꭓ"),
        ("y", "ɣʏγуүყᎩᎽᶌỿⲩꓬꭚ"),
        ("z", "ζᏃᴢꓜ"),
        ("o", "0"), ("l", "1|"),
    ]
}
