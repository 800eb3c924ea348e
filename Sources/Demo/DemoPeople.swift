import Identity

/// A person of the invented company.
package struct DemoPerson: Sendable {
    package let id: MemberID
    package let name: String
    package let team: TeamID?
    package let role: Role
    /// How much they sell, against the average.
    let talent: Double
    /// How often they visit and train, against the average.
    let diligence: Double
    /// Joined in the middle of the year: the share of it that had gone.
    let joined: Double
}

package enum DemoPeople {
    struct TeamNames {
        let id: TeamID
        let parent: TeamID?
        let names: [String: String]
    }

    static let teams = [
        TeamNames(id: "east", parent: nil, names: ["zh-Hans": "华东大区", "zh-Hant": "華東大區", "en": "East"]),
        TeamNames(id: "south", parent: nil, names: ["zh-Hans": "华南大区", "zh-Hant": "華南大區", "en": "South"]),
        TeamNames(id: "east-1", parent: "east", names: ["zh-Hans": "华东一部", "zh-Hant": "華東一部", "en": "East 1"]),
        TeamNames(id: "east-2", parent: "east", names: ["zh-Hans": "华东二部", "zh-Hant": "華東二部", "en": "East 2"]),
        TeamNames(id: "south-1", parent: "south", names: ["zh-Hans": "华南一部", "zh-Hant": "華南一部", "en": "South 1"]),
        TeamNames(id: "south-2", parent: "south", names: ["zh-Hans": "华南二部", "zh-Hant": "華南二部", "en": "South 2"]),
    ]

    /// The first of each team leads it.
    private static let names: [(team: TeamID, people: [(id: MemberID, name: String)])] = [
        ("east-1", [
            ("chen.guodong", "陈国栋"), ("zhou.xiaotong", "周晓彤"), ("li.na", "李娜"), ("zhang.wei", "张伟"), ("wang.fang", "王芳"), ("liu.yang", "刘洋"),
            ("sun.haoran", "孙浩然"), ("maria.gonzalez", "María González"), ("xu.jing", "徐静"), ("ouyang.xue", "欧阳雪"),
        ]),
        ("east-2", [
            ("zhao.min", "赵敏"), ("huang.lei", "黄磊"), ("wu.tingting", "吴婷婷"), ("zheng.kai", "郑凯"), ("lin.zhihao", "林志豪"), ("he.yun", "何芸"),
            ("kenji.sato", "佐藤健二"), ("gao.yuan", "高远"), ("ma.li", "马丽"), ("tang.bo", "唐博"),
        ]),
        ("south-1", [
            ("liang.jiahui", "梁嘉慧"), ("luo.jun", "罗军"), ("feng.shan", "冯珊"), ("david.okafor", "David Okafor"), ("xie.ting", "谢婷"), ("deng.chao", "邓超"),
            ("cai.yilin", "蔡依琳"), ("peng.fei", "彭飞"), ("aisha.rahman", "Aisha Rahman"), ("lu.siyuan", "陆思远"),
        ]),
        ("south-2", [
            ("ye.wenjie", "叶文洁"), ("dong.xin", "董欣"), ("su.han", "苏涵"), ("jiang.tao", "蒋涛"), ("fan.rui", "范蕊"), ("shi.lei", "石磊"),
            ("anna.kowalska", "Anna Kowalska"), ("yuan.zheng", "袁征"), ("situ.min", "司徒敏"), ("qin.yu", "秦宇"),
        ]),
    ]

    static let director = DemoPerson(id: "xu.zhengyang", name: "徐正阳", team: nil, role: .director, talent: 0, diligence: 0, joined: 0)

    /// Forty people in four teams, and the director.
    static func everyone(_ random: inout DemoRandom) -> [DemoPerson] {
        var people = [director]
        for (team, members) in names {
            for (index, person) in members.enumerated() {
                let isManager = index == 0
                // Two of each team joined during the year.
                let joined = index >= 8 ? 0.2 + 0.5 * random.fraction() : 0
                people.append(
                    DemoPerson(
                        id: person.id, name: person.name, team: team, role: isManager ? .manager : .rep,
                        talent: isManager ? 0.2 : 0.3 + 1.5 * random.fraction() * random.fraction() + 0.4 * random.fraction(),
                        diligence: isManager ? 0.2 : 0.5 + random.fraction(), joined: joined))
            }
        }
        return people
    }
}

// MARK: Faces

extension DemoPeople {
    /// What the drawn face of somebody has to have.
    package struct Look: Sendable {
        package let hasFullHair: Bool
        package var isDark = false
        /// Red, green, blue; nil: any.
        package var hair: Int32?
    }

    package static let looks: [MemberID: Look] = {
        let women: [MemberID] = [
            "zhou.xiaotong", "li.na", "wang.fang", "xu.jing", "ouyang.xue", "zhao.min", "wu.tingting", "he.yun", "ma.li", "liang.jiahui", "feng.shan", "xie.ting", "cai.yilin",
            "ye.wenjie", "dong.xin", "su.han", "fan.rui", "situ.min",
        ]
        var looks = Dictionary(uniqueKeysWithValues: women.map { ($0, Look(hasFullHair: true)) })
        for id in (names.flatMap(\.people).map(\.id) + [director.id]) where looks[id] == nil { looks[id] = Look(hasFullHair: false) }
        looks["maria.gonzalez"] = Look(hasFullHair: true, hair: 0x5A_3A24)
        looks["anna.kowalska"] = Look(hasFullHair: true, hair: 0xB0_8A4E)
        looks["aisha.rahman"] = Look(hasFullHair: true, isDark: true)
        looks["david.okafor"] = Look(hasFullHair: false, isDark: true, hair: 0x1C_1A19)
        looks[director.id] = Look(hasFullHair: false, hair: 0x8E_8C88)
        return looks
    }()

    /// Some have never sent a photograph, as everywhere.
    package static let faceless: Set<MemberID> = ["zhang.wei", "he.yun", "tang.bo", "deng.chao", "lu.siyuan", "fan.rui", "shi.lei", "gao.yuan"]
}
