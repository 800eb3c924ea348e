import JSON
import Testing

/// `Public/i18n`: two files a language, what the first page needs and the rest, and notes for translators.
struct TextTests {
    private let folder = PublicFolder()
    private static let languages = ["zh-Hans", "zh-Hant", "en", "qqq"]

    private func part(_ name: String) throws -> JSONObject {
        try #require(try JSONValue.parse(folder.bytes("i18n/\(name).json")).object)
    }

    private func texts(_ language: String) throws -> [(key: String, value: JSONValue)] {
        try [language, language + ".more"].flatMap { try part($0).map { ($0.key, $0.value) } }
    }

    @Test(arguments: languages, ["", ".more"]) func `every language has every text`(language: String, part suffix: String) throws {
        let keys = Set(try part("zh-Hans" + suffix).keys)
        #expect(Set(try part(language + suffix).keys).symmetricDifference(keys) == [])
    }

    @Test func `no text stands twice`() throws {
        #expect(Set(try part("en").keys).intersection(try part("en.more").keys) == [])
    }

    /// Modules name their texts as `t("…")`; what is put together from parts is not looked for.
    @Test func `texts that are named exist`() throws {
        let keys = Set(try texts("en").map(\.key))
        for path in try folder.files(".js") {
            for name in try folder.text(path).matches(of: #/\bt\("([a-z][a-z0-9.-]*)"/#).map({ String($0.output.1) }) { #expect(keys.contains(name), "\(path): \(name)") }
        }
    }

    /// Characters that only simplified writing has, of the words that pages use most.
    private static let simplified: Set<Character> = Set("实时设订单锁级积规则团队标奖对换兑这们为来过还没会说录处")

    /// 即時, not 实时: Hant is written, not converted, but nothing of Hans is left in it.
    @Test func `traditional texts hold no simplified forms`() throws {
        for member in try texts("zh-Hant") {
            let text = member.value.string ?? ""
            #expect(!text.contains(where: Self.simplified.contains), "\(member.key): \(text)")
        }
    }

    @Test func `chinese has no exclamation marks`() throws {
        for language in ["zh-Hans", "zh-Hant"] {
            for member in try texts(language) { #expect(member.value.string?.contains(where: { "!！".contains($0) }) != true, "\(member.key)") }
        }
    }

    /// "1 days": what is counted has a form for one.
    @Test func `english counts one thing as one`() throws {
        for member in try texts("en") {
            let counted = member.value.string?.firstMatch(of: #/\{n\} [a-z]{3,}s\b/#)
            #expect(counted == nil, "\(member.key): \(member.value)")
        }
    }

    /// One word for one thing: 簽核, 收款, 舊客戶 in Hant; places are ordinals in English.
    @Test func `a thing has one word`() throws {
        let banned = ["zh-Hant": ["審批", "回款", "老客戶"], "en": ["in place {"], "zh-Hans": ["每个 member", "每个 course"]]
        for (language, words) in banned {
            for member in try texts(language) {
                let text = "\(member.value)"
                for word in words { #expect(!text.contains(word), "\(language) \(member.key): \(text)") }
            }
        }
    }

    /// What is called so in every language: names of programs, formats and files, and what somebody types as it stands.
    private static let names: Set<String> = [
        "laurel", "verify", "head", "backup", "doctor", "wall", "metrics", "CSV", "YAML", "HTTP", "CRM", "Slack", "Grafana", "Prometheus", "Standard", "Webhooks",
        "customers.yaml", "company.yaml", "li.na", "LAUREL_BACKUP_THEN", "LAUREL_BACKUP_TO", "LimitNOFILE", "https://",
        "Big5", "GB18030", "GBK", "UTF-8", "UTF-16", "BE", "LE", "Excel", "xlsx", "MB", "key", "X-Laurel-Key",
        "AgentId", "App", "AppKey", "Client", "Connect", "CorpID", "ID", "Issuer", "JPEG", "OpenID", "PNG", "QR", "SCIM", "WebP", "back-channel", "email", "groups", "https://id.example.com/realms/sales", "logout", "provision",
    ]

    @Test func `chinese has no words of english but names`() throws {
        for language in ["zh-Hans", "zh-Hant"] {
            for member in try texts(language) {
                let text = (member.value.string ?? "").replacing(#/\{\w+\}/#, with: "")
                for word in text.matches(of: #/[A-Za-z][A-Za-z0-9@.:\/_-]*/#).map({ String($0.output) }) where !Self.names.contains(word) {
                    Issue.record("\(language) \(member.key): \(word)")
                }
            }
        }
    }

    /// Scripts without their comments.
    private func scripts() throws -> [(path: String, code: String)] {
        try folder.files(".js").map { path in
            let code = try folder.text(path).replacing(#/\/\*.*?\*\//#.dotMatchesNewlines(), with: "").replacing(#/(?:^|\s)\/\/[^\n]*/#, with: "")
            return (path, code)
        }
    }

    /// Words of Chinese that are no texts: the languages' own names, endings of names of teams, and what stands for a name that is still read.
    private static let words: [String: Set<String>] = [
        "js/core/i18n.js": ["简体中文", "繁體中文"], "js/widgets/avatar.js": ["大", "区區", "部组組队隊区區"],
    ]

    @Test func `scripts hold no texts, which stand in i18n`() throws {
        for (path, code) in try scripts() {
            for word in code.matches(of: #/[\u{4E00}-\u{9FFF}]+/#).map({ String($0.output) }) where Set(word) != ["某"] && Self.words[path]?.contains(word) != true {
                Issue.record("\(path): \(word)")
            }
            for text in code.matches(of: #/>([^<>`${}()=;.]*[A-Za-z]{3,}[^<>`${}()=;.]*)<\//#) { Issue.record("\(path): \(text.output.1)") }
            for text in code.matches(of: #/(?:aria-label|placeholder|title|alt)="[^"$/=]*[A-Za-z]{3,}[^"$=]*"/#) { Issue.record("\(path): \(text.output)") }
        }
    }

    @Test func `no state of an element is empty`() throws {
        for (path, code) in try scripts() { #expect(!code.contains(#/aria-[a-z]+=""/#), "\(path)") }
    }
}
