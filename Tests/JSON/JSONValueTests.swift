import JSON
import Testing

struct JSONValueTests {
    @Test func readsAndWritesWhatItRead() throws {
        let v = try JSONValue.parse(#"{"a":[1,2.50,-3e2],"b":"x\u00e9\ud83d\ude00\n","c":{"d/~":null}}"#)
        #expect(v.description == #"{"a":[1,2.5,-300],"b":"xé😀\n","c":{"d/~":null}}"#)
        #expect(v.at("/c/d~1~0")?.isNull == true)
        #expect(try Decimal(1).dividing(by: 3).description == "0.3333333333333333333333333333333333")
        #expect(try (0.1 as Decimal).adding(0.2) == 0.3)
        #expect(try Decimal(2).dividing(by: 3).description == "0.6666666666666666666666666666666667")
        #expect(try Decimal(100).dividing(by: 4) == 25)
        #expect(Decimal(12345678901).description == "12345678901")
        #expect((0.0012 as Decimal).description == "0.0012")
        #expect((-2.5 as Decimal).rounded(.halfEven) == -2)
        #expect((-2.5 as Decimal).rounded(.halfUp) == -3)
    }
}
