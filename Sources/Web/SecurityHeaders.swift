/// What a browser is told with every response (OWASP ASVS 5.0, 3.4).
package enum SecurityHeaders {
    /// For pages that load only from their own server and run nothing inline.
    package static let strict: [Response.Header] = [
        .init("Content-Security-Policy", contentSecurityPolicy),
        .init("X-Content-Type-Options", "nosniff"),
        .init("X-Frame-Options", "DENY"),
        .init("Referrer-Policy", "same-origin"),
        .init("Cross-Origin-Opener-Policy", "same-origin"),
        .init("Cross-Origin-Resource-Policy", "same-origin"),
    ]

    package static let contentSecurityPolicy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    /// Added where the client came by TLS: a year (RFC 6797).
    static let strictTransport = Response.Header("Strict-Transport-Security", "max-age=31536000")
}
