import JSON

extension CELValue {
    /// A JSON value: its numbers are decimals, its arrays and objects are wrapped and read where an expression looks. O(1).
    package init(_ json: JSONValue) {
        self =
            switch json {
            case .null: .null
            case .bool(let bool): .bool(bool)
            case .number(let decimal): .decimal(decimal)
            case .string(let string): .string(string)
            case .array(let elements): .list(.json(elements))
            case .object(let object): .map(.json(object))
            }
    }
}
