/// Statistics that can be worked out with pencil and paper.
enum Statistics {
    /// The middle one; of an even number the mean of the two in the middle.
    static func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted(), middle = sorted.count / 2
        guard !sorted.isEmpty else { return nil }
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The median of the distances to the median: how far off is usual.
    static func deviation(_ values: [Double]) -> Double? {
        guard let middle = median(values) else { return nil }
        return median(values.map { abs($0 - middle) })
    }

    /// How many usual deviations a value lies from the median of the others (`1.4826 × deviation` is the standard deviation of a bell curve);
    /// nil where the others do not differ.
    static func robustScore(_ value: Double, among others: [Double]) -> Double? {
        guard let middle = median(others), let deviation = deviation(others), deviation > 0 else { return nil }
        return (value - middle) / (1.4826 * deviation)
    }

    static func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    /// The standard deviation of a sample.
    static func spread(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
