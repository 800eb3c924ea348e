/// The first schema. Released, so never edited: later schemas are steps after it.
enum SchemaOne {
    static let script = truth + derived + accounts
}
