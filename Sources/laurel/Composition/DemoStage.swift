import Demo
import Identity
import Installation
import Mailboxes
import Periods
import PointsEngine
import Runtime

/// Plays an invented company to a runtime: first its history under a clock that is set, then what happens now.
struct DemoStage {
    private let runtime: Runtime
    private let clock: DemoClock
    private let now: Instant
    private let isNew: Bool
    private var company: DemoCompany

    init(_ installation: Installation, clock: DemoClock, seed: UInt64, until now: Instant) throws {
        runtime = installation.runtime
        self.clock = clock
        self.now = now
        let rewards = try runtime.inspecting { facts, _ in facts.rewards.values.sorted { $0.id < $1.id } }
        isNew = try runtime.inspecting { facts, _ in facts.everyone().isEmpty }
        company = DemoCompany(seed: seed, until: now, calendar: try installation.programme.calendar, rewards: rewards)
    }

    /// A database that has its history already only gets the company's memory back.
    mutating func playHistory() throws {
        if isNew {
            try play(company.founding)
            try DemoPictures.add(to: runtime, of: company.people)
        }
        while let steps = company.nextDay() {
            if isNew { for step in steps { try play(step) } }
        }
        clock.release()
        try DemoAccounts.add(company.people.map { ($0.id, $0.role) }, to: runtime, at: now)
    }

    /// What the engine refuses is part of the story; a disk that refuses is not.
    private func play(_ step: DemoStep) throws {
        clock.set(step.at)
        for case .refused(let refusal) in runtime.carryOut(step.commands, by: step.actor, priority: .bulk) where refusal.code == .readOnly {
            throw CLIError("the database cannot be written: \(runtime.state)")
        }
    }

    /// Something happens. Gives the milliseconds until something should happen again.
    mutating func sellSomething() -> Int {
        let (step, wait) = company.live(at: clock.now)
        runtime.submit(Submission(step.commands, by: step.actor, priority: .bulk) { _ in })
        return wait
    }
}
