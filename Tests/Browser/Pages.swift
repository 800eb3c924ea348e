import HeadlessChromium
import Testing

/// The pages in a real browser against a real server. One at a time: a browser takes a core and half a gigabyte.
@Suite(.serialized, .enabled(if: Chromium.isThere, Comment(rawValue: Chromium.missing)))
enum Pages {}
