/// Something that is wrong, as a sentence for whoever called.
struct CLIError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

