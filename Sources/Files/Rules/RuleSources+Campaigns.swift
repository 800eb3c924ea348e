import JSON
import Periods
import PointsEngine

extension RuleSources {
    /// Paths of campaigns, in the order in which they are read.
    package var campaignPaths: [String] {
        files.keys.filter { $0.hasPrefix("campaigns/") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The same files, in which a campaign ends at another instant; nothing else in them is another. Nil: none of them holds it.
    package func ending(_ campaign: String, at until: Instant, _ calendar: CompanyCalendar) -> RuleSources? {
        let day = calendar.day(of: until)
        let text = calendar.zone.firstInstant(of: day) == until ? "\(day)" : until.rfc3339
        for path in campaignPaths {
            guard let file = files[path], let place = try? Self.endPlace(of: campaign, in: YAMLDocument(file, file: path)) else { continue }
            var changed = self
            changed.files[path] = Self.replacing(place, in: file, with: text)
            return changed
        }
        return nil
    }

    /// Whether company, boards, campaigns and what else holds at once are the same, to the byte.
    package func isConfigured(as other: RuleSources) -> Bool {
        (Self.configuring + campaignPaths + other.campaignPaths).allSatisfy { files[$0] == other.files[$0] }
    }

    /// Where the end of a campaign stands.
    private static func endPlace(of campaign: String, in document: YAMLDocument) -> YAMLNode.Place? {
        let all: [YAMLNode] = if case .sequence(let nodes) = document.root.content { nodes } else { [document.root] }
        for node in all {
            guard case .mapping(let entries) = node.content,
                entries.contains(where: { entry in if entry.key == "id", case .scalar(campaign, _) = entry.value.content { true } else { false } })
            else { continue }
            return entries.first { $0.key == "until" }?.value.place
        }
        return nil
    }

    /// Replaces the scalar that begins at a place: dates and times, with quotation marks or without.
    private static func replacing(_ place: YAMLNode.Place, in text: String, with new: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(place.line - 1) else { return text }
        let line = Array(lines[place.line - 1].unicodeScalars)
        let head = line.prefix(place.column - 1), old = line.dropFirst(place.column - 1)
        let mark = old.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
        let rest = mark.map { mark in old.dropFirst().drop { $0 != mark }.dropFirst() } ?? old.drop { !" ,}\r#".unicodeScalars.contains($0) }
        var changed = String.UnicodeScalarView(head)
        changed.append(contentsOf: (mark == nil ? new : "\"\(new)\"").unicodeScalars)
        changed.append(contentsOf: rest)
        lines[place.line - 1] = String(changed)
        return lines.joined(separator: "\n")
    }

    // MARK: Campaigns made on a page

    /// A campaign as its file says it; nil: there is none.
    package func definition(of campaign: String) -> JSONObject? {
        for path in campaignPaths {
            if let found = Self.all(in: files[path] ?? "", path).first(where: { $0["id"]?.string == campaign }) { return found }
        }
        return nil
    }

    /// The same files with a campaign in place of the one of that name, or beside the others.
    package func putting(_ definition: JSONObject, as campaign: String) -> RuleSources {
        var changed = self
        for path in campaignPaths {
            let all = Self.all(in: files[path] ?? "", path)
            guard all.contains(where: { $0["id"]?.string == campaign }) else { continue }
            let others = all.map { $0["id"]?.string == campaign ? JSONValue.object(definition) : .object($0) }
            changed.files[path] = YAMLText.text(of: others.count == 1 ? others[0] : .array(others))
            return changed
        }
        let free = (1...).lazy.map { "campaigns/\(campaign)\($0 == 1 ? "" : "-\($0)").yaml" }.first { self.files[$0] == nil }
        changed.files[free ?? "campaigns/\(campaign).yaml"] = YAMLText.text(of: .object(definition))
        return changed
    }

    private static func all(in text: String, _ path: String) -> [JSONObject] {
        guard let document = try? YAMLDocument(text, file: path), let json = try? YAMLReader(document, Findings()).json() else { return [] }
        return json.array?.compactMap(\.object) ?? json.object.map { [$0] } ?? []
    }
}
