import Encodings

/// Extension `encoders`: base64, with or without padding when read.
extension Library {
    static let encodings: [LibraryFunction] = [
        .function("base64.encode", ([.bytes], .string), by: .unary { (value) throws(EvaluationError) in
            guard case .bytes(let bytes) = value else { throw .noOverload("base64.encode", [value]) }
            return .string(Base64.encode(bytes))
        }),
        .function("base64.decode", ([.string], .bytes), by: .unary { (value) throws(EvaluationError) in
            guard let bytes = Base64.decodeLeniently(try string("base64.decode", value)) else { throw .conversion("the string is no base64") }
            return .bytes(bytes)
        }),
    ]
}
