import Identity
import Mailboxes
import Runtime
import Store

/// The key of `DeviceMark`: made once, and kept with the data, so that browsers are known again after a restart.
enum DeviceKey {
    private static let setting = "device-key"

    /// Blocks. Where the disk cannot be read or written, one that lasts as long as the process: devices are strangers meanwhile.
    static func load(_ runtime: Runtime) -> [UInt8] {
        if let known = known(runtime) { return known }
        let key = Secret.bytes(), pause = Signal()
        while true {
            let done = BlockingPromise<Bool>()
            runtime.write(nil, by: .system, { try $0.settings.set(setting, Base64URL.encode(key)) }, reply: { done.fulfil((try? $0.get()) != nil) })
            guard !done.wait(), runtime.isNode else { return key }
            // Nodes have one for all of them: the one that leads makes it.
            _ = pause.wait(atMost: .milliseconds(100))
            if let known = known(runtime) { return known }
        }
    }

    private static func known(_ runtime: Runtime) -> [UInt8]? {
        let found = BlockingPromise<[UInt8]?>()
        runtime.readers.read { reader in
            let text = (try? reader.get().settings.value(setting)).flatMap { $0 }
            found.fulfil(text.flatMap(Base64URL.decode).flatMap { $0.count == 32 ? $0 : nil })
        }
        return found.wait()
    }
}
