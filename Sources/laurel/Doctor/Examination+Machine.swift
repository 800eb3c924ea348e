import API
import Files
import Glibc
import Periods
import Store

/// The machine around it: time, zones, limits.
extension Examination {
    func clock() -> Diagnosis {
        let last = store.exists ? try? Reader(store.path).lastInstant() : nil
        if let last, last > now.adding(seconds: 5) {
            return .wrong("clock", "it says \(now.rfc3339), and a command was recorded at \(last.rfc3339)", "set it right: until then every command is dated as that one")
        }
        guard SystemClock.machine.isSynchronised() else {
            return .warning("clock", "it is not synchronised", "timedatectl set-ntp true, or install chrony: points expire and periods lock by it")
        }
        return .fine("clock", "it is synchronised")
    }

    func zones() -> Diagnosis {
        let zones = ZoneFiles.database()
        guard zones.zone(named: "Asia/Shanghai") != nil, zones.zone(named: "Europe/Berlin") != nil else {
            return .wrong("time zones", "the system has none", "apt-get install tzdata")
        }
        guard let version = ZoneFiles.version() else { return .fine("time zones", "they are there; the system does not say which") }
        guard let year = Int(version.prefix(4)), year + 2 >= Int(now.rfc3339.prefix(4)) ?? 0 else {
            return .warning("time zones", "they are those of \(version)", "apt-get install --only-upgrade tzdata")
        }
        return .fine("time zones", version)
    }

    func descriptors() -> Diagnosis {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .warning("descriptors", "their limit is not known", "ulimit -n") }
        let most = Int(clamping: limit.rlim_max)
        if most < 21_024 {
            return .warning(
                "descriptors", "this user may have \(most) open: so many connections, less a thousand, can be served",
                "LimitNOFILE=65536 in the unit, or a line in /etc/security/limits.d")
        }
        return .fine("descriptors", "\(most) may be open")
    }

    func certificates() -> [Diagnosis] {
        guard let certificate = try? serving.configuration(socket: nil).web.certificate else { return [] }
        guard access(certificate.key, R_OK) == 0 else { return [.wrong("certificate", "its key \(certificate.key) cannot be read", "let the user that the server runs as read it")] }
        guard let end = certificate.end.map({ Instant(seconds: $0) }) else {
            return [.wrong("certificate", "\(certificate.certificate) holds none", "a PEM file: the certificate first, then those above it")]
        }
        let days = end.microseconds(since: now) / 86_400_000_000
        if end <= now { return [.wrong("certificate", "it ended at \(end.rfc3339)", "get a new one: it is served as soon as the files are there")] }
        if days < 14 { return [.warning("certificate", "it ends in \(days) days", "get a new one: it is served as soon as the files are there")] }
        return [.fine("certificate", "it ends at \(end.rfc3339)")]
    }
}
