import JSON
import Store

extension AccountName {
    /// - Throws: 422 where no account may be called so.
    func checkAllowed() throws {
        guard isAllowed else {
            throw Problem.malformed("1 to 128 bytes without / + ? # %, invisible characters, or a space at either end", at: "/name")
        }
    }

    /// - Throws: 409 where an account looks so, in the words of people and with its name.
    func claim(_ database: Database) throws {
        for name in try database.accounts.shapeless() { try AccountName(text: name).note(database) }
        guard let taken = try database.accounts.shaped(shapes), taken != text else { return }
        var problem = Problem(409, .nameLooksAlike, "it looks like \(taken)")
        problem.faults = [.init(pointer: "/name", code: .nameLooksAlike, detail: "it looks like \(taken)")]
        throw problem
    }

    /// Notes what an account looks like, beside it.
    func note(_ database: Database) throws { try database.accounts.note(shapes, of: text) }
}
