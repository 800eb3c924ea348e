import Seeds
import Testing

@testable import API

@Suite struct AccountNameTests {
    @Test(arguments: [
        ("li.na", "Li.Na"), ("li.na", "LI.NA"), ("anna", "аnnа"), ("anna", "Αnna"), ("li.na", "ｌｉ.ｎａ"), ("li.na", "li\u{200B}.na"),
        ("li.na", "li.na\u{FE0F}"), ("li.na", "li.na "), ("é.dupont", "e\u{301}.dupont"), ("root", "r00t"), ("lily", "1ily"), ("lily", "Iily"),
        ("Ivan", "lvan"), ("Ivan", "ivan"), ("Ιvan", "lvan"), ("martin", "rnartin"), ("wang", "vvang"), ("admin", "аdmіn"), ("strasse", "straße"),
        ("admin", "𝐚𝐝𝐦𝐢𝐧"), ("admin", "ADMİN"), ("po.li", "ро.li"), ("fi.na", "ﬁ.na"), ("a b", "a  b"), ("a b", "a\u{3000}b"), ("alan", "Ꭺlan"),
    ])
    func `these are taken for each other`(_ one: String, _ other: String) {
        #expect(!AccountName(text: one).shapes.isDisjoint(with: AccountName(text: other).shapes), "\(AccountName(text: one).shapes) \(AccountName(text: other).shapes)")
    }

    @Test(arguments: [
        ("li.na", "li.nan"), ("neil", "nell"), ("ivan", "lvan"), ("li.na", "li-na"), ("王伟", "王玮"), ("анна", "анно"), ("user2", "user3"), ("ma.chao", "ma.zhao"),
        ("lena", "léna"),
    ])
    func `these are not`(_ one: String, _ other: String) {
        #expect(AccountName(text: one).shapes.isDisjoint(with: AccountName(text: other).shapes))
    }

    @Test(arguments: ["", " li.na", "li.na ", "li\u{200B}na", "li\u{202E}na", "li\tna", "li\u{A0}na", "li\u{3000}na", "\u{FEFF}li", "a/b", "..", "li\u{FE0F}", "\u{E000}"])
    func `these are no names`(_ name: String) {
        #expect(!AccountName(text: name).isAllowed)
    }

    @Test(arguments: ["li.na", "王伟", "Zoë Müller", "анна", "o'neil", "a", "wall-1", "陳大文@example.com"])
    func `these are`(_ name: String) {
        #expect(AccountName(text: name).isAllowed)
    }

    @Test func `a shape is its own shape`() {
        var random = Seeded()
        let letters = Array("aAbIl1|0oOmwrnvVйжßéΣς王 .-_ᎪաⅣﬁ".unicodeScalars)
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<random.pick(1...12) { text.append(random.one(letters)) }
            for shape in AccountName(text: String(text)).shapes { #expect(AccountName(text: shape).shapes == [shape], "\(random) \(String(text))") }
        }
    }
}
