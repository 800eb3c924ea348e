import CGD

/// A picture that is drawn by program: flat shapes in units of a hundredth of its width, y downwards. It is drawn four times as large, so that its
/// edges are smooth when it is made small.
///
/// ```swift
/// let drawing = Drawing(width: 320, height: 320, ground: 0xE8_EEE4)
/// drawing?.ellipse(50, 45, 19, 23, 0xF1_C9A5)
/// let made = drawing?.made()                  // as MadePicture(from:) makes one of what was sent
/// ```
package final class Drawing {
    /// Red, green, blue: 0xRR_GGBB.
    package typealias Colour = Int32
    package typealias Point = (x: Double, y: Double)

    let canvas: Canvas
    private let size: (width: Int, height: Int)
    private let scale: Double

    private static let enlargement = 4

    /// Nil: larger than a picture may be.
    package init?(width: Int, height: Int, ground: Colour) {
        guard (try? PictureBounds.check(width: width * Self.enlargement, height: height * Self.enlargement)) != nil,
            let canvas = Canvas(opaque: ground, width: width * Self.enlargement, height: height * Self.enlargement)
        else { return nil }
        (self.canvas, size, scale) = (canvas, (width, height), Double(width * Self.enlargement) / 100)
    }

    /// How far down it reaches, in its own units.
    package var bottom: Double { 100 * Double(size.height) / Double(size.width) }

    package func ellipse(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: Colour) {
        canvas.ellipse(pixel(x), pixel(y), pixel(width * 2), pixel(height * 2), colour)
    }

    package func polygon(_ points: [Point], _ colour: Colour) { canvas.polygon(points.map { (pixel($0.x), pixel($0.y)) }, colour) }

    package func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: Colour) {
        polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)
    }

    /// A rectangle with round corners.
    package func card(_ x: Double, _ y: Double, _ width: Double, _ height: Double, round radius: Double, _ colour: Colour) {
        rectangle(x + radius, y, width - 2 * radius, height, colour)
        rectangle(x, y + radius, width, height - 2 * radius, colour)
        for (corner, side) in [(x + radius, y + radius), (x + width - radius, y + radius), (x + radius, y + height - radius), (x + width - radius, y + height - radius)] {
            ellipse(corner, side, radius, radius, colour)
        }
    }

    /// The inside of a smooth curve through points.
    package func blob(_ points: [Point], _ colour: Colour) { polygon(Self.curve(points, isClosed: true), colour) }

    /// A line with round ends, which bends smoothly through its points.
    package func line(_ points: [Point], width: Double, _ colour: Colour) {
        let way = points.count > 2 ? Self.curve(points, isClosed: false) : points
        for (from, to) in zip(way, way.dropFirst()) {
            let length = ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot(), steps = max(1, Int(length / (width / 6)))
            for step in 0...steps {
                let part = Double(step) / Double(steps)
                ellipse(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, width / 2, width / 2, colour)
            }
        }
    }

    /// As a picture that was sent would be kept.
    package func made() -> MadePicture? { MadePicture(drawn: self, width: size.width, height: size.height) }

    private func pixel(_ length: Double) -> Int32 { Int32((length * scale).rounded()) }

    /// Catmull and Rom: through every point, with the tangent of its neighbours.
    private static func curve(_ points: [Point], isClosed: Bool) -> [Point] {
        let count = points.count
        let at = { (index: Int) -> Point in isClosed ? points[(index + count) % count] : points[min(max(index, 0), count - 1)] }
        return (0..<(isClosed ? count : count - 1)).flatMap { index in
            let (a, b, c, d) = (at(index - 1), at(index), at(index + 1), at(index + 2))
            return (0...smoothness).map { step -> Point in
                let t = Double(step) / Double(smoothness)
                return (spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t))
            }
        }
    }

    private static let smoothness = 12

    private static func spline(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
        let linear = c - a, square = 2 * a - 5 * b + 4 * c - d, cube = 3 * b - a - 3 * c + d
        return b + t * (linear + t * (square + t * cube)) / 2
    }
}

extension Canvas {
    /// One that is of a colour all over.
    convenience init?(opaque colour: Drawing.Colour, width: Int, height: Int) {
        self.init(width: width, height: height)
        polygon([(0, 0), (Int32(width), 0), (Int32(width), Int32(height)), (0, Int32(height))], colour)
    }
}
