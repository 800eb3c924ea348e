import Delivering
import Identity
import JSON
import PointsEngine
import Store
import Web

/// The link in letters (RFC 8058): opened, it asks; posted to, by the reader's click or by the mail program, it is done.
enum UnsubscribeCall {
    private static let query = [Argument("account"), Argument("subject", .words(MailSubject.self)), Argument("token")]

    /// `GET /unsubscribe`: programs that look at links must not unsubscribe anybody.
    static let ask = Endpoint(
        .get, "/unsubscribe", .anyone, "A page that asks whether letters of a kind are to end.", takes: .query(query), gives: .file("text/html")
    ) { call in
        _ = try refusal(call)
        let words = say(call.language, "No more letters of this kind?", "不再接收这类邮件？", "不再接收這類郵件？")
        let yes = say(call.language, "No more of them", "不再接收", "不再接收")
        call.reply.answer(page(call.language, words, form: yes))
    }

    /// `POST /unsubscribe`: whatever the body is.
    static let end = Endpoint(
        .post, "/unsubscribe", .outside, "End letters of a kind, by the link that stands in them.", takes: .query(query), gives: .file("text/html")
    ) { call in
        let refusal = try refusal(call), language = call.language
        call.write(Note(kind: "letters-refused", subject: refusal.account, detail: ["subject": .string(refusal.subject.rawValue)])) { database in
            guard try database.letterBoxes.refuse(refusal.subject.rawValue, of: refusal.account) else { throw Problem.notFound }
        } _: {
            page(language, say(language, "You get no more letters of this kind.", "之后不会再收到这类邮件。", "之後不會再收到這類郵件。"), form: nil)
        }
    }

    private static func refusal(_ call: Call) throws -> MailRefusal {
        guard let account = call.query("account"), let subject = call.query("subject").flatMap({ MailSubject(rawValue: $0) }), let token = call.query("token") else { throw Problem.notFound }
        let refusal = MailRefusal(account: account, subject: subject)
        guard refusal.token(by: call.site.services.deviceKey) == token else { throw Problem.notFound }
        return refusal
    }

    private static func page(_ language: Language, _ words: String, form yes: String?) -> Response {
        let button = yes.map { "<form method=\"post\"><button>\($0)</button></form>" } ?? ""
        let text = "<!doctype html><html lang=\"\(language.rawValue)\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Laurel</title><p>\(words)</p>\(button)</html>"
        return Response(status: 200, headers: [.init("Cache-Control", "no-store")], mediaType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    private static func say(_ language: Language, _ en: String, _ hans: String, _ hant: String) -> String {
        switch language {
        case .en: en
        case .hans: hans
        case .hant: hant
        }
    }
}
