import CLibwebsockets
import Glibc

/// A certificate that is replaced while the server runs is served from the next handshake on; those that were opened with the old one go on.
extension WebLoop {
    /// Files by size and time of change, which is enough for what is renewed every few weeks.
    struct CertificateMark: Equatable {
        let files: [Int]

        init(_ certificate: WebConfiguration.Certificate) {
            files = [certificate.certificate, certificate.key].flatMap { path -> [Int] in
                var status = stat()
                guard stat(path, &status) == 0 else { return [] }
                return [Int(status.st_size), Int(status.st_mtim.tv_sec), status.st_mtim.tv_nsec]
            }
        }
    }

    /// Looks at the files again and again. A change is acted upon when it has been left alone from one look to the next: whoever renews
    /// writes one file after the other.
    func followCertificate() {
        guard let certificate = configuration.certificate else { return }
        var served = CertificateMark(certificate), seen = served
        func look() {
            after(configuration.certificateInterval) { [unowned self] in
                let now = CertificateMark(certificate)
                if now != served, now == seen, replace(certificate) { served = now }
                seen = now
                look()
            }
        }
        look()
    }

    /// False: the files do not hold, or do not fit together; what is served stays.
    private func replace(_ certificate: WebConfiguration.Certificate) -> Bool {
        guard let context = listeners?.context, certificate_fits(certificate.certificate, certificate.key) == 1 else { return false }
        return lws_tls_cert_updated(context, certificate.certificate, certificate.key, nil, 0, nil, 0) == 0
    }
}
