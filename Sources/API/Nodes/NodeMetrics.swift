import Measures

extension Site {
    func writeForwarded(to text: inout Exposition) {
        guard let forwarder = services.forwarder else { return }
        text.counter("laurel_forwarded", "Requests that were passed on to the node that leads") { samples in
            for (outcome, count) in forwarder.numbers.all { samples.add(count, ["outcome": outcome]) }
        }
    }
}
