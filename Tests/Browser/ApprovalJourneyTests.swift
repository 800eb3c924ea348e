import JSON
import Testing

extension Pages {
    /// The queue of approvals: keys, several at once, what was decided, and a phone's way back.
    @Suite(.serialized) struct ApprovalJourneyTests {
        /// Awards above 5,000 points are held.
        private func office(held: Int) throws -> Office {
            let office = try Office()
            for number in 1...held { try office.sell("SO-held-\(number)", to: number.isMultiple(of: 2) ? "li.na" : "ma.chao", for: 540_000 + number * 100) }
            return office
        }

        @Test func `several are approved at once and can be read afterwards`() throws {
            let office = try office(held: 3)
            let director = try office.browser(of: "zhao.lei", .english)
            try director.open("/manage/approvals")
            try director.wait("the queue", "document.querySelectorAll('.queue .request').length === 3")
            for index in [0, 2] {
                try director.run("document.querySelectorAll('[data-choose]')[arguments[0]].click()", .number(Decimal(index)))
            }
            try director.type("checked", into: "#bulk-comment")
            try director.click("[data-bulk-decide=approve]")
            try director.wait("that one is left", "document.querySelectorAll('.queue .request').length === 1 && document.querySelector('[data-says] .banner')")
            try director.click("[data-state=decided]")
            try director.wait("what was decided", "document.querySelectorAll('.queue .request').length === 2 && document.querySelector('[data-detail] .detail-body')?.innerText.includes('checked')")
            #expect(try director.run("return document.querySelector('[data-approve]') === null").bool == true)
            try director.expectNoComplaints()
        }

        @Test func `rejecting by key types nothing and asks for a reason`() throws {
            let director = try office(held: 1).browser(of: "zhao.lei")
            try director.open("/manage/approvals")
            try director.wait("the request", "document.querySelector('#comment')")
            try director.press("r")
            try director.wait("the reason is asked for", "document.activeElement?.id === 'comment' && document.querySelector('#comment-error')")
            #expect(try director.run("return document.querySelector('#comment').value").string == "")
            try director.expectNoComplaints()
        }

        @Test func `on a phone the way back leads to the list`() throws {
            let director = try office(held: 2).browser(of: "zhao.lei", size: .phone)
            try director.open("/manage/approvals")
            try director.click(".queue .request")
            try director.wait("the request alone", "document.querySelector('[data-approve]')?.checkVisibility() && !document.querySelector('.queue').checkVisibility()")
            try director.run("history.back()")
            try director.wait("the list", "location.pathname === '/manage/approvals' && document.querySelector('.queue').checkVisibility()")
            try director.click(".queue .request")
            try director.click("[data-back]")
            try director.wait("the list again", "document.querySelector('.queue').checkVisibility()")
            try director.expectNoSidewaysScroll("/manage/approvals")
            try director.expectNoComplaints()
        }

        @Test func `a field says what is missing in the pages language`() throws {
            let manager = try Office().browser(of: "chen.jie", .chinese)
            try manager.open("/manage/rewards")
            try manager.click("[data-new]")
            try manager.click("dialog [data-save]")
            try manager.wait("the words under the field", "document.querySelector('dialog [data-field-error]')?.innerText.includes(arguments[0])", .string(Reader.chinese.words("invalid.missing")))
            #expect(try manager.run("return document.activeElement.getAttribute('aria-invalid')").string == "true")
            try manager.type("折叠伞", into: "dialog [name='title.zh-Hans']")
            try manager.wait("that it is gone", "document.activeElement?.getAttribute('aria-invalid') === null")
            try manager.expectNoComplaints()
        }
    }
}
