import Identity
import PointsEngine
import Store

extension DeliveryLoop {
    /// The words of chats and letters: in the company's first language, or in one that somebody chose.
    func words(_ chosen: Language? = nil) -> ChatWords {
        let language = chosen ?? programme.company.languages.lazy.compactMap { Language(rawValue: $0) }.first ?? .en
        let (reader, programme, languages) = (reader, programme, [language.rawValue])
        return ChatWords(
            language: language, company: programme.company.name.text(in: languages), link: settings.publicURL,
            name: { kind, id in
                kind == "member" ? (try? reader.member(MemberID(id)))??.name : (try? reader.team(TeamID(id)))??.name.text(in: languages)
            },
            title: { kind, id in
                switch kind {
                case "board": programme.boards.first { $0.id == id }?.title.text(in: languages)
                case "tier": (try? reader.tiers())?.first { $0.id == id }?.title.text(in: languages)
                default: (try? reader.reward(id))??.title.text(in: languages)
                }
            })
    }
}
