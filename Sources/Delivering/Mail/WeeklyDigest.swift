import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store

/// A letter a week to everybody with an address: what the last week brought, what there is to spend, and what is about to expire. Written on
/// the first morning of the company's week, page by page, each in one transaction with how far it has come: a crash writes nobody two.
struct WeeklyDigest {
    /// How far this week's are written: nothing is known, none of them, up to an account, all.
    enum Progress: Equatable {
        case unknown, before, upTo(String), done

        /// - Parameter mark: as the last page left it: `2026-W48`, or `2026-W48/li.na`.
        init(_ mark: String?, of week: Period) {
            guard let mark else { self = .unknown; return }
            if mark == week.key { self = .done; return }
            let start = week.key + "/"
            self = mark.hasPrefix(start) ? .upTo(String(mark.dropFirst(start.count))) : .before
        }
    }

    let reader: Reader
    let calendar: CompanyCalendar
    let now: Instant

    /// Accounts that one transaction writes to.
    static let page = 200
    /// Eight in the morning.
    static let hour: Int64 = 8 * 3_600
    /// The setting that tells how far it is.
    static let mark = "digest.week"

    var week: Period { calendar.period(.week, containing: now) }
    var begins: Instant { week.start.adding(seconds: Self.hour) }
    /// When those of the next week are written.
    var next: Instant { week.end.adding(seconds: Self.hour) }

    /// The week that is told of.
    private var told: Period { calendar.period(.week, containing: week.start.adding(microseconds: -1)) }

    /// The letters of a page, and the mark that goes with them.
    func letters(after account: String, language: Language) throws -> (letters: [Letter], mark: String) {
        let boxes = try reader.letterBoxes.page(after: account, limit: Self.page)
        let letters = try boxes.compactMap { box -> Letter? in
            guard let member = try reader.accounts.named(box.account)?.member.flatMap({ try reader.member($0) }), member.isThere(at: now),
                try !reader.letterBoxes.refuses(box.account, MailSubject.digest.rawValue), let data = try data(of: member.id)
            else { return nil }
            return Letter(
                kind: EventType.weeklyDigest, to: box.address, account: box.account, language: box.language.flatMap { Language(rawValue: $0) } ?? language, data: data)
        }
        return (letters, boxes.count < Self.page ? week.key : "\(week.key)/\(boxes.last?.account ?? "")")
    }

    /// Nil: there is nothing to tell.
    private func data(of member: MemberID) throws -> JSONObject? {
        let gained = try reader.tally(TallyKey(.member(member), .points), over: told.days).sum
        let wallet = try reader.wallet(member), available = wallet.available(at: now)
        guard !gained.isZero || available > 0 else { return nil }
        let soon = now.adding(seconds: 30 * 86_400)
        let expiring = wallet.lots.filter { lot in lot.isMature && (lot.expires.map { now < $0 && $0 <= soon } ?? false) }
        var data: JSONObject = ["member": .string(member.text), "week": .string(told.key), "points": .number(gained), "available": .number(Decimal(available))]
        if let first = expiring.compactMap(\.expires).min() {
            data["expiring"] = .number(Decimal(expiring.reduce(0) { $0 + $1.remaining }))
            data["expires"] = .string(calendar.day(of: first).text)
        }
        return data
    }
}

extension DeliveryLoop {
    /// Writes the next page of the week's letters, where it is time and somebody wants them.
    mutating func writeDigest() {
        let now = clock()
        guard settings.mail != nil, !isWritingDigest, now >= nextDigest else { return }
        do { try reader.snapshot { try writeDigest(at: now) } } catch { nextDigest = now.adding(seconds: 60) }
    }

    private mutating func writeDigest(at now: Instant) throws {
        nextDigest = now.adding(seconds: 60)
        guard try reader.webhooks().contains(where: { $0.kind == .mail && $0.isOn && $0.types.contains(EventType.weeklyDigest) }) else { return }
        let digest = WeeklyDigest(reader: reader, calendar: programme.calendar, now: now)
        switch WeeklyDigest.Progress(try reader.settings.value(WeeklyDigest.mark), of: digest.week) {
        case .done: nextDigest = digest.next
        // Whoever switches it on in the middle of a week has the first at the end of it.
        case .unknown: note([], digest.week.key, at: now)
        case .before where now < digest.begins: nextDigest = digest.begins
        case .before: try write(after: "", digest)
        case .upTo(let account): try write(after: account, digest)
        }
    }

    private mutating func write(after account: String, _ digest: WeeklyDigest) throws {
        let (letters, mark) = try digest.letters(after: account, language: words().language)
        note(letters, mark, at: digest.now)
    }

    private mutating func note(_ letters: [Letter], _ mark: String, at now: Instant) {
        isWritingDigest = true
        let mailbox = mailbox
        runtime.write(nil, by: .system) { database in
            for letter in letters { try database.deliveries.post(to: Letter.target, letter.kind, subject: letter.account, letter.body, at: now) }
            try database.settings.set(WeeklyDigest.mark, mark)
        } reply: { result in
            var isDone = false
            if case .success = result { isDone = true }
            _ = mailbox.send(.digested(isDone: isDone))
        }
    }
}
