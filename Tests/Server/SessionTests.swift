import Testing

@Suite struct SessionTests {
    @Test func whoIsSignedInIsTold() throws {
        let laurel = try ServerHarness()
        let answer = try laurel.rep.get("/session")
        #expect(answer.status == 200)
        #expect(answer.json["person"]?["id"]?.string == "li.na")
        #expect(answer.json["company"]?["timezone"]?.string == "Asia/Shanghai")
    }

    @Test func whoIsNotIsToldTheCompanyAlone() throws {
        let answer = try ServerHarness().nobody.get("/session")
        #expect(answer.status == 401)
        #expect(answer.code == "not-signed-in")
        #expect(answer.json["person"] == nil)
        #expect(answer.json["setup"]?.bool == false)
    }
}
