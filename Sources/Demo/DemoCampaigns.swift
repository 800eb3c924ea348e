import Periods

/// The campaigns of the invented company, as files of its rules folder: one that is over, with honours, one that runs, a goal that all reach
/// together, and one to come.
package enum DemoCampaigns {
    /// By path.
    package static func files(around today: Day) -> [String: String] {
        [
            "campaigns/autumn-visits.yaml": visits("autumn-visits", from: today.adding(days: -49), days: 14),
            "campaigns/double-visits.yaml": visits("double-visits", from: today.adding(days: -8), days: 14),
            "campaigns/together.yaml": together(from: today.adding(days: -11), days: 21),
            "campaigns/first-to-the-top.yaml": race(from: today.adding(days: 6), days: 10),
        ]
    }

    private static func visits(_ id: String, from: Day, days: Int) -> String {
        """
        id: \(id)
        title: {en: Visits count double, zh-Hans: 拜访双倍积分, zh-Hant: 拜訪雙倍積分}
        text:
          en: Two weeks in which every visit counts twice. The three with most points are honoured.
          zh-Hans: 两周之内，每次拜访积分翻倍。得分最高的三位获奖。
          zh-Hant: 兩週之內，每次拜訪積分翻倍。得分最高的三位獲獎。
        from: \(from)
        until: \(from.adding(days: days))
        rules:
          - {id: visit, title: {en: Visit, zh-Hans: 客户拜访, zh-Hant: 客戶拜訪}, on: visit.made, award: {fixed: 10}, limits: [{per: member, window: day, count: 5}]}
        contest:
          honours:
            - {rank: 1, title: {en: Walker of the season, zh-Hans: 拜访之星, zh-Hant: 拜訪之星}, points: 1500}
            - {rank: 2, points: 800}
            - {rank: 3, points: 400}

        """
    }

    private static func together(from: Day, days: Int) -> String {
        """
        id: together
        title: {en: Five million together, zh-Hans: 携手五百万, zh-Hant: 攜手五百萬}
        from: \(from)
        until: \(from.adding(days: days))
        rules: {id: all, title: {en: Reached together, zh-Hans: 共同达标, zh-Hant: 共同達標}, on: laurel.campaign.reached, when: data.campaign == "together", award: {fixed: 100}}
        contest: {kind: shared, value: revenue, goal: 5000000, honours: [{rank: 1, title: {en: Part of it, zh-Hans: 同心奖, zh-Hant: 同心獎}}]}

        """
    }

    private static func race(from: Day, days: Int) -> String {
        """
        id: first-to-the-top
        title: {en: "First to 300,000", zh-Hans: 冲刺三十万, zh-Hant: 衝刺三十萬}
        from: \(from)
        until: \(from.adding(days: days))
        contest: {kind: race, value: revenue, goal: 300000, honours: [{rank: 1, title: {en: Fastest, zh-Hans: 最快达标, zh-Hant: 最快達標}, points: 1000}]}

        """
    }
}
