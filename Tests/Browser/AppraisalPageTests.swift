import Identity
import JSON
import Periods
import PointsEngine
import Testing

extension Pages {
    /// Appraisals: a member's own on a phone, the queue of those above, and how grades are spread.
    @Suite(.serialized) struct AppraisalPageTests {
        private func office() throws -> Office {
            let office = try Office()
            office.laurel.advance(to: Instant(rfc3339: "2027-01-03T16:00:00Z") ?? .latest)
            return office
        }

        private func comment(_ member: MemberID, in office: Office) throws {
            let sheet = SheetID(form: "rep-quarter", period: "2026-Q4", member: member)
            try office.laurel.carryOut([Appraise(.comment, sheet, comment: "A good quarter")], by: .member(member))
        }

        @Test func `a rep comments on a phone`() throws {
            let rep = try office().browser(of: "li.na", .english, size: .phone)
            try rep.open("/appraisals")
            try rep.click(".queue .request")
            try rep.wait("the sheet alone", "document.querySelector('.appraisal-form')?.checkVisibility() && !document.querySelector('.queue').checkVisibility()")
            try rep.type("A good quarter", into: "#comment")
            try rep.click(".appraisal-form .button.primary")
            try rep.wait("that it was sent", "document.querySelector('[data-says] .banner') && document.querySelector('.said')?.innerText.includes('good quarter')")
            try rep.expectNoSidewaysScroll("/appraisals")
            try rep.expectNoComplaints()
        }

        @Test func `a manager moves by keys and rates`() throws {
            let office = try office()
            for member in ["li.na", "zhou.xiaotong"] { try comment(MemberID(member), in: office) }
            let manager = try office.browser(of: "chen.jie")
            try manager.open("/appraisals")
            try manager.wait("two that wait", "document.querySelectorAll('.queue .request').length === 2")
            let first = try manager.run("return document.querySelector('[aria-current=true][data-item]').dataset.item").string
            try manager.press("j")
            try manager.wait("the next", "document.querySelector('[aria-current=true][data-item]').dataset.item !== arguments[0]", .string(first ?? ""))
            try manager.press("k")
            try manager.wait("the one before", "document.querySelector('[aria-current=true][data-item]').dataset.item === arguments[0]", .string(first ?? ""))
            try manager.click(".appraisal-form .button.primary")
            try manager.wait("what is missing", "document.querySelector('[data-field-error]')")
            try manager.type("4", into: "#rating-satisfaction")
            try manager.type("5", into: "#rating-teamwork")
            try manager.click(".appraisal-form .button.primary")
            try manager.wait("that one is left", "document.querySelectorAll('.queue .request').length === 1 && document.querySelector('[data-says] .banner')")
            try manager.expectNoComplaints()
        }

        @Test func `a director sees how grades are spread, and a sheet has its seal on paper`() throws {
            let director = try office().browser(of: "zhao.lei", .english)
            try director.open("/appraisals")
            try director.click("[data-part=spread]")
            try director.wait("teams", "document.querySelectorAll('.table tbody tr').length >= 2")
            try director.click("[data-part=team]")
            try director.wait("a sheet with its seal", "document.querySelector('.appraisal-foot code')?.innerText.length === 16")
            #expect(try director.run("return document.querySelector('.appraisal-foot').innerText").string?.contains("Seal no.") == true)
            try director.expectNoComplaints()
        }
    }
}
