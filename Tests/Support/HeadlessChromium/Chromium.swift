import Foundation

/// Where Chromium and its driver are on this machine. Tests are skipped, by name, where one is missing.
package enum Chromium {
    package static let path = first(of: ["chromium", "chromium-browser", "google-chrome"])
    package static let driverPath = first(of: ["chromedriver"])

    package static var isThere: Bool { path != nil && driverPath != nil }
    package static let missing = "chromium or chromedriver is not installed: apt-get install --no-install-recommends chromium chromium-driver"

    private static func first(of names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let candidates = names.flatMap { name in folders.map { "\($0)/\(name)" } }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
