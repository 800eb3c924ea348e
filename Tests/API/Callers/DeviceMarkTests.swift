import Testing

@testable import API

@Suite struct DeviceMarkTests {
    private let marks = DeviceMark(key: [UInt8](repeating: 1, count: 32))

    @Test func `a mark is one accounts and one installations`() {
        let cookie = marks.cookie(for: "li.na", keeping: nil)
        #expect(marks.device(of: "li.na", in: cookie) != nil)
        #expect(marks.device(of: "li.nb", in: cookie) == nil)
        #expect(DeviceMark(key: [UInt8](repeating: 2, count: 32)).device(of: "li.na", in: cookie) == nil)
        #expect(marks.device(of: "li.na", in: nil) == nil)
    }

    @Test func `it stays the same and stands beside those of others`() {
        let first = marks.cookie(for: "li.na", keeping: nil), both = marks.cookie(for: "chen.jie", keeping: first)
        #expect(marks.device(of: "li.na", in: both) == marks.device(of: "li.na", in: first))
        #expect(marks.cookie(for: "chen.jie", keeping: both) == both)
        var cookie = both
        for number in 0..<10 { cookie = marks.cookie(for: "colleague-\(number)", keeping: cookie) }
        #expect(marks.device(of: "li.na", in: cookie) == nil)
        #expect(cookie.split(separator: ".").count == 5)
    }

    @Test func `what is changed is none`() {
        let cookie = marks.cookie(for: "li.na", keeping: nil)
        for index in cookie.indices {
            var other = cookie
            other.replaceSubrange(index...index, with: cookie[index] == "A" ? "B" : "A")
            // The last letter carries bits that mean nothing.
            if index != cookie.indices.last { #expect(marks.device(of: "li.na", in: other) == nil) }
        }
        for text in ["", ".", "....", String(repeating: "A", count: 10_000), "ü"] { #expect(marks.device(of: "li.na", in: text) == nil) }
    }
}
