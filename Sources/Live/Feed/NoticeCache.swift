import Boards

/// What members were told last, for who opens a page later: in memory alone, and bounded.
struct NoticeCache {
    private var notices: [Int32: [PersonalNotice]] = [:]
    /// In the order in which they were first told something.
    private var order: [Int32] = []

    /// How many of one member, and of how many members: some 20 MB at most.
    static let mostEach = 8, mostMembers = 16_384

    /// The newest first.
    subscript(member: Int32) -> [PersonalNotice] { (notices[member] ?? []).reversed() }

    mutating func keep(_ notice: PersonalNotice) {
        if notices[notice.member] == nil { makeRoom(for: notice.member) }
        notices[notice.member, default: []].append(notice)
        if let count = notices[notice.member]?.count, count > Self.mostEach { notices[notice.member]?.removeFirst() }
    }

    /// The same under other numbers; who has none is forgotten.
    func renumbered(_ number: (Int32) -> Int32?) -> NoticeCache {
        var renumbered = NoticeCache()
        for member in order {
            guard let now = number(member) else { continue }
            for var notice in notices[member] ?? [] {
                notice.member = now
                renumbered.keep(notice)
            }
        }
        return renumbered
    }

    private mutating func makeRoom(for member: Int32) {
        if order.count >= Self.mostMembers {
            for old in order.prefix(Self.mostMembers / 2) { notices[old] = nil }
            order.removeFirst(Self.mostMembers / 2)
        }
        order.append(member)
    }
}
