import Identity
import JSON
import Web

/// The texts of the pages in one language, for what the server writes of them.
struct PageTexts {
    private let texts: JSONValue
    private let language: Language
    /// In which else to look for what the company wrote.
    private let fallbacks: [String]

    /// - Parameter json: a file of `Public/i18n`.
    init?(_ json: String, _ language: Language, companyLanguages: [String]) {
        guard let texts = try? JSONValue.parse(json) else { return nil }
        (self.texts, self.language) = (texts, language)
        fallbacks = [language.rawValue] + companyLanguages
    }

    subscript(key: String) -> String { texts[key]?.string ?? texts[key]?["other"]?.string ?? key }

    /// With a number that chooses the plural, and stands in it.
    subscript(key: String, number: Int) -> String {
        let form = number == 1 ? texts[key]?["one"]?.string : nil
        return (form ?? self[key]).replacing("{n}", with: Self.number(Int64(number)))
    }

    /// What the company wrote, in the reader's language if there is one.
    func text(_ value: JSONValue?) -> String {
        if let text = value?.string { return text }
        guard let object = value?.object else { return "" }
        return (fallbacks + object.keys).lazy.compactMap { object[$0]?.string }.first { !$0.isEmpty } ?? ""
    }

    /// 12,480; −85 with a true minus: the three languages group alike.
    static func number(_ value: Int64) -> String {
        var digits = String(value.magnitude), groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits[...], at: 0)
        return (value < 0 ? "−" : "") + groups.joined(separator: ",")
    }
}

extension Site {
    /// The texts that the first page needs.
    func texts(of language: Language, _ pages: StaticFiles) -> PageTexts? {
        pages.text("i18n/\(language.rawValue).json").flatMap { PageTexts($0, language, companyLanguages: directory.programme.company.languages) }
    }

    /// Asks a call in the name of a caller, as if the address had been requested.
    func ask(_ address: String, like request: HTTPRequest, _ caller: Caller, in language: Language, _ take: @escaping (Response) -> Void) {
        guard let asked = request.reading(address), case .found(let endpoint, let parameters) = router.match(.get, asked.path) else {
            return take(Problem.notFound.response(in: language))
        }
        let ticket = firstAnswers.add(take)
        let trace = Answering.RequestTrace(
            caller: caller, peer: request.peer.address, head: asked.head, id: request.id, place: .page, times: RequestTimes(), leavesNoTrace: true)
        let reply = Answering(ticket, of: asked, language, services, trace)
        begin(Call(asked, to: endpoint, parameters, caller, self, reply), asked)
    }
}
