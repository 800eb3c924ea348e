import CQrencode

/// A text as a square of dark and light, by libqrencode.
package struct QRCode: Sendable {
    /// From top to bottom, each from left to right: `1` is dark.
    package let rows: [String]

    /// Nil: it is too long.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width), data = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        rows = (0..<width).map { row in String(data[row * width..<(row + 1) * width].map { $0 & 1 == 1 ? "1" : "0" }) }
    }
}
