/// The first schema. Once released it is never edited: later schemas are steps after it.
enum SchemaOne {
    static let script = truth + derived + accounts
}
