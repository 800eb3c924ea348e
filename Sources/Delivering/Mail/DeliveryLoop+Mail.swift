import Identity
import JSON
import Outbound
import Periods
import PointsEngine
import Store

/// Letters: an event becomes one to each whom it concerns, and each is sent on its own.
extension DeliveryLoop {
    /// Writes the letters of what waits for a webhook of mail, in one with what is over by that: nobody gets one twice.
    mutating func expand(_ webhook: Webhook, _ now: Instant) throws {
        guard settings.mail != nil, let lane = lanes[webhook.id] else { return }
        let due = try reader.deliveries.due(of: webhook.id, at: now, except: lane.busy, limit: 50)
        guard !due.isEmpty else { return }
        let made = try due.flatMap { row in try letters(of: row, now) }
        self.lane(webhook.id) { $0.hold(due) }
        for var row in due {
            (row.state, row.attempts) = (.delivered, 1)
            ends.add(row, of: webhook.id)
        }
        ends.add(made)
    }

    /// To the one whom it is about; of what waits for somebody, to the least of those who may decide it.
    private func letters(of row: StoredDelivery, _ now: Instant) throws -> [Letter] {
        let data = (try? JSONValue.parse(row.body))?.object ?? JSONObject()
        let readers: [LetterBox]
        switch row.kind {
        case EventType.approvalNeeded: readers = try deciders(data, now)
        case EventType.boardLocked, EventType.rulesPublished: readers = try reader.letterBoxes.all(limit: 20_000)
        default: readers = try row.subject.flatMap { try reader.accounts.of(MemberID($0)) }.flatMap { try reader.letterBoxes.of($0.name) }.map { [$0] } ?? []
        }
        guard let subject = MailSubject(of: row.kind) else { return [] }
        return try readers.filter { try !reader.letterBoxes.refuses($0.account, subject.rawValue) }.map { box in
            let language = box.language.flatMap { Language(rawValue: $0) } ?? words().language
            return Letter(kind: row.kind, to: box.address, account: box.account, language: language, data: data)
        }
    }

    private func deciders(_ data: JSONObject, _ now: Instant) throws -> [LetterBox] {
        guard let id = data["request"]?.string.flatMap(RequestID.init(inPath:)), let request = try reader.request(id), request.isOpen else { return [] }
        let people = ReaderPeople(reader: reader)
        var found: [(role: Role, box: LetterBox)] = []
        for box in try reader.letterBoxes.all(limit: 20_000) {
            guard let account = try reader.accounts.named(box.account), !account.isDisabled else { continue }
            let actor = account.member.map(Actor.member) ?? .account(account.name, account.role)
            let rights = Rights(of: actor, among: people, at: now)
            if let role = try rights.role, try rights.mayDecide(request) { found.append((role, box)) }
        }
        guard let least = found.map(\.role).min() else { return [] }
        return found.filter { $0.role == least }.map(\.box)
    }

    mutating func fillMail(_ now: Instant) throws {
        lane(Letter.target) { $0.look = nil }
        guard let server = settings.mail else { return }
        let known = try reader.deliveryTargets.find(Letter.target) ?? DeliveryTarget(id: Letter.target, address: "", secret: nil)
        lane(Letter.target) { $0.load(known, anew: false) }
        guard let lane = lanes[Letter.target] else { return }
        if let rest = lane.resting(.mail, at: now) { return self.lane(Letter.target) { $0.look = rest } }
        let room = lane.room(of: .mail, all: transfers.count)
        guard room > 0 else {
            if lane.busy.isEmpty { self.lane(Letter.target) { $0.look = now.adding(seconds: 1) } }
            return
        }
        for row in try reader.deliveries.due(of: Letter.target, at: now, except: lane.busy, limit: room) {
            self.lane(Letter.target) { $0.begin([row], at: now) }
            let flight = Flight(lane: Letter.target, kind: .mail, deliveries: [row], begun: now, host: "the mail server")
            guard let letter = Letter(row) else { end(flight, CallOutcome(failure: "its content is gone")); continue }
            depart(flight, call(letter, row, server, now))
        }
        let next = try reader.deliveries.nextDue(of: Letter.target, after: now)
        self.lane(Letter.target) { $0.look = $0.look ?? next }
    }

    private func call(_ letter: Letter, _ row: StoredDelivery, _ server: DeliverySettings.MailServer, _ now: Instant) -> OutgoingCall {
        let texts = LetterWords(letter: letter, words: words(letter.language), publicURL: settings.publicURL)
        let unsubscribe = letter.subject.flatMap { subject in unsubscribing(letter.account, subject).map { (texts.unsubscribing, $0) } }
        let message = MailMessage(
            from: server.from, to: letter.to, subject: texts.subject, logo: logo(words(letter.language).company), paragraphs: texts.paragraphs, button: texts.button, unsubscribe: unsubscribe, id: row.messageID,
            at: row.at, language: letter.language)
        var call = OutgoingCall(server.url, .mail(from: server.from, to: [letter.to], message: message.bytes(boundary: row.messageID)), .everywhere)
        (call.milliseconds, call.allowsPlainMail) = (30_000, server.isLocal)
        return call
    }

    /// By its address: whoever reads the letter can open the pages, and so the picture.
    private func logo(_ company: String) -> (address: String, company: String)? {
        guard let publicURL = settings.publicURL, let path = programme.company.logo, let id = PictureID(path: path) else { return nil }
        return ("\(publicURL)/logo/\(id.text)/small", company)
    }

    private func unsubscribing(_ account: String, _ subject: MailSubject) -> String? {
        guard let publicURL = settings.publicURL, !settings.key.isEmpty else { return nil }
        return MailRefusal(account: account, subject: subject).link(publicURL, key: settings.key)
    }
}

/// People as a reader finds them.
private struct ReaderPeople: PeopleLookup {
    let reader: Reader

    func member(_ id: MemberID) throws -> Member? { try reader.member(id) }
    func leaders() throws -> [Member] { try reader.members().filter { $0.role >= .manager } }

    func lineage(of team: TeamID?) throws -> [TeamID] {
        var lineage: [TeamID] = [], next = team
        while let id = next, lineage.count < Team.maximumDepth, !lineage.contains(id) {
            lineage.append(id)
            next = try reader.team(id)?.parent
        }
        return lineage
    }
}
