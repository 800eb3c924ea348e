import Testing

@testable import API

@Suite struct MetricsTextTests {
    @Test func `numbers are written as open metrics`() {
        var text = MetricsText()
        text.counter("laurel_entries", "Entries in the ledger", 3)
        text.gauge("laurel_writable", "1 while writes are taken", 1)
        #expect(
            String(decoding: text.bytes, as: UTF8.self) == """
                # TYPE laurel_entries counter
                # HELP laurel_entries Entries in the ledger
                laurel_entries_total 3
                # TYPE laurel_writable gauge
                # HELP laurel_writable 1 while writes are taken
                laurel_writable 1
                # EOF

                """)
    }
}
