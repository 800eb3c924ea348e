import Mailboxes
import Synchronization

/// A running server, as the other threads see it.
package final class WebServer: Sendable {
    package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        case noEventLoop
        case noContext
        /// The address is in use, not ours, or the certificate cannot be read.
        case cannotListen(String)

        package var description: String {
            switch self {
            case .noEventLoop: "no event loop: epoll is not there"
            case .noContext: "libwebsockets did not start; is its libev plugin (libwebsockets-evlib-ev) installed?"
            case .cannotListen(let address): "cannot listen on \(address)"
            }
        }
    }

    /// The port that is listened on; nil without TCP.
    package let port: UInt16?
    private let commands: Mailbox<WebLoop.Command>
    private let thread: PlainThread

    /// Starts the web thread and returns when connections are accepted.
    /// - Parameters:
    ///   - waker: wakes the loop; given where mailboxes that lead to the handler are made before the server.
    ///   - makeHandler: called once on the web thread.
    package init(_ configuration: WebConfiguration, waker: Waker = Waker(), _ makeHandler: @escaping @Sendable (WebLoop) -> any WebHandler) throws(Failure) {
        let started = Started()
        let commands = Mailbox<WebLoop.Command>(limit: 1 << 20) { waker.wake() }
        let thread = PlainThread("web") {
            do throws(Failure) {
                let loop = try WebLoop(configuration, waker, commands)
                let handler = makeHandler(loop)
                started.tell(.success(loop.port))
                loop.run(handler)
            } catch {
                started.tell(.failure(error))
            }
        }
        do throws(Failure) {
            port = try started.wait().get()
        } catch {
            thread.join()
            throw error
        }
        self.commands = commands
        self.thread = thread
    }

    /// Answers a request from any thread. Dropped when the connection is gone or the request was answered.
    package func answer(_ token: ReplyToken, _ response: Response) {
        _ = commands.send(.answer(token, response))
    }

    /// Accepts nothing new, answers what is under way, closes WebSockets; after `grace` milliseconds cuts off what is left. Returns when all is over.
    package func stop(grace: Int = 10_000) {
        _ = commands.send(.stop(grace: grace))
        thread.join()
    }

    private final class Started: Sendable {
        private let result = Mutex<Result<UInt16?, Failure>?>(nil)
        private let signal = Signal()

        func tell(_ result: Result<UInt16?, Failure>) {
            self.result.withLock { $0 = result }
            signal.raise()
        }

        func wait() -> Result<UInt16?, Failure> {
            while true {
                signal.wait()
                if let result = result.withLock({ $0 }) { return result }
            }
        }
    }
}
