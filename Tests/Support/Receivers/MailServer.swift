import Synchronization

/// A mail server that takes letters, or does not, without TLS.
package final class MailServer: Sendable {
    package struct Letter: Sendable {
        package let from: String
        package let to: [String]
        package let text: String
    }

    package struct Manner: Sendable {
        /// Whether it says that it could speak TLS; asked for it, it refuses.
        package var offersTLS = false
        /// What it says to a recipient.
        package var recipient = "250 ok"
        /// What it says to the letter.
        package var letter = "250 queued"

        package init() {}
    }

    private let letters = Mutex<[Letter]>([])
    private let commands = Mutex<[String]>([])
    private let listener: Mutex<Listener?>
    private let manner: Manner

    package init(_ manner: Manner = Manner()) {
        self.manner = manner
        listener = Mutex(nil)
        listener.withLock { $0 = Listener { [weak self] in self?.serve($0) } }
    }

    deinit { stop() }

    package func stop() { listener.withLock { $0?.stop() } }

    package var port: UInt16 { listener.withLock { $0?.port ?? 0 } }
    package var received: [Letter] { letters.withLock { $0 } }
    /// The first word of each command.
    package var heard: [String] { commands.withLock { $0 } }

    private func serve(_ socket: Int32) {
        var line = Line(socket)
        var from = "", to: [String] = []
        line.write("220 test\r\n")
        while let command = line.read() {
            let word = command.split(separator: " ").first.map { $0.uppercased() } ?? ""
            commands.withLock { $0.append(word) }
            switch word {
            case "EHLO": line.write("250-test\r\n\(manner.offersTLS ? "250-STARTTLS\r\n" : "")250 8BITMIME\r\n")
            case "HELO": line.write("250 test\r\n")
            case "STARTTLS": line.write("454 not now\r\n")
            case "MAIL":
                (from, to) = (Self.address(command), [])
                line.write("250 ok\r\n")
            case "RCPT":
                if manner.recipient.hasPrefix("2") { to.append(Self.address(command)) }
                line.write(manner.recipient + "\r\n")
            case "DATA":
                line.write("354 go on\r\n")
                var text: [String] = []
                while let next = line.read(), next != "." { text.append(next.hasPrefix(".") ? String(next.dropFirst()) : next) }
                if manner.letter.hasPrefix("2") { letters.withLock { $0.append(Letter(from: from, to: to, text: text.joined(separator: "\n"))) } }
                line.write(manner.letter + "\r\n")
            case "QUIT":
                line.write("221 bye\r\n")
                return
            default: line.write("250 ok\r\n")
            }
        }
    }

    private static func address(_ command: String) -> String { command.split(separator: "<").last?.prefix { $0 != ">" }.description ?? "" }
}
