import Mailboxes
import SQLite
import Store

extension Writer {
    /// One bit of the first backup that was asked for. True: there is more.
    func copyOnce() -> Bool {
        guard let wanted = backups.first else { return false }
        settle()
        do {
            let backup = try self.backup ?? Backup(of: database.connection, to: wanted.path)
            self.backup = backup
            guard try backup.step() else { return true }
            let copy = try backup.complete()
            // Checking and syncing the copy is nothing that commits should wait for.
            _ = PlainThread("backup") { wanted.reply(Result { try copy.publish() }.failure) }
        } catch {
            wanted.reply(error)
        }
        backup = nil
        backups.removeFirst()
        return !backups.isEmpty
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
