import Boards
import Identity
import JSON
import Periods
import RuleEngine

extension Archive {
    /// Rows and honours; board, period and times are columns.
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.list("rows", rows) { writer, row in
                writer.object { writer in
                    row.owner.write(to: &writer)
                    row.value.write(to: &writer)
                    writer.member("rank", row.rank)
                    writer.member("reached", row.reached)
                }
            }
            writer.list("honours", honours) { writer, honour in
                writer.object { writer in
                    honour.owner.write(to: &writer)
                    writer.member("rank", honour.rank)
                    writer.member("title", ifPresent: honour.title?.stored)
                    writer.member("points", honour.points)
                    writer.member("entry", ifPresent: honour.entry)
                }
            }
        }
    }

    package init(board: String, period: String, end: Instant, at: Instant, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "archive \(board)/\(period)")
        self.init(
            board: board, period: period, end: end, at: at,
            rows: try fields.list("rows") { value in
                let row = try Fields(value, fields.place)
                return RankedOwner(
                    owner: try Owner(stored: row), value: try BoardValue(stored: row), rank: Int(try row.integer("rank")),
                    reached: try row.integer("reached"))
            },
            honours: try fields.list("honours") { value in
                let honour = try Fields(value, fields.place)
                return GivenHonour(
                    owner: try Owner(stored: honour), rank: Int(try honour.integer("rank")),
                    title: honour.has("title") ? try LocalizedText(stored: honour.object["title"], fields.place) : nil,
                    points: try honour.integer("points"), entry: try honour.optionalInteger("entry"))
            })
    }
}

extension Owner {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("owner", stored.kind)
        if !stored.name.isEmpty { writer.member("of", stored.name) }
    }

    fileprivate init(stored fields: Fields) throws {
        guard let owner = Owner(kind: try fields.text("owner"), name: try fields.optionalText("of") ?? "") else { throw fields.corrupt("owner") }
        self = owner
    }
}

/// Exact integers as text: they may be wider than the numbers of JSON.
extension BoardValue {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .points(let points): writer.member("points", points)
        case .decimal(let units): writer.member("units", units.description)
        case .ratio(let numerator, let denominator): writer.texts("ratio", [numerator.description, denominator.description])
        }
    }

    fileprivate init(stored fields: Fields) throws {
        if let points = try fields.optionalInteger("points") {
            self = .points(points)
        } else if let text = try fields.optionalText("units"), let units = Int128(text) {
            self = .decimal(units)
        } else {
            let ratio = try fields.texts("ratio").map { Int128($0) }
            guard ratio.count == 2, let numerator = ratio[0], let denominator = ratio[1], denominator > 0 else { throw fields.corrupt("ratio") }
            self = .ratio(numerator, denominator)
        }
    }
}
