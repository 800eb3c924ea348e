import Testing

@Suite("The lease under every interleaving")
struct LeaseMachineTests {
    /// All states that are reached within so many steps; the first fault, with the steps that lead to it.
    private func explore(_ start: LeaseMachine, depth: Int) -> (states: Int, fault: (text: String, path: [LeaseMachine.Move])?, stuck: Int) {
        var seen: Set<LeaseMachine> = [start], edge: [(LeaseMachine, [LeaseMachine.Move])] = [(start, [])], stuck = 0
        for _ in 0..<depth {
            var next: [(LeaseMachine, [LeaseMachine.Move])] = []
            for (state, path) in edge {
                for move in LeaseMachine.Move.all {
                    guard let after = state.after(move), seen.insert(after).inserted else { continue }
                    if let fault = after.fault { return (seen.count, (fault, path + [move]), stuck) }
                    if !(0..<3).allSatisfy({ after.canBeLed(by: $0) }) { stuck += 1 }
                    next.append((after, path + [move]))
                }
            }
            edge = next
        }
        return (seen.count, nil, stuck)
    }

    @Test func `three nodes keep what was acknowledged, one leads a term, and somebody can always lead`() {
        let found = explore(LeaseMachine(), depth: 8)
        #expect(found.fault == nil, "\(found.fault?.text ?? "") after \(found.fault?.path ?? [])")
        #expect(found.stuck == 0)
        #expect(found.states > 10_000)
    }

    @Test func `without the fence the same finds a fault`() throws {
        // One leads already: two steps fewer.
        let leads = try #require(LeaseMachine(isFenced: false).after(.node(0, .arrive))?.after(.node(0, .look)))
        let found = explore(leads, depth: 8)
        #expect(found.fault != nil, "\(found.states) states")
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>) func `long histories by seed`(_ seed: UInt64) {
        var state = LeaseMachine(), random = seed &* 0x9E37_79B9_7F4A_7C15 | 1, path: [LeaseMachine.Move] = []
        for _ in 0..<300 {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            let move = LeaseMachine.Move.all[Int(random % UInt64(LeaseMachine.Move.all.count))]
            guard let after = state.after(move) else { continue }
            path.append(move)
            state = after
            if let fault = state.fault {
                Issue.record("seed \(seed): \(fault) after \(path)")
                return
            }
        }
        #expect((0..<3).allSatisfy { state.canBeLed(by: $0) }, "seed \(seed)")
    }
}
