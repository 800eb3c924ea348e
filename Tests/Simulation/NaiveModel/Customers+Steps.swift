/// What people and programs do with customers.
extension Model {
    mutating func tend(_ tree: Tree) -> Answer {
        command += 1
        guard company.customers != nil, let id = tree["id"]?.text else { return .refused("not-found") }
        let by = tree["by"]?.text
        if let into = tree["into"]?.text { return merge(id, into, by) }
        if let wanted = tree["class"]?.text { return ask(id, wanted, tree["request"]?.text ?? "class/\(id)/\(wanted)", by) }
        let place = resolved(id)
        if let potential = tree["potential"]?.text.flatMap({ Exact($0) }), potential < .zero { return .refused("bad-quantity") }
        if customers[place] != nil, !mayWrite(place, by) { return .refused("not-permitted") }
        let owner = tree["owner"]?.text
        if let owner, owner != "none", owner != (customers[place]?.isKnown ?? false ? self.owner(of: place) : nil) {
            guard let person = member(owner) else { return .refused("unknown-member") }
            if person.hasLeft(by: now) { return .refused("member-left") }
        }
        if owner != nil || customers[place]?.isKnown != true, !mayGive(to: owner == "none" ? nil : owner, by) { return .refused("not-permitted") }
        var customer = customers[place] ?? fresh(place, potential: tree["potential"]?.text.flatMap { Exact($0) })
        if let potential = tree["potential"]?.text.flatMap({ Exact($0) }) { customer.potential = potential }
        // Whose it is already, it is not given again; in the first that is said of a customer, nobody is nothing said.
        let given = owner == "none" ? nil : owner
        if owner != nil, customer.isKnown ? given != self.owner(of: place) : given != nil { customer.assigned.append((now, command, given)) }
        customer.isKnown = true
        customers[place] = customer
        return Answer("done")
    }

    private func mayWrite(_ id: String, _ by: String?) -> Bool {
        guard let owner = owner(of: id), member(owner) != nil else { return mayGive(to: nil, by) }
        return mayGive(to: owner, by)
    }

    /// "Managers of the team … and above"; nil is the administrator.
    private func mayGive(to owner: String?, _ by: String?) -> Bool {
        guard let by else { return true }
        guard let person = member(by), !person.hasLeft(by: now), person.role >= .manager else { return false }
        guard let owner, person.role == .manager else { return true }
        return leads(person, owner)
    }

    private mutating func ask(_ id: String, _ wanted: String, _ request: String, _ by: String?) -> Answer {
        if let known = classRequests.first(where: { $0.id == request }) {
            return known.customer == id && known.wanted == wanted && known.by == by ? Answer(known.firstStatus) : .refused("conflict")
        }
        let place = resolved(id)
        guard customers[place] != nil else { return .refused("not-found") }
        guard mayWrite(place, by) else { return .refused("not-permitted") }
        guard company.customers?.classes.contains(where: { $0.id == wanted }) ?? false else { return .refused("malformed") }
        let isOwn = by != nil && owner(of: place) == by
        let isDone = !isOwn && (by.map { (member($0)?.role ?? .rep) > .director } ?? true)
        classRequests.append(ClassRequest(id: request, customer: id, wanted: wanted, by: by, firstStatus: isDone ? "done" : "requested", state: isDone ? "done" : "requested"))
        if isDone, let told = classify(place, as: wanted) { _ = record(told, step: 1) }
        return Answer(isDone ? "done" : "requested")
    }

    /// Nil: no class was asked for under that id.
    mutating func decideClass(_ id: String, by: String, approves: Bool) -> Answer? {
        guard let index = classRequests.firstIndex(where: { $0.id == id }) else { return nil }
        let request = classRequests[index], place = resolved(request.customer)
        guard mayDecide(by, for: owner(of: place) ?? "", askedBy: request.by, required: .director) else { return .refused("not-permitted") }
        guard request.state == "requested" else { return .refused("already-decided") }
        classRequests[index].state = approves ? "done" : "rejected"
        if approves, let told = classify(place, as: request.wanted) { _ = record(told, step: 1) }
        return Answer("done")
    }

    private mutating func merge(_ id: String, _ into: String, _ by: String?) -> Answer {
        let heir = resolved(into)
        guard let gone = customers[id], var kept = customers[heir] else { return .refused("not-found") }
        guard mayWrite(id, by), mayWrite(heir, by) else { return .refused("not-permitted") }
        if id == into { return .refused("malformed") }
        if gone.mergedInto == heir { return Answer("done") }
        if id == heir || gone.mergedInto != nil { return .refused("malformed") }
        let owner = owner(of: heir)
        for mark in places.marksOfCustomer[id].map({ marks[$0] }) {
            for (customer, value) in [(id, -mark.value), (heir, mark.value)] {
                add(Mark(kind: mark.kind, rule: mark.rule, origin: mark.origin, member: "", team: nil, value: value, time: mark.time, periods: mark.periods, recorded: now, command: command, customer: customer))
            }
        }
        for other in customers.keys where customers[other]?.mergedInto == id { customers[other]?.mergedInto = heir }
        customers[id]?.mergedInto = heir
        customers[id]?.mergedAt = now
        kept.assigned += gone.assigned
        kept.potential = kept.potential ?? gone.potential
        kept.missed = [kept.missed, gone.missed].compactMap { $0 }.max()
        kept.hadFirst = kept.hadFirst || gone.hadFirst
        kept.isKnown = true
        customers[heir] = kept
        if self.owner(of: heir) != owner, let last = claims(on: heir).map(\.at).max() { customers[heir]?.assigned.append((last, command, owner)) }
        // Whose the last order was has been told of its loss: once for each last order.
        customers[heir]?.lost = nil
        if let customer = customers[heir], let loss = lossOf(customer), loss <= now { customers[heir]?.lost = loss }
        return Answer("done")
    }
}
