import Measures
import Testing

@Suite struct ExpositionTests {
    @Test func `open metrics names a family without the end of its samples`() {
        var text = Exposition(.openMetrics)
        text.counter("laurel_commits", "Commits", 3)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "# HELP laurel_commits Commits\n# TYPE laurel_commits counter\nlaurel_commits_total 3\n# EOF\n")
    }

    @Test func `the older format names it as its samples`() {
        var text = Exposition(.text)
        text.counter("laurel_commits", "Commits", 3)
        text.info("laurel_build", "Which", ["version": "1"])
        #expect(
            String(decoding: text.bytes, as: UTF8.self)
                == "# HELP laurel_commits_total Commits\n# TYPE laurel_commits_total counter\nlaurel_commits_total 3\n"
                + "# HELP laurel_build_info Which\n# TYPE laurel_build_info gauge\nlaurel_build_info{version=\"1\"} 1\n")
    }

    @Test func `values of labels cannot end a line`() {
        var text = Exposition(.openMetrics)
        text.gauge("x", "A \"help\"\nof two lines") { $0.add(1.5, ["route": "a\"b\\c\nd"]) }
        #expect(String(decoding: text.bytes, as: UTF8.self).contains("x{route=\"a\\\"b\\\\c\\nd\"} 1.5\n"))
        #expect(String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").count == 4)
    }

    @Test func `a summary has a sum and a count`() {
        var text = Exposition(.openMetrics)
        text.summary("seconds", "Time", sum: 1.5, count: 3)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "# HELP seconds Time\n# TYPE seconds summary\nseconds_sum 1.5\nseconds_count 3\n# EOF\n")
    }

    @Test func `a histogram counts upwards`() {
        var histogram = Histogram([0.1, 1])
        for value in [0.05, 0.1, 0.5, 3] { histogram.add(value) }
        #expect(histogram.counts == [2, 1, 1] && histogram.count == 4)
        var text = Exposition(.openMetrics)
        text.histogram("seconds", "Time", histogram)
        let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines[2...] == ["seconds_bucket{le=\"0.1\"} 2", "seconds_bucket{le=\"1\"} 3", "seconds_bucket{le=\"+Inf\"} 4", "seconds_sum 3.65", "seconds_count 4", "# EOF"])
    }

    @Test(arguments: [
        (nil, Exposition.Format.openMetrics), ("*/*", .openMetrics), ("text/plain", .text),
        ("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openMetrics),
    ] as [(String?, Exposition.Format)])
    func `the format is the clients choice`(header: String?, format: Exposition.Format) { #expect(Exposition.Format(accepting: header) == format) }
}
