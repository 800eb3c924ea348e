import Identity

/// Who may see, and change, which customers.
extension Rights {
    /// Their owner, those who lead the owner, and everyone above managers; whoever leads anybody sees those that are nobody's.
    package func maySee(_ customer: Customer) throws(People.Failure) -> Bool {
        if let owner = customer.owner, owner == actor.member { return true }
        return try mayWrite(customer)
    }

    /// Managers of the team that the owner is in, or was in when they left, and above. Whoever leads anybody may take care of one that is nobody's.
    package func mayWrite(_ customer: Customer) throws(People.Failure) -> Bool {
        guard actor.isPerson else { return true }
        guard let owner = customer.owner, let member = try people.member(owner) else { return try leadsSomebody() }
        return try leads(member)
    }

    /// Whether the actor may give customers to somebody: to who is in a team that they lead.
    func mayGive(to owner: Member?) throws(People.Failure) -> Bool {
        guard actor.isPerson else { return true }
        guard let owner else { return try leadsSomebody() }
        return try leads(owner)
    }
}
