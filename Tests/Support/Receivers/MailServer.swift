import Synchronization

/// A mail server that takes letters, or does not; in the clear, or by TLS with a certificate of a test's own.
package final class MailServer: Sendable {
    package struct Letter: Sendable {
        package let from: String
        package let to: [String]
        package let text: String
    }

    package struct Manner: Sendable {
        /// Whether it says that it could speak TLS; asked for it, it refuses, unless it has a certificate.
        package var offersTLS = false
        package var certificate: OwnCertificate?
        /// Whether it speaks TLS from the first byte.
        package var isSecure = false
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
        let secure = manner.isSecure ? manner.certificate.flatMap { SecureLine(over: socket, $0) } : nil
        defer { secure?.finish() }
        let line = Line(secure?.plain ?? socket)
        line.write("220 test\r\n")
        converse(line, socket, isSecure: secure != nil)
    }

    private func converse(_ line: Line, _ socket: Int32, isSecure: Bool) {
        var line = line
        var from = "", to: [String] = []
        while let command = line.read() {
            let word = command.split(separator: " ").first.map { $0.uppercased() } ?? ""
            commands.withLock { $0.append(isSecure ? word + " by TLS" : word) }
            switch word {
            case "EHLO": line.write("250-test\r\n\(manner.offersTLS && !isSecure ? "250-STARTTLS\r\n" : "")250 8BITMIME\r\n")
            case "HELO": line.write("250 test\r\n")
            case "STARTTLS":
                guard let certificate = manner.certificate, !isSecure else {
                    line.write("454 not now\r\n")
                    continue
                }
                line.write("220 go on\r\n")
                guard let secure = SecureLine(over: socket, certificate) else { return }
                converse(Line(secure.plain), socket, isSecure: true)
                return secure.finish()
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
