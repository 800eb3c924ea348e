import Foundation
import Testing

/// Where nothing is there to be done, that is said, and is no success.
@Suite struct EmptyFolderTests {
    private let program: Program

    init() throws {
        program = Program(folder: try WorkFolder())
        try FileManager.default.createDirectory(atPath: program.folder.file("empty"), withIntermediateDirectories: true)
    }

    @Test(arguments: [
        (["scenario", "empty"], "there is no scenario in the folder empty"), (["rules", "check", "empty"], "company.yaml: the file is missing"),
        (["rules", "check", "nowhere"], "nowhere: there is no such folder"), (["rules", "publish", "empty"], "company.yaml: the file is missing"),
        (["serve", "--port", "0", "--rules", "empty"], "company.yaml: the file is missing"),
    ]) func `an empty folder is an error`(arguments: [String], words: String) throws {
        let result = try program.run(arguments)
        #expect(result.code == 1)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(!program.folder.has("laurel.db"))
    }

    @Test func `a folder of rules beside a scenario has rules`() throws {
        try program.folder.write("one.yaml", "title: One\ncompany: {timezone: UTC}\nruleset: empty\nsteps: []\n")
        let result = try program.run("scenario", "one.yaml")
        #expect(result.code == 1)
        #expect(result.output.contains("no YAML file stands in empty"))
    }

    @Test func `a tab in a rule gets a hint`() throws {
        try program.folder.write("rules/company.yaml", "name: X\ntimezone: UTC\n")
        try program.folder.write("rules/points/a.yaml", "id: a\non: sale.won\naward:\n\tfixed: 10\n")
        let result = try program.run("rules", "check", "rules")
        #expect(result.code == 1)
        #expect(result.errors.contains("a tab stands in front of the line: YAML is indented by spaces alone"), "\(result.errors)")
    }

    @Test func `quotes of a word processor get a hint`() throws {
        try program.folder.write("rules/company.yaml", "name: X\ntimezone: “Asia/Shanghai”\n")
        try program.folder.write("rules/points/a.yaml", "id: “a”\non: sale.won\nwhen: data.x == “y” and data.z\naward: {fixed: 10}\n")
        let result = try program.run("rules", "check", "rules")
        #expect(result.errors.components(separatedBy: "“ belongs to the text").count == 3, "\(result.errors)")
        #expect(result.errors.contains("“ is a typographic quote"))
    }
}
