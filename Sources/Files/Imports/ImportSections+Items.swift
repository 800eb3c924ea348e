import Expressions
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// What the values of one row, or of one body, ask for.
extension ImportSections {
    /// Teams, members and customers first, then activities.
    func items(_ values: ImportValues) throws(ImportFault) -> [ImportedRow.Item] {
        var items: [ImportedRow.Item] = []
        for section in teams where try values.isTrue(section.when) { items += try teamItems(section, values) }
        for section in members where try values.isTrue(section.when) {
            if let item = try member(section, values) { items.append(item) }
        }
        for section in customers where try values.isTrue(section.when) {
            if let item = try customer(section, values) { items.append(item) }
        }
        for section in activities where try values.isTrue(section.when) {
            items.append(ImportedRow.Item(RecordActivity(try activity(section, values))))
        }
        return items
    }

    private func teamItems(_ section: ImportSections.Teams, _ values: ImportValues) throws(ImportFault) -> [ImportedRow.Item] {
        guard let id = try values.text(section.id, "teams.id") else { return [] }
        let name = try values.text(section.name, "teams.name"), parent = try values.text(section.parent, "teams.parent").map { TeamID($0) }
        let unsaid: [PutTeam.Field?] = [name == nil ? .name : nil, section.parent == nil ? .parent : nil]
        let team = PutTeam(id: TeamID(id), name: LocalizedText(name ?? id), parent: parent, defaults: Set(unsaid.compactMap { $0 }))
        // A team inside itself is refused as it stands, and not brought into being by its own mention.
        let above = parent.flatMap { parent -> ImportedRow.Item? in
            guard parent != team.id else { return nil }
            return ImportedRow.Item(PutTeam(id: parent, name: LocalizedText(parent.text), defaults: [.name, .parent]), isMentioned: true)
        }
        return [above, ImportedRow.Item(team, isMentioned: name == nil && section.parent == nil)].compactMap { $0 }
    }

    private func member(_ section: ImportSections.Members, _ values: ImportValues) throws(ImportFault) -> ImportedRow.Item? {
        guard let id = try values.text(section.id, "members.id") else { return nil }
        let name = try values.text(section.name, "members.name"), team = try values.text(section.team, "members.team")
        let joined: Instant? = if let expression = section.joined { try values.instant(expression, "members.joined") } else { nil }
        let role = try values.text(section.role, "members.role").map(role)
        // What the row does not say is no reason for a conflict with what is recorded.
        let unsaid: [PutMember.Field?] = [
            name == nil ? .name : nil, role == nil ? .role : nil, section.team == nil ? .team : nil, section.attributes == nil ? .attributes : nil,
        ]
        let member = PutMember(
            id: MemberID(id), name: name ?? id, team: team.map { TeamID($0) }, role: role ?? .rep, joined: joined,
            attributes: try values.object(section.attributes, "members.attributes"), defaults: Set(unsaid.compactMap { $0 }))
        return ImportedRow.Item(member, isMentioned: member.defaults.count == PutMember.Field.allCases.count && joined == nil)
    }

    private func customer(_ section: ImportSections.Customers, _ values: ImportValues) throws(ImportFault) -> ImportedRow.Item? {
        guard let id = try values.text(section.id, "customers.id") else { return nil }
        var customer = PutCustomer(id: CustomerID(id))
        customer.name = try values.text(section.name, "customers.name")
        customer.owner = try values.text(section.owner, "customers.owner").map { MemberID($0) }
        customer.potential = try values.number(section.potential, "customers.potential")
        if let expression = section.since { customer.since = try values.instant(expression, "customers.since") }
        if section.attributes != nil { customer.attributes = try values.object(section.attributes, "customers.attributes") }
        // Whoever sells to them or visits them may have become the owner since; a file that says so does not take them away again.
        customer.defaults = [.owner]
        let saysNothing = customer.name == nil && customer.owner == nil && customer.potential == nil && customer.since == nil && customer.attributes == nil
        return ImportedRow.Item(customer, isMentioned: saysNothing)
    }

    private func role(_ word: String) throws(ImportFault) -> Role {
        guard let role = Role(rawValue: word) else {
            throw ImportFault("members.role", "\"\(word)\" is none of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return role
    }

    private func activity(_ section: ImportSections.Activities, _ values: ImportValues) throws(ImportFault) -> Activity {
        let source = try required(section.source, "source", values), id = try required(section.id, "id", values)
        let type = try required(section.type, "type", values)
        guard let time = try values.instant(section.time, "time") else { throw ImportFault("time", "it is empty") }
        let member = try values.text(section.member, "member"), data = try values.object(section.data, "data")
        guard !type.hasPrefix("laurel."), !source.hasPrefix("laurel.") else { throw ImportFault("type", "laurel.* is not reported from outside") }
        do {
            return try Activity(source: source, id: id, type: type, time: time, subject: member, data: data)
        } catch {
            throw ImportFault(error.field ?? "data", error.detail ?? error.code.words)
        }
    }

    private func required(_ expression: Expression, _ field: String, _ values: ImportValues) throws(ImportFault) -> String {
        guard let text = try values.text(expression, field) else { throw ImportFault(field, "it is empty") }
        return text
    }
}
