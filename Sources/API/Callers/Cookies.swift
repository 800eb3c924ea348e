import SignIn

/// The cookies that a browser has from us, as they are called towards it: under TLS they are bound to the host (`__Host-`), so that
/// neither a neighbouring host nor a wire without TLS can put one in their place.
struct Cookies: Sendable {
    let isSecure: Bool

    var sessionName: String { prefix + "laurel" }
    var deviceName: String { prefix + "laurel-device" }
    var screenName: String { prefix + "laurel-screen" }
    /// Of somebody who is on the way to a provider and back.
    var attemptName: String { prefix + "laurel-sign-in" }

    /// Browsers keep nothing for longer.
    private static let longestSeconds: Int64 = 400 * 86_400

    func session(_ secret: String) -> String { make(sessionName, secret, seconds: Authentication.absoluteMicroseconds / 1_000_000) }

    var noSession: String { make(sessionName, "", seconds: 0) }

    func device(_ marks: String) -> String { make(deviceName, marks, seconds: Self.longestSeconds) }

    func attempt(_ sealed: String) -> String { make(attemptName, sealed, seconds: SignInAttempt.seconds) }

    var noAttempt: String { make(attemptName, "", seconds: 0) }

    func screen(_ secret: String) -> String { make(screenName, secret, seconds: Self.longestSeconds) }

    private var prefix: String { isSecure ? "__Host-" : "" }

    private func make(_ name: String, _ value: String, seconds: Int64) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(seconds)\(isSecure ? "; Secure" : "")"
    }
}
