/// What comes in from CRMs, and how files were read. Like what goes out none of it is a fact: nothing here is sealed, verified or rebuilt, and
/// what becomes of it stands among the commands.
enum SchemaFive {
    static let script = """
        CREATE TABLE hook (
            name TEXT PRIMARY KEY,
            map TEXT,
            template TEXT,
            secret TEXT,
            previous TEXT,
            previous_until INTEGER,
            is_off INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL,
            changed INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE hook_receipt (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            hook TEXT NOT NULL,
            at INTEGER NOT NULL,
            address TEXT NOT NULL,
            media TEXT NOT NULL,
            headers TEXT NOT NULL,
            body BLOB NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'ignored', 'failed')),
            outcome TEXT,
            settled INTEGER
        ) STRICT;
        CREATE INDEX hook_receipt_hook ON hook_receipt (hook, state, number);
        CREATE INDEX hook_receipt_waiting ON hook_receipt (number) WHERE state = 'waiting';

        CREATE TABLE import_map (
            name TEXT PRIMARY KEY,
            map TEXT NOT NULL,
            choices TEXT NOT NULL,
            changed INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
