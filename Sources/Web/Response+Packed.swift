extension RequestHead {
    /// Whether the client takes gzip (RFC 9110, 12.5.3).
    package var acceptsGzip: Bool {
        (header("accept-encoding") ?? "").split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard parts.first == "gzip" || parts.first == "*" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && $0.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" } }
        }
    }
}

extension Response {
    /// What fits into one packet comes no sooner when it is packed.
    private static let leastPacked = 1_200

    /// The same with a body in gzip, where that is worth the time. An answer with a strong ETag stays as it is: its bytes are named.
    package func packed() -> Response {
        guard rest == nil, body.count >= Self.leastPacked, MediaType.isText(mediaType ?? ""), !headers.contains(where: { ["ETag", "Content-Encoding"].contains($0.name) }),
            let packed = Gzip.packed(body)
        else { return self }
        var response = self
        response.body = packed
        response.headers += [Header("Vary", "Accept-Encoding"), Header("Content-Encoding", "gzip")]
        return response
    }
}
