import Addresses
import Delivering
import Examples
import Glibc
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime

// A server without a network of its own, to be killed: `sender DATABASE URL FIRST LAST`. It records sales FIRST to LAST, says `! id` on
// standard output when one is acknowledged, and sends what its webhook wants to hear until its standard input is closed.

let arguments = CommandLine.arguments
guard arguments.count == 5, let first = Int(arguments[3]), let last = Int(arguments[4]) else { exit(2) }
let clock: @Sendable () -> Instant = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
}
let runtime = try Runtime(Runtime.Configuration(path: arguments[1], clock: clock)) { database in
    if database.head.number == 0 { try database.record(Example.configured, by: .administrator, at: Example.start) }
    return try Example.programme()
}
if runtime.head.lastCommand <= 1 {
    let url = arguments[2]
    let done = BlockingPromise<Void>()
    runtime.write(nil, by: .administrator, { try $0.deliveryTargets.put(.init(id: "erp", address: url, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) }) { _ in done.fulfil(()) }
    done.wait()
    let webhook = Webhook(id: "erp", title: "ERP", kind: .standard, host: "127.0.0.1", types: [EventType.awardPosted])
    _ = runtime.carryOut(Example.company() + [PutWebhook(webhook: webhook, revision: nil)], by: .administrator)
}
var settings = DeliverySettings()
(settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
let service = DeliveryService(runtime, settings, clock: clock)
try service.start()
if first <= last {
    for number in first...last {
        let replies = runtime.carryOut([try Example.sale("S-\(number)", of: "li.na", amount: 500, customer: "C-\(number)", at: clock())], by: .token("crm"))
        guard case .done? = replies.first else { continue }
        let line = Array("! S-\(number)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
var byte: UInt8 = 0
while read(STDIN_FILENO, &byte, 1) > 0 {}
service.stop()
runtime.stop()
