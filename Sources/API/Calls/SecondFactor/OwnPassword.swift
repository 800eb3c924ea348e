import Mailboxes
import Periods
import Runtime
import Store
import Web

/// The caller's password, asked for again before something that a stolen session is not to do.
enum OwnPassword {
    /// Goes on with `body`, on the thread of passwords or of a reader, where it is right. Who signed in by a provider, or has none, is not
    /// asked. Counted by the session: what strangers try elsewhere does not concern who is signed in.
    static func check(_ password: String?, _ call: Call, _ body: @escaping @Sendable (UserAccount) -> Void) throws {
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let attempt = try call.site.begin(person.account, from: .device(person.session.token.bytes), at: call.address)
        Asking(person: person, attempt: attempt, address: call.address, turnHolder: call.turnHolder, reply: call.reply, services: call.site.services).begin(password, body)
    }

    private struct Asking: Sendable {
        let person: Caller.Person
        let attempt: Attempts.Try
        let address: String
        let turnHolder: TurnHolder
        let reply: Answering
        let services: Services

        func begin(_ password: String?, _ body: @escaping @Sendable (UserAccount) -> Void) {
            services.runtime.readers.read(for: turnHolder) { reader in
                do {
                    guard let account = try reader.get().accounts.named(person.account) else { throw Problem.notFound }
                    if person.session.foreign != nil || account.password == nil { return pass(account, body) }
                    services.passwords.verify(password ?? "", account.password, for: turnHolder) { matches in
                        do { try matches.get() ? pass(account, body) : refuse() } catch { giveUp(error) }
                    }
                } catch { giveUp(error) }
            }
        }

        private func pass(_ account: UserAccount, _ body: @escaping @Sendable (UserAccount) -> Void) {
            services.onWeb { $0.attempts.end(attempt, .right, at: services.clock()) }
            body(account)
        }

        private func refuse() {
            services.onWeb { site in
                site.attempts.end(attempt, .wrong, at: services.clock())
                site.incidents.noteFailure(of: person.account, from: address)
                reply.refuse(Problem(422, .wrongCredentials))
            }
        }

        /// Nothing was learnt of the password: that is no failure.
        private func giveUp(_ error: any Error) {
            services.onWeb { site in
                site.attempts.end(attempt, .unheard, at: services.clock())
                reply.answering { throw error }
            }
        }
    }
}
