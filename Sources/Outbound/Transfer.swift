import Addresses
import CCurl
import Glibc

/// One call under way: what libcurl reads from it and writes to it. Lives on the thread of its `Transfers`.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    let ticket: Int
    private let call: OutgoingCall
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private var message: [UInt8] = []
    private var sent = 0
    private(set) var outcome = CallOutcome()
    private var isCut = false
    /// The address that was refused.
    private var refused: String?

    /// Nil: libcurl takes no more, or the address is none.
    init?(_ call: OutgoingCall, _ ticket: Int, certificates: String?) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.ticket = ticket
        self.call = call
        guard prepare(certificates) else { return nil }
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        curl_slist_free_all(recipients)
    }

    private func prepare(_ certificates: String?) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        number(CURLOPT_NOSIGNAL, 1)
        // A look-up that hangs is not waited for when its call is given up.
        number(CURLOPT_QUICK_EXIT, 1)
        number(CURLOPT_TIMEOUT_MS, call.milliseconds)
        if let most = call.connectMilliseconds { number(CURLOPT_CONNECTTIMEOUT_MS, most) }
        if call.isAlone {
            number(CURLOPT_FRESH_CONNECT, 1)
            number(CURLOPT_FORBID_REUSE, 1)
        }
        number(CURLOPT_FOLLOWLOCATION, 0)
        // A proxy would be connected to in place of the address that is checked.
        text(CURLOPT_PROXY, "")
        text(CURLOPT_USERAGENT, "Laurel")
        if let certificates { text(CURLOPT_CAINFO, certificates) }
        curl_set_context(handle, CURLOPT_PRIVATE, context)
        curl_set_context(handle, CURLOPT_OPENSOCKETDATA, context)
        curl_set_socket_callback(handle) { context, _, target in
            guard let context, let target else { return -1 }
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().open(target)
        }
        curl_set_context(handle, CURLOPT_WRITEDATA, context)
        curl_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        curl_set_context(handle, CURLOPT_HEADERDATA, context)
        curl_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        switch call.content {
        case .get(let headers): prepareGet(headers)
        case .post(let headers, let body): preparePost(headers, body)
        case .download(let headers, _):
            // Whoever makes the file first has its time; then something comes, or the call is over.
            number(CURLOPT_LOW_SPEED_LIMIT, 1)
            number(CURLOPT_LOW_SPEED_TIME, 120)
            prepareGet(headers)
        case .request(let method, let headers, let body): prepareRequest(method, headers, body)
        case .mail(let from, let to, let message): prepareMail(from, to, message, context)
        }
        return curl_set_text(handle, CURLOPT_URL, call.url) == CURLE_OK
    }

    private func prepareGet(_ lines: [(name: String, value: String)]) {
        text(CURLOPT_PROTOCOLS_STR, "http,https")
        for line in lines { headers = curl_slist_append(headers, "\(line.name): \(line.value)") }
        curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        number(CURLOPT_HTTPGET, 1)
    }

    private func prepareRequest(_ method: String, _ lines: [(name: String, value: String)], _ body: [UInt8]) {
        guard method != "GET" else { return prepareGet(lines) }
        // libcurl names a type of its own where none is named.
        let typed = lines.contains { $0.name.lowercased() == "content-type" } ? lines : lines + [("Content-Type", "")]
        preparePost(typed, body)
        text(CURLOPT_CUSTOMREQUEST, method)
    }

    private func preparePost(_ lines: [(name: String, value: String)], _ body: [UInt8]) {
        text(CURLOPT_PROTOCOLS_STR, "http,https")
        // Without `Expect: 100-continue`, for which some receivers have no answer.
        for line in lines.map({ "\($0.name): \($0.value)" }) + ["Expect:"] { headers = curl_slist_append(headers, line) }
        curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        number(CURLOPT_POST, 1)
        curl_set_large(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        body.withUnsafeBytes { bytes in
            // It is copied here, and with the length that was set before.
            _ = curl_set_context(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        if body.isEmpty { text(CURLOPT_COPYPOSTFIELDS, "") }
    }

    private func prepareMail(_ from: String, _ to: [String], _ content: [UInt8], _ context: UnsafeMutableRawPointer) {
        text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        number(CURLOPT_USE_SSL, Int(call.allowsPlainMail ? CURLUSESSL_TRY.rawValue : CURLUSESSL_ALL.rawValue))
        text(CURLOPT_MAIL_FROM, "<\(from)>")
        for address in to { recipients = curl_slist_append(recipients, "<\(address)>") }
        curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        message = content
        number(CURLOPT_UPLOAD, 1)
        curl_set_context(handle, CURLOPT_READDATA, context)
        curl_set_bytes_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
    }

    private func number(_ option: CURLoption, _ value: Int) { _ = curl_set_number(handle, option, value) }
    private func text(_ option: CURLoption, _ value: String) { _ = curl_set_text(handle, option, value) }

    // MARK: What libcurl asks and tells

    /// The one place where anything is connected to: the address is the one that the connection will have.
    private func open(_ target: UnsafeMutablePointer<curl_sockaddr>) -> Int32 {
        guard let socket = curl_address(target), let address = IPAddress(socket), call.policy.allows(address) else {
            refused = curl_address(target).flatMap { IPAddress($0)?.text } ?? "of another family"
            return -1
        }
        return curl_open_socket(target)
    }

    /// Fewer bytes taken than there are end the call: what is longer than anybody reads is not loaded.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        if case .download(_, let file) = call.content { return write(file, bytes.baseAddress, bytes.count) }
        let room = call.answerBytes - outcome.body.count
        outcome.body += bytes.prefix(room)
        isCut = isCut || bytes.count > room
        return isCut ? 0 : bytes.count
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes.prefix(1_024), as: UTF8.self)
        if case .request = call.content { return takeWholeHeader(bytes) }
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "retry-after" else { return }
        outcome.retryAfter = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func takeWholeHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self).trimmedLine
        // A status: what came before it was not the answer yet.
        if line.hasPrefix("HTTP/") { return outcome.headers = [] }
        guard let colon = line.firstIndex(of: ":") else { return }
        outcome.headers.append((String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }

    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, message.count - sent)
        room.copyBytes(from: message[sent..<sent + count])
        sent += count
        return count
    }

    /// What came of it, once libcurl says that it is over.
    func finish(_ result: CURLcode) -> CallOutcome {
        let status = curl_number(handle, CURLINFO_RESPONSE_CODE)
        outcome.status = status == 0 ? nil : Int64(status)
        outcome.microseconds = curl_large(handle, CURLINFO_TOTAL_TIME_T)
        outcome.neverLeft = result != CURLE_OK && status == 0 && curl_large(handle, CURLINFO_PRETRANSFER_TIME_T) == 0
        if result != CURLE_OK, !isCut {
            outcome.failure = refused.map { "the address \($0) is not allowed" } ?? String(cString: curl_easy_strerror(result))
        }
        return outcome
    }
}

extension String {
    /// Without the end of the line, which is one letter of two bytes.
    fileprivate var trimmedLine: Substring { self[...].prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" } }
}
