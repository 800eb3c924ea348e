extension Decimal: Comparable {
    package static func < (left: Decimal, right: Decimal) -> Bool {
        if left.exponent == right.exponent { return left.coefficient < right.coefficient }
        let (leftSign, rightSign) = (left.signum, right.signum)
        guard leftSign == rightSign, leftSign != 0 else { return leftSign < rightSign }
        return leftSign < 0 ? sizeIsLess(right, left) : sizeIsLess(left, right)
    }

    /// Whether |left| < |right|; neither is zero.
    private static func sizeIsLess(_ left: Decimal, _ right: Decimal) -> Bool {
        let (leftSize, rightSize) = (left.coefficient.magnitude, right.coefficient.magnitude)
        let shift = left.exponent - right.exponent
        if abs(shift) <= 4, max(leftSize, rightSize) < tenToThe34 {
            // 34 digits and four more still fit 128 bits.
            return shift > 0 ? leftSize * powerOfTen(shift) < rightSize : leftSize < rightSize * powerOfTen(-shift)
        }
        let (leftDigits, rightDigits) = (digitCount(leftSize), digitCount(rightSize))
        let (leftTop, rightTop) = (leftDigits + left.exponent, rightDigits + right.exponent)
        guard leftTop == rightTop else { return leftTop < rightTop }
        // Same order of magnitude: bring both to 34 digits.
        return leftSize * powerOfTen(maximumDigits - leftDigits) < rightSize * powerOfTen(maximumDigits - rightDigits)
    }
}
