/// The table of a kept thing in a database.
package struct TableSchema: Sendable {
    package struct Column: Sendable {
        package enum Kind: Sendable {
            case integer, optionalInteger, text, optionalText
        }

        package let name: String
        package let kind: Kind

        package static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
        package static func optionalInteger(_ name: String) -> Column { Column(name: name, kind: .optionalInteger) }
        package static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
        package static func optionalText(_ name: String) -> Column { Column(name: name, kind: .optionalText) }
    }

    /// Of the table; findings of a verification are called so, too.
    package let name: String
    package let key: [Column]
    package let values: [Column]
    /// The columns of each further index.
    package let indexes: [[String]]

    package init(_ name: String, key: [Column], _ values: [Column], indexes: [[String]] = []) {
        self.name = name
        self.key = key
        self.values = values
        self.indexes = indexes
    }

    package var columns: [String] { (key + values).map(\.name) }
}
