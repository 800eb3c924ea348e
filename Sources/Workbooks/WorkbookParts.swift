/// The parts of a workbook beside its sheets: which sheets there are, the texts that cells share, which styles show dates.
struct WorkbookParts {
    private let archive: ZipArchive
    private let limits: WorkbookLimits
    private static let mostSmall = 16 << 20

    init(_ archive: ZipArchive, _ limits: WorkbookLimits) {
        self.archive = archive
        self.limits = limits
    }

    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

    /// The part that names the sheets.
    func main() throws(WorkbookFailure) -> String {
        let relations = try relations(at: "_rels/.rels", from: "")
        let known = relations.values.first { archive.entries[$0] != nil && $0.hasSuffix("workbook.xml") } ?? "xl/workbook.xml"
        guard archive.entries[known] != nil else {
            throw WorkbookFailure(.otherFormat, "this is no .xlsx workbook: save it as .xlsx or CSV")
        }
        return known
    }

    func relations(of main: String) throws(WorkbookFailure) -> [String: String] {
        let folder = Self.folder(of: main)
        return try relations(at: folder + "_rels/" + main.dropFirst(folder.count) + ".rels", from: folder)
    }

    /// Paths in the archive by their id; what points out of it is left out.
    private func relations(at path: String, from folder: String) throws(WorkbookFailure) -> [String: String] {
        var relations: [String: String] = [:]
        try forEachElement(of: path, limit: Self.mostSmall) { name, attributes in
            guard name == "Relationship", attributes["TargetMode"] != "External", let id = attributes["Id"], let target = attributes["Target"],
                !target.split(separator: "/").contains("..")
            else { return }
            relations[id] = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
        }
        return relations
    }

    func sheets(_ main: String, _ relations: [String: String]) throws(WorkbookFailure) -> (sheets: [Workbook.Sheet], isSince1904: Bool) {
        var sheets: [Workbook.Sheet] = [], isSince1904 = false
        try forEachElement(of: main, limit: Self.mostSmall) { name, attributes in
            if name == "workbookPr" { isSince1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true" }
            guard name == "sheet", let title = attributes["name"], let path = attributes["id"].flatMap({ relations[$0] }), path.contains("worksheets/") || archive.entries[path] != nil
            else { return }
            sheets.append(Workbook.Sheet(name: title, isHidden: attributes["state"]?.lowercased().contains("hidden") ?? false, path: path))
        }
        return (sheets, isSince1904)
    }

    /// What is read aloud beside a text is no part of it.
    func sharedStrings(_ path: String) throws(WorkbookFailure) -> [String] {
        guard var reader = try reader(of: path, limit: limits.strings) else { return [] }
        var strings: [String] = [], text = "", isInText = false
        while let event = try reader.next() {
            switch event {
            case .start("si", _): text = ""
            case .start("t", _): isInText = true
            case .start("rPh", _): try reader.skip()
            case .text(let piece) where isInText:
                guard text.utf8.count + piece.utf8.count <= limits.cell else { throw WorkbookFailure(.tooLarge, "a text of the workbook is too long for a cell") }
                text += piece
            case .end("t"): isInText = false
            case .end("si"): strings.append(text)
            default: break
            }
        }
        return strings
    }

    /// By the number of a style, whether it shows dates or times.
    func dateStyles(_ path: String) throws(WorkbookFailure) -> [DateStyle?] {
        guard var reader = try reader(of: path, limit: Self.mostSmall) else { return [] }
        var custom: [Int: DateStyle?] = [:], styles: [DateStyle?] = [], isInCells = false
        while let event = try reader.next() {
            switch event {
            case .start("numFmt", let attributes):
                if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] { custom[id] = DateStyle(code: code) }
            case .start("cellXfs", _): isInCells = true
            case .end("cellXfs"): isInCells = false
            case .start("xf", let attributes) where isInCells:
                guard styles.count < 100_000 else { throw WorkbookFailure(.tooLarge, "the workbook has too many styles") }
                let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
                styles.append(custom[id] ?? DateStyle(builtIn: id))
            default: break
            }
        }
        return styles
    }

    private func forEachElement(of path: String, limit: Int, _ body: (String, [(name: String, value: String)]) -> Void) throws(WorkbookFailure) {
        guard var reader = try reader(of: path, limit: limit) else { return }
        while let event = try reader.next() {
            if case .start(let name, let attributes) = event { body(name, attributes) }
        }
    }

    private func reader(of path: String, limit: Int) throws(WorkbookFailure) -> XMLReader? {
        guard let entry = archive.entries[path] else { return nil }
        return XMLReader(try PartReader(entry, try archive.packed(entry), limit: limit), mostText: limits.cell)
    }
}
