/// Redemptions, adjustments, and who may say yes.
extension Model {
    /// The role that must agree to a size; nil: nobody. "`up_to` is inclusive".
    func required(_ size: Int) -> Role? { company.approvals.first { $0.upTo.map { size <= $0 } ?? true }?.by }

    /// "Nobody approves what they asked for, or what benefits them. A manager approves for the team they are in and the teams inside
    /// it"; "It is the beneficiary's team of now that counts."
    func mayDecide(_ by: String, for beneficiary: String, askedBy: String?, required: Role?) -> Bool {
        guard let person = member(by), !person.hasLeft(by: now), by != beneficiary, by != askedBy else { return false }
        guard person.role >= required ?? .manager else { return false }
        return person.role > .manager || leads(person, beneficiary)
    }

    package func leads(_ manager: Member, _ member: String) -> Bool {
        guard let team = manager.team(at: now) else { return false }
        return isTeam(self.member(member)?.team(at: now), inside: team)
    }

    // MARK: Redemptions

    package mutating func redeem(id: String, member: String, reward: String, quantity: Int) -> Answer {
        command += 1
        if let known = redemptions.first(where: { $0.id == id }) {
            // "a repeated one answers as the first did; the same id with other content is a conflict"
            let isSame = known.member == member && known.reward == reward && known.quantity == quantity
            return isSame ? Answer(known.firstStatus) : .refused("conflict")
        }
        guard let person = self.member(member) else { return .refused("unknown-member") }
        // "Leavers redeem nothing"
        if person.hasLeft(by: now) { return .refused("member-left") }
        guard let item = company.rewards.first(where: { $0.id == reward }) else { return .refused("not-found") }
        if item.archived || now < item.from ?? .min || now >= item.until ?? .max { return .refused("not-available") }
        if let tier = item.tier, let level = tierLevel(tier), (standings[member]?.level ?? -1) < level { return .refused("tier-too-low") }
        if let limit = item.limit {
            let key = calendar.period(limit.window, at: now).key
            let had = redemptions.filter { $0.member == member && $0.reward == reward && $0.isAlive && calendar.period(limit.window, at: $0.at).key == key }
            if had.reduce(quantity, { $0 + $1.quantity }) > limit.count { return .refused("limit-reached") }
        }
        if let stock = stock(of: item), stock < quantity { return .refused("out-of-stock") }
        let cost = item.cost * quantity
        if available(member) < cost { return .refused("insufficient-points") }
        let taking = openTaking(member)
        take(cost, into: taking)
        enter(member, "redemption", -cost)
        let role = required(cost)
        let status = role == nil ? "approved" : "requested"
        raiseTiers()
        redemptions.append(Redemption(id: id, member: member, reward: reward, quantity: quantity, cost: cost, at: now, required: role, firstStatus: status, state: status, taking: taking))
        return Answer(status)
    }

    /// Nil: there is no end of it.
    package func stock(of reward: Reward) -> Int? {
        reward.stock.map { stock in redemptions.filter { $0.reward == reward.id && $0.isAlive }.reduce(stock) { $0 - $1.quantity } }
    }

    package mutating func cancel(id: String, by: String) -> Answer {
        command += 1
        guard let place = redemptions.firstIndex(where: { $0.id == id }) else { return .refused("not-found") }
        let redemption = redemptions[place]
        // "The member, or whoever could approve, cancels"; "Where nobody need approve, only the member cancels"
        let couldApprove = redemption.required != nil && mayDecide(by, for: redemption.member, askedBy: redemption.member, required: redemption.required)
        guard by == redemption.member || couldApprove else { return .refused("not-permitted") }
        guard redemption.state == "requested" || redemption.state == "approved" else { return .refused("not-cancellable") }
        undo(place, "cancelled", grace: by != redemption.member)
        return Answer("done")
    }

    /// "points that lapsed while a redemption waited, and that somebody else rejected or cancelled, come back in the same lot with an expiry of the
    /// refund's day plus the grace"
    private mutating func undo(_ place: Int, _ state: String, grace: Bool) {
        let redemption = redemptions[place]
        redemptions[place].state = state
        enter(redemption.member, "refund", redemption.cost)
        giveBack(redemption.cost, of: redemption.taking, grace: grace)
        lapse(redemption.member)
        raiseTiers()
    }

    package mutating func fulfil(id: String, by: String) -> Answer {
        command += 1
        guard let place = redemptions.firstIndex(where: { $0.id == id }) else { return .refused("not-found") }
        let redemption = redemptions[place]
        // "Managers of the team and above fulfil, never for themselves."
        guard mayDecide(by, for: redemption.member, askedBy: nil, required: nil) else { return .refused("not-permitted") }
        if redemption.state == "fulfilled" { return .refused("already-decided") }
        guard redemption.state == "approved" else { return .refused("not-permitted") }
        redemptions[place].state = "fulfilled"
        return Answer("done")
    }

    // MARK: Adjustments

    package mutating func adjust(id: String, member: String, points: Int, reason: String, by: String) -> Answer {
        command += 1
        if let known = adjustments.first(where: { $0.id == id }) {
            let isSame = known.member == member && known.points == points && known.reason == reason && known.by == by
            return isSame ? Answer(known.firstStatus) : .refused("conflict")
        }
        guard self.member(member) != nil else { return .refused("unknown-member") }
        guard mayDecide(by, for: member, askedBy: nil, required: nil) else { return .refused("not-permitted") }
        guard points != 0 else { return .refused("malformed") }
        // "Authority adds up: the sizes of what one person has given one member … in a calendar month, with this one, count together".
        let month = calendar.period(.month, at: now).key
        let given = adjustments.filter { $0.by == by && $0.member == member && $0.doneAt.map { calendar.period(.month, at: $0).key == month } ?? false }
        // "An adjustment above one's authority answers `requested`."
        let role = required(given.reduce(abs(points)) { $0 + abs($1.points) })
        let isDone = role.map { (self.member(by)?.role ?? .rep) >= $0 } ?? true
        let status = isDone ? "done" : "requested"
        adjustments.append(Adjustment(id: id, member: member, points: points, reason: reason, by: by, required: role, firstStatus: status, state: status))
        if isDone { perform(adjustments.count - 1) }
        return Answer(status)
    }

    private mutating func perform(_ place: Int) {
        let adjustment = adjustments[place]
        adjustments[place].state = "done"
        adjustments[place].doneAt = now
        if adjustment.points > 0 {
            enter(adjustment.member, "adjustment", adjustment.points)
            openLot(adjustment.member, adjustment.points)
        } else {
            // "`overdraft: floor` holds for adjustments too"
            let found = take(-adjustment.points, into: openTaking(adjustment.member))
            enter(adjustment.member, "adjustment", -found)
        }
        raiseTiers()
    }

    // MARK: Decisions

    /// Approves or rejects a held award, a redemption or an adjustment. "A held award is named by source and id": where a source is not named, there
    /// must be only one of that name.
    package mutating func decide(id: String, source: String?, by: String, approves: Bool) -> Answer {
        command += 1
        let named = awards.indices.filter { awards[$0].wasHeld && awards[$0].name == id && source ?? facts[awards[$0].fact].activity.source == facts[awards[$0].fact].activity.source }
        if named.count > 1 { return .refused("malformed") }
        if let answer = decideClass(id, by: by, approves: approves) { return answer }
        if let place = named.first {
            let award = awards[place]
            guard mayDecide(by, for: award.part.member, askedBy: nil, required: required(award.size)) else { return .refused("not-permitted") }
            guard award.state == .held else { return .refused("already-decided") }
            awards[place].state = approves ? .posted : .rejected
            if approves {
                post([place])
                raiseTiers()
                for reached in noticeCampaigns() { _ = record(reached, step: 1) }
            }
            return Answer("done")
        }
        if let place = redemptions.firstIndex(where: { $0.id == id }) {
            let redemption = redemptions[place]
            guard mayDecide(by, for: redemption.member, askedBy: redemption.member, required: redemption.required) else { return .refused("not-permitted") }
            guard redemption.state == "requested" else { return .refused("already-decided") }
            if approves { redemptions[place].state = "approved" } else { undo(place, "rejected", grace: by != redemption.member) }
            return Answer("done")
        }
        if let place = adjustments.firstIndex(where: { $0.id == id }) {
            let adjustment = adjustments[place]
            guard mayDecide(by, for: adjustment.member, askedBy: adjustment.by, required: adjustment.required) else { return .refused("not-permitted") }
            guard adjustment.state == "requested" else { return .refused("already-decided") }
            if approves { perform(place) } else { adjustments[place].state = "rejected" }
            return Answer("done")
        }
        if let place = targetRequests.firstIndex(where: { $0.id == id }) {
            let request = targetRequests[place]
            // A team's target is about nobody in particular.
            guard mayDecide(by, for: request.isOfTeam ? "" : request.owner, askedBy: request.by, required: request.required) else { return .refused("not-permitted") }
            guard request.state == "requested" else { return .refused("already-decided") }
            if approves { agree(place) } else { targetRequests[place].state = "rejected" }
            return Answer("done")
        }
        return .refused("not-found")
    }
}

extension Award {
    var size: Int { abs(points) }
}

extension Redemption {
    /// "rejected and cancelled ones do not count"
    var isAlive: Bool { state != "rejected" && state != "cancelled" }
}
