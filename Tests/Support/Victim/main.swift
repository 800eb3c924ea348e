import Examples
import Glibc
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Synchronization

// A server without a network, to be killed: `victim DATABASE LOG RUN`. Eight clients send sales one after the other; each writes
// `? id` to the log before it sends one and `! id` when it was answered, so that the log knows more than the database may forget.
// Each answer is a line on standard output too, for who waits until there are enough of them.

let arguments = CommandLine.arguments
guard arguments.count == 4 else { exit(2) }
let log = open(arguments[2], O_WRONLY | O_CREAT | O_APPEND, 0o600)
let run = arguments[3]

@Sendable func note(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    guard write(log, bytes, bytes.count) == bytes.count else { exit(3) }
}

let runtime = try Runtime(Runtime.Configuration(path: arguments[1], clock: { Example.start })) { database in
    if database.head.number == 0 { try database.record(Example.configured, by: .administrator, at: Example.start) }
    return try Example.programme()
}
if runtime.head.lastCommand <= 1 { _ = runtime.carryOut(Example.company(), by: .administrator) }
note("= \(runtime.head.number)")

let threads = (0..<8).map { thread in
    PlainThread("client") {
        for number in 0..<100_000 {
            let id = "\(run)-\(thread)-\(number)"
            guard let sale = try? Example.sale(id, of: "li.na", amount: 500, customer: id) else { exit(4) }
            note("? \(id)")
            // Every third is sent twice: it must count once.
            let replies = runtime.carryOut(number % 3 == 0 ? [sale, sale] : [sale], by: .token("crm"), priority: thread < 4 ? .person : .bulk)
            guard case .done? = replies.first else { continue }
            note("! \(id)")
            _ = write(STDOUT_FILENO, "!\n", 2)
        }
    }
}
for thread in threads { thread.join() }
