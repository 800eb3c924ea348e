import API
import Files
import Glibc
import Installation
import Keeping
import Periods
import SQLite
import Store

/// The data: SQLite, schema, seals, rules, backups.
extension Examination {
    func sqlite() -> Diagnosis {
        let version = SQLiteLibrary.version, options = SQLiteLibrary.options
        let mine = "use Debian's libsqlite3-0"
        if options.contains("THREADSAFE=0") { return .wrong("SQLite", "\(version) was built for one thread", mine) }
        if options.contains("OMIT_WAL") { return .wrong("SQLite", "\(version) was built without a log", mine) }
        let told = options.filter { $0.hasPrefix("THREADSAFE") || $0.hasPrefix("DEFAULT_SYNCHRONOUS") || $0.hasPrefix("SECURE_DELETE") }
        return .fine("SQLite", "\(version), \(told.joined(separator: ", "))")
    }

    func schema() -> Diagnosis {
        guard store.exists else { return .fine("schema", "there is no database") }
        do {
            let (version, known) = try SchemaVersion.of(store.path)
            if version > known { return .wrong("schema", "step \(version), and this program knows \(known)", "install the Laurel that wrote it, or a newer one") }
            if version < known { return .fine("schema", "step \(version) of \(known): the next start brings it up") }
            return .fine("schema", "step \(version)")
        } catch { return .wrong("schema", "\(error)", "--database or LAUREL_DATABASE names the database") }
    }

    func seals() -> Diagnosis {
        guard store.exists else { return .fine("seals", "there is no database") }
        do {
            let report = Verification.verifySeals(try Reader(store.path).connection, since: now.adding(seconds: -86_400))
            guard let first = report.findings.first else { return .fine("seals", "those of the last day hold, head \(report.head.hash)") }
            return .wrong("seals", "\(first)", "laurel verify says what is damaged; laurel restore --replace FILE puts a backup in its place")
        } catch { return .wrong("seals", "\(error)", "laurel verify says what is damaged") }
    }

    func rules() -> Diagnosis {
        let folder = store.rulesFolder
        do {
            let sources = try RulesFolder.load(folder, zones: ZoneFiles.database()).sources
            guard store.exists else { return .fine("rules", "\(folder) holds") }
            let inForce = try RuleSources(files: Reader(store.path).ruleFiles())
            let others = Set(sources.files.keys).union(inForce.files.keys).filter { sources.files[$0] != inForce.files[$0] }.sorted()
            guard !others.isEmpty else { return .fine("rules", "\(folder) is what is in force") }
            return .warning(
                "rules", "\(folder) differs from what is in force in \(others.joined(separator: ", "))",
                "laurel rules backtest \(folder) tells who would gain or lose; laurel rules publish \(folder) puts it in force")
        } catch let diagnostics as Diagnostics {
            return .wrong("rules", "\(diagnostics)", "laurel rules check \(folder); what is in force stays in force")
        } catch { return .wrong("rules", "\(error)", "laurel rules check \(folder)") }
    }

    func backups() -> [Diagnosis] {
        do {
            guard let plan = try keeping.plan() else {
                return [.warning("backups", "none are made by themselves", "--backup-to, or LAUREL_BACKUP_TO; and --backup-then copies them to another machine")]
            }
            guard access(plan.folder, W_OK) == 0 else { return [.wrong("backups", "\(plan.folder) cannot be written", "chown and chmod it for the user that the server runs as")] }
            guard let last = BackupFile.all(in: plan.folder).first else { return [.wrong("backups", "there is none in \(plan.folder)", "the log of the server says why")] }
            let age = now.microseconds(since: last.made) / 1_000_000
            if age > 2 * plan.every { return [.wrong("backups", "the last one is of \(last.made.rfc3339)", "the log of the server says why there is none since")] }
            return [.fine("backups", "\(last.name), \(Self.megabytes(last.bytes))")] + volume(of: plan)
        } catch { return [.wrong("backups", "\(error)", "laurel serve --help tells what is expected")] }
    }

    private func volume(of plan: BackupPlan) -> [Diagnosis] {
        var backups = stat(), database = stat()
        guard plan.then == nil, stat(plan.folder, &backups) == 0, stat(store.path, &database) == 0, backups.st_dev == database.st_dev else { return [] }
        return [.warning("backups elsewhere", "they are on the disk of the database", "--backup-then 'rclone copy {} …' copies each to another machine")]
    }
}
