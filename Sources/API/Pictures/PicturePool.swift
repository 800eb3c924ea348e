import Identity
import Mailboxes
import Pictures
import Runtime
import Store

/// Decodes pictures on a thread of its own, one at a time: each keeps a core busy and takes up to 150 MB for a moment, which neither the writer
/// nor the web thread may wait for.
package final class PicturePool: Sendable {
    private let workers = FairWorkers<Void>("picture", threads: 1, FairQueue.Limits(waiting: 16, waitingOfOne: 4, runningOfOne: 1)) {}

    /// Tells the picture as it is kept, or a problem.
    func make(_ bytes: [UInt8], for turnHolder: TurnHolder, _ body: @escaping @Sendable (Result<StoredPicture, any Error>) -> Void) {
        workers.perform(for: turnHolder) { turn in
            if case .failure(let failure) = turn { return body(.failure(Unavailable(failure))) }
            body(Result { try Self.picture(of: bytes) })
        }
    }

    func stop() { workers.stop() }

    private static func picture(of bytes: [UInt8]) throws -> StoredPicture {
        do throws(PictureRefusal) {
            let made = try MadePicture(from: bytes)
            guard let stored = StoredPicture(large: made.large, small: made.small, width: made.width, height: made.height) else { throw .damaged }
            return stored
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    init(_ refusal: PictureRefusal) {
        let words = switch refusal {
        case .tooLong: "a picture has at most 2 MiB"
        case .unknownFormat: "a PNG, a JPEG or a WebP"
        case .tooLarge: "at most \(PictureBounds.side) points a side and \(PictureBounds.points / 1_000_000) million in all"
        case .animated: "a picture that stands still"
        case .damaged: "the picture cannot be read: it is cut off, or not what it says"
        case .trailing: "something stands behind the picture"
        }
        self.init(422, ProblemCode(Code.malformed), words)
    }
}
