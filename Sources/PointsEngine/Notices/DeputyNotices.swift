import Identity
import JSON

extension Draft {
    /// Deputies hear that they are one, and of each request that comes to wait for who is absent: they would not look otherwise.
    func tellDeputies(of command: any Command, _ receipt: any Receipt) throws {
        if command is SetDeputy, let member = (receipt as? Configured<Member>)?.value, let deputy = member.deputy {
            let more: JSONObject = ["for": .string(member.id.text), "from": .string(deputy.from.rfc3339), "until": .string(deputy.until.rfc3339)]
            try tell(.deputy, deputy.member, nil, .string(member.name), more)
        }
        for (id, request) in overlay.changes.requests.sorted(by: { $0.key.text < $1.key.text }) where request.isOpen {
            guard try overlay.base.request(id) == nil else { continue }
            try tellDeputies(of: request)
        }
    }

    private func tellDeputies(of request: Request) throws {
        var told: Set<MemberID> = []
        for absent in try overlay.leaders().sorted(by: { $0.id < $1.id }) {
            guard let deputy = absent.deputy, deputy.isActive(at: now), !told.contains(deputy.member) else { continue }
            let rights = Rights(of: .member(deputy.member), among: overlay, at: now)
            guard try !rights.decides(request), try rights.absentee(for: request)?.id == absent.id else { continue }
            told.insert(deputy.member)
            let more: JSONObject = [
                "for": .string(absent.id.text), "request": .string(request.id.inPath), "about": .string(request.kind.name), "state": .string(request.state.rawValue),
                "name": .string(absent.name),
            ]
            try tell(.deputy, deputy.member, request.points, try title(of: request), more)
        }
    }
}
