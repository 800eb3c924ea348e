import Identity
import JSON
import Periods
import PointsEngine

/// The company as pages need it.
enum CompanyView {
    /// What is shown to who is not signed in.
    static func brief(_ company: Company, _ signIn: SignInPolicy) -> JSONObject {
        let providers = signIn.kinds.map { kind in
            JSONValue.object(["id": .string(kind.rawValue), "title": (kind == .openID ? signIn.title : nil).map(JSONValue.string) ?? .null])
        }
        return [
            "name": company.name.json, "logo": company.logo.map(JSONValue.string) ?? .null, "languages": .array(company.languages.map(JSONValue.string)), "sso": .bool(!providers.isEmpty), "providers": .array(providers),
            "passwords": .bool(signIn.onlyPasswordOf == nil),
        ]
    }

    /// The members of the object, into an object that is open.
    /// - Parameter now: pages show the company's days by the server's clock, whatever the device's says.
    static func write(_ programme: Programme, _ signIn: SignInPolicy, at now: Instant, to writer: inout JSONWriter) {
        let company = programme.company
        writer.member("now", now.rfc3339)
        writer.member("name", company.name.json)
        writer.member("timezone", company.calendar.zone.name)
        writer.member("currency", company.currency)
        writer.member("logo", orNull: company.logo)
        writer.member("point_value", company.pointValue.map(JSONValue.number) ?? .null)
        writer.member("languages", .array(company.languages.map(JSONValue.string)))
        writer.member("week_start", company.calendar.weekStart.name)
        writer.member("fiscal_year_start", company.calendar.fiscalYearStart)
        writer.member("fiscal_year_named", company.calendar.fiscalYearNamed.rawValue)
        writer.member("lock_after", company.lockAfter.description)
        writer.member("live_since", company.calendar.day(of: programme.liveSince).text)
        writer.member("expiry_warnings", .array(company.expiryWarnings.map { .string($0.description) }))
        writer.array("approvals") { writer in
            for approval in company.approvals {
                writer.object { writer in
                    writer.member("up_to", ifPresent: approval.upTo)
                    writer.member("by", approval.by?.rawValue ?? "none")
                }
            }
        }
        writer.object("kudos") { writer in
            writer.array("reasons") { writer in
                for reason in company.kudos.reasons {
                    writer.object { writer in
                        writer.member("id", reason.id)
                        writer.member("title", orNull: reason.title)
                    }
                }
            }
        }
        writer.object("publishing") { writer in
            for weight in PublicationWeight.allCases { writer.member(weight.rawValue, company.publishing.role(for: weight).rawValue) }
            writer.member("second", company.publishing.needsSecond)
        }
        writer.key("customers")
        if let customers = programme.customers { write(customers, to: &writer) } else { writer.null() }
        writer.member("sso", !signIn.kinds.isEmpty)
    }

    private static func write(_ customers: CustomerRules, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("from", customers.path)
            writer.member("owner", customers.ownership.rawValue)
            writer.member("visit", orNull: customers.visit)
            writer.member("review", customers.review.rawValue)
            writer.member("lost_after", orNull: customers.lostAfter?.description)
            writer.array("classes") { writer in
                for customerClass in customers.classes {
                    writer.object { writer in
                        writer.member("id", customerClass.id)
                        writer.member("title", customerClass.title?.json ?? .string(customerClass.id))
                        writer.member("visit_every", orNull: customerClass.visitEvery?.description)
                    }
                }
            }
        }
    }
}
