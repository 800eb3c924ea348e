import Identity
import JSON
import Testing
import Web

@testable import API

@Suite struct ProblemTests {
    private static let statuses: [(Code, Int)] = [
        (.malformed, 422), (.unknownMember, 422), (.insufficientPoints, 422), (.invalidRules, 422), (.notPermitted, 403), (.notFound, 404), (.conflict, 409),
        (.alreadyDecided, 409), (.stale, 412), (.tooLarge, 413), (.overloaded, 503), (.readOnly, 503),
    ]

    @Test(arguments: statuses) func `a refusal has its status`(_ code: Code, _ status: Int) {
        let problem = Problem(code)
        #expect(problem.status == status)
        #expect(problem.code.rawValue == code.rawValue)
        #expect((problem.retryAfter != nil) == (status == 503))
    }

    @Test func `people read their own language and programs the code`() throws {
        for (language, title) in [(Language.en, "There are not enough points. None were spent."), (.hans, "积分不足，没有扣除积分。"), (.hant, "積分不足，沒有扣除積分。")] {
            let response = Problem(.insufficientPoints, "12 are missing", at: "/reward").response(in: language)
            let body = try JSONValue.parse(response.body)
            #expect(response.mediaType == "application/problem+json")
            #expect(body["title"]?.string == title)
            #expect(body["code"]?.string == "insufficient-points")
            #expect(body["errors"]?[0]?["pointer"]?.string == "/reward")
            #expect(body["detail"]?.string == "12 are missing")
        }
    }

    @Test func `every code has a sentence in every language`() {
        for code in ProblemCode.allCases {
            for language in Language.allCases { #expect(ProblemTexts.title(of: code, in: language) != code.rawValue, "\(code.rawValue) \(language)") }
        }
    }

    @Test func `every code has words of its own`() {
        for code in Code.allCases { #expect(!code.words.contains(code.rawValue) || code == .conflict, "\(code)") }
        #expect("\(Refusal(.unknownMember, at: "/subject"))" == "subject: there is no such member")
        #expect(Refusal(.badQuantity, at: "/data/a~1b", "no number").words == "data.a/b: no number")
    }

    @Test func `who is not signed in is told how`() {
        let response = Problem.notSignedIn.response(in: .en)
        #expect(response.status == 401)
        #expect(response.headers.contains { $0.name == "WWW-Authenticate" && $0.value == "Bearer" })
        #expect(response.headers.contains { $0.name == "Cache-Control" && $0.value == "no-store" })
    }
}
