/// The words by which the audit trail groups commands, and notes of what happened beside the engine. The pages have a text for each
/// (`audit.kind.…`), and are told the list.
package enum AuditGroup: String, CaseIterable, Sendable {
    case activity, redemption, approval, adjustment, question, report, insight, tier, reward, badge, kudos, member, team, customer, user, target, appraisal, publication, period, webhook, hook, `import`, clock, database, session, refusal,
        export
}
