import CEv

/// One timer of libev. It keeps itself alive until it fires or is stopped.
final class LoopTimer {
    private let loop: OpaquePointer
    private let timer = UnsafeMutablePointer<ev_timer>.allocate(capacity: 1)
    private var action: (() -> Void)?

    init(_ loop: OpaquePointer, _ milliseconds: Int, _ action: @escaping () -> Void) {
        self.loop = loop
        self.action = action
        ev_timer_prepare(timer, LoopTimer.fired, Double(max(0, milliseconds)) / 1000, 0, Unmanaged.passRetained(self).toOpaque())
        // The loop's clock stands still while it works; a delay is meant from now.
        ev_now_update(loop)
        ev_timer_start(loop, timer)
    }

    deinit { timer.deallocate() }

    func stop() {
        guard action != nil else { return }
        action = nil
        ev_timer_stop(loop, timer)
        Unmanaged.passUnretained(self).release()
    }

    private func fire() {
        let action = self.action
        stop()
        action?()
    }

    private static let fired: @convention(c) (OpaquePointer?, UnsafeMutablePointer<ev_timer>?, Int32) -> Void = { _, timer, _ in
        guard let data = timer?.pointee.data else { return }
        Unmanaged<LoopTimer>.fromOpaque(data).takeUnretainedValue().fire()
    }
}
