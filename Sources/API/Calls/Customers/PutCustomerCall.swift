import Identity
import JSON
import PointsEngine
import Web

/// A customer, new or changed.
enum PutCustomerCall {
    /// `POST /customers`: the same again is the same customer; `defaults` names fields that hold only for who is new.
    static let new = Endpoint(
        .post, "/customers", .atLeast(.manager, .writeMembers),
        "A new customer, or what is known of one that activities have only named so far. What `defaults` names holds only for who is new.",
        takes: Input(
            body: .json([
                "id": .text, "name?": .orNull(.text), "owner?": .orNull(.text), "potential?": .orNull(.number), "attributes?": .orNull("Attributes"),
                "since?": .orNull(.moment), "defaults?": .orNull(.list(.words(PutCustomer.Field.self))),
            ]), headers: [.idempotencyKey]),
        gives: .createdOrKnown("Customer")
    ) { call in
        let body = try call.body(), calendar = call.directory.programme.calendar
        var put = PutCustomer(id: CustomerID(try body.text("id", upTo: 128)))
        put.name = try body.optionalText("name")
        put.owner = try body.optionalText("owner", upTo: 128).map { MemberID($0) }
        put.potential = try body.number("potential")
        put.attributes = try body.object("attributes")
        put.since = try body.moment("since", calendar)
        put.defaults = try body.words("defaults")
        call.carryOutOnCustomer(put, status: 201)
    }

    /// `PATCH /customers/{id}`: what is as it was is no change, so that a form may send everything that it shows.
    static let change = Endpoint(
        .patch, "/customers/{id}", .atLeast(.manager, .writeMembers),
        "Rename a customer, give it to somebody or to nobody, say what it may be worth.",
        takes: Input(
            body: .json(["name?": .orNull(.text), "owner?": .orNull(.text), "potential?": .orNull(.number), "attributes?": .orNull("Attributes")]),
            headers: [.ifMatchWhereKnown]),
        gives: .json("Customer")
    ) { call in
        let body = try call.body()
        var change = ChangeCustomer(id: try call.customer().id)
        change.name = try body.optionalText("name")
        if body["owner"] != nil { change.owner = .init(to: try body.optionalText("owner", upTo: 128).map { MemberID($0) }) }
        if body["potential"] != nil { change.potential = .init(to: try body.number("potential")) }
        change.attributes = try body.object("attributes")
        change.revision = try call.revisionWhereKnown()
        call.carryOutOnCustomer(change, status: 200)
    }
}

/// `POST /customers/{id}/merge`: two are one.
enum MergeCustomersCall {
    static let endpoint = Endpoint(
        .post, "/customers/{id}/merge", .atLeast(.manager, .writeMembers),
        "Merge a customer into another one, which has its history from then on. It cannot be undone.",
        takes: .body(["into": .text]), gives: .json("Customer")
    ) { call in
        let body = try call.body(), into = CustomerID(try body.text("into", upTo: 128))
        guard let id = CustomerID(inPath: call.path("id")) else { throw Problem.notFound }
        // Whoever may not see one of them learns nothing of it.
        for id in [id, into] { _ = try call.customer(id) }
        call.carryOutOnCustomer(MergeCustomers(id: id, into: into), status: 200)
    }
}

/// `PUT /customers/{id}/class`: asks for another class, until the next review.
enum SetCustomerClassCall {
    static let endpoint = Endpoint(
        .put, "/customers/{id}/class", .atLeast(.manager),
        "Ask that a customer be of another class until its next review; somebody else approves.",
        takes: Input(body: .json(["class": .text, "reason": .text]), headers: [.idempotencyKey]), gives: .createdOrKnown("CustomerClassAsked")
    ) { call in
        let body = try call.body(), customer = try call.customer()
        let set = SetCustomerClass(
            id: RequestID("c-" + (try call.requestKey("customer-class"))), customer: customer.id, customerClass: try body.text("class", upTo: 128),
            reason: try body.text("reason", upTo: 500))
        call.carryOut(set) { receipt, _ in
            let (request, status) = receipt.answer
            return .json(status) { writer in
                writer.object { writer in
                    writer.member("id", request.id.inPath)
                    writer.member("state", request.state.rawValue)
                    writer.member("customer", customer.id.text)
                    writer.member("class", set.customerClass)
                    writer.member("level", request.authority?.rawValue ?? "none")
                }
            }
        }
    }
}
