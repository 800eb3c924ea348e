extension SchemaOne {
    /// What follows from the commands, kept so that nobody has to replay them: written once for each commit and key.
    /// `Rebuild` makes it anew, `Verification` compares.
    static let derived = """
        CREATE TABLE member (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE team (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE standing (member TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE tier (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE reward (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE wallet (
            member TEXT PRIMARY KEY,
            debt INTEGER NOT NULL,
            debts TEXT,
            held INTEGER NOT NULL,
            lifetime INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lot (
            number INTEGER PRIMARY KEY REFERENCES entry (number),
            member TEXT NOT NULL,
            opened INTEGER NOT NULL,
            remaining INTEGER NOT NULL CHECK (remaining BETWEEN 0 AND opened),
            spent INTEGER NOT NULL,
            expired INTEGER NOT NULL,
            reversed INTEGER NOT NULL,
            usable INTEGER,
            mature INTEGER NOT NULL,
            expires INTEGER,
            graced INTEGER NOT NULL,
            root INTEGER,
            heir INTEGER,
            beyond INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE demand (
            number INTEGER PRIMARY KEY REFERENCES entry (number),
            member TEXT NOT NULL,
            pieces TEXT NOT NULL,
            given TEXT NOT NULL
        ) STRICT;

        CREATE INDEX lot_open ON lot (member) WHERE remaining > 0;

        CREATE TABLE fate (
            command INTEGER PRIMARY KEY REFERENCES command (number),
            reversed INTEGER NOT NULL,
            source TEXT NOT NULL,
            id TEXT NOT NULL
        ) STRICT;

        CREATE TABLE credit (
            member TEXT NOT NULL,
            time INTEGER NOT NULL,
            command INTEGER NOT NULL REFERENCES command (number),
            PRIMARY KEY (member, time, command)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE owner (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;
        CREATE TABLE measure (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;

        CREATE TABLE tally (
            place INTEGER PRIMARY KEY,
            owner INTEGER NOT NULL,
            sum ANY NOT NULL,
            count INTEGER NOT NULL,
            changed INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX tally_owner ON tally (owner);

        CREATE TABLE claim (
            rule TEXT NOT NULL,
            period TEXT NOT NULL,
            key TEXT NOT NULL,
            holders TEXT NOT NULL,
            PRIMARY KEY (rule, period, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE request (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            member TEXT NOT NULL,
            state TEXT NOT NULL,
            created INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX request_state ON request (state, created);
        CREATE INDEX request_member ON request (member, created);

        CREATE TABLE target (
            owner_kind TEXT NOT NULL,
            owner TEXT NOT NULL,
            metric TEXT NOT NULL,
            period TEXT NOT NULL,
            value TEXT NOT NULL,
            reached TEXT NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (owner_kind, owner, metric, period)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX target_period ON target (period);

        CREATE TABLE archive (
            board TEXT NOT NULL,
            end INTEGER NOT NULL,
            period TEXT NOT NULL,
            at INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (board, end)
        ) STRICT, WITHOUT ROWID;
        """
}
