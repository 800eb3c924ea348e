import Foundation
import JSON

/// The texts of a rules folder, by path below it: what is kept of every rule set that was published.
package struct RuleSources: Hashable, Sendable {
    /// `company.yaml`, `points/revenue.yaml` …
    package var files: [String: String]

    package init(files: [String: String]) {
        self.files = files
    }

    /// Names of the files beside `points/`.
    package static let single = ["company.yaml", "metrics.yaml", "boards.yaml", "badges.yaml", "appraisals.yaml", "customers.yaml", "tiers.yaml", "rewards.yaml"]
    /// Those of them that say what is in force from the command on, whenever rules are.
    package static let configuring = ["company.yaml", "boards.yaml", "badges.yaml", "appraisals.yaml", "customers.yaml"]
    /// Folders of files that are read together.
    package static let folders = ["points", "campaigns"]
    static let maximumFiles = 500

    /// Paths of rules, in the order in which they are read.
    package var rulePaths: [String] {
        files.keys.filter { $0.hasPrefix("points/") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The same sources with other rules in place of `points/`: a draft.
    package func replacingRules(with text: String) -> RuleSources {
        var files = files.filter { !$0.key.hasPrefix("points/") }
        files["points/draft.yaml"] = text
        return RuleSources(files: files)
    }

    /// From a folder. `imports/`, `scenarios/`, `hooks/` and `schemas/` in it belong to others; any other YAML file would be
    /// overlooked, and is refused.
    package static func read(folder: String) throws(Diagnostics) -> RuleSources {
        let findings = Findings()
        var files: [String: String] = [:]
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
            throw Diagnostics([Diagnostic(file: folder, message: "there is no such folder, or it cannot be read")])
        }
        for name in names.sorted() where isYAML(name) {
            guard single.contains(name) else {
                findings.add(
                    Diagnostic(
                        file: name, message: "nothing reads this file", expected: "one of \(single.joined(separator: ", ")), or a file in points/ or campaigns/",
                        hint: Spelling.nearest(to: name, in: single).map { "did you mean \"\($0)\"?" }))
                continue
            }
            files[name] = text(of: name, in: folder, findings)
        }
        for below in folders {
            let inside = try? manager.contentsOfDirectory(atPath: "\(folder)/\(below)")
            if inside == nil, names.contains(below) { findings.add(Diagnostic(file: below, message: "the folder cannot be read")) }
            let found = (inside ?? []).filter(isYAML).sorted()
            if found.count > maximumFiles {
                findings.add(Diagnostic(file: below, message: "\(found.count) files", expected: "at most \(maximumFiles)"))
            }
            for name in found.prefix(maximumFiles) { files["\(below)/\(name)"] = text(of: "\(below)/\(name)", in: folder, findings) }
        }
        return try findings.checked(RuleSources(files: files))
    }

    /// Names with a mark in front are copies that an editor makes while it saves.
    private static func isYAML(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasPrefix("~") && !name.hasPrefix("#") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }

    private static func text(of name: String, in folder: String, _ findings: Findings) -> String? {
        do {
            let bytes = try FileBytes.read("\(folder)/\(name)", limit: YAMLDocument.maximumSize)
            return try YAMLDocument.text(of: bytes, file: name)
        } catch let diagnostic as Diagnostic {
            findings.add(diagnostic)
        } catch {
            findings.add(Diagnostic(file: name, message: "\(error)"))
        }
        return nil
    }
}

extension RuleSources {
    /// An object of texts by path, as the store keeps it.
    package var json: JSONValue {
        .object(JSONObject(files.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    /// Nil for anything but an object of texts.
    package init?(json: JSONValue) {
        guard let object = json.object else { return nil }
        var files: [String: String] = [:]
        for member in object.members {
            guard let text = member.value.string else { return nil }
            files[member.key] = text
        }
        self.init(files: files)
    }
}
