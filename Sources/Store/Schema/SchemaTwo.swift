/// What goes out. Deliveries are written with the commit that causes them; what becomes of them is told by whoever sends them. None of it
/// is a fact: nothing here is sealed, verified or rebuilt.
enum SchemaTwo {
    static let script = """
        CREATE TABLE delivery (
            number INTEGER PRIMARY KEY,
            target TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT,
            at INTEGER NOT NULL,
            body TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
            attempts INTEGER NOT NULL DEFAULT 0,
            next INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX delivery_waiting ON delivery (target, next, number) WHERE state = 'waiting';

        CREATE TABLE delivery_attempt (
            number INTEGER PRIMARY KEY,
            delivery INTEGER NOT NULL,
            target TEXT NOT NULL,
            at INTEGER NOT NULL,
            microseconds INTEGER NOT NULL,
            status INTEGER,
            reason TEXT,
            answer TEXT
        ) STRICT;
        CREATE INDEX delivery_attempt_target ON delivery_attempt (target, number);

        CREATE TABLE delivery_target (
            id TEXT PRIMARY KEY,
            address TEXT NOT NULL,
            secret TEXT,
            previous TEXT,
            previous_until INTEGER,
            succeeded INTEGER,
            failing INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            paused INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE letter_box (
            account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
            address TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE letter_refusal (
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            subject TEXT NOT NULL,
            PRIMARY KEY (account, subject)
        ) STRICT, WITHOUT ROWID;
        """
}
