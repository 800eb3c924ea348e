import Files
import Periods

extension Scenario {
    /// Reads a scenario file without running it.
    ///
    /// - Parameter name: what diagnostics call it.
    /// - Throws: everything that is wrong with it.
    package static func check(_ path: String, named name: String, zones: ZoneDatabase) throws(Diagnostics) {
        let document: YAMLDocument
        do {
            document = try YAMLDocument(bytes: FileBytes.read(path, limit: YAMLDocument.maximumSize), file: name)
        } catch let diagnostic as Diagnostic {
            throw Diagnostics([diagnostic])
        } catch {
            throw Diagnostics([Diagnostic(file: name, message: "\(error)")])
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        _ = try read(document, in: folder.isEmpty ? "." : folder, zones: zones)
    }
}
