extension SchemaOne {
    /// What happened: rows are added, never changed, never deleted. Everything in `derived` follows from them.
    ///
    /// Triggers refuse what the engine never does; who writes past them is found by the seals.
    static let truth = """
        CREATE TABLE command (
            number INTEGER PRIMARY KEY,
            recorded INTEGER NOT NULL,
            actor TEXT NOT NULL,
            address TEXT,
            kind TEXT NOT NULL,
            subject TEXT,
            body TEXT,
            outcome TEXT,
            source TEXT,
            id TEXT,
            type TEXT,
            time INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX command_activity ON command (source, id) WHERE source IS NOT NULL;
        CREATE INDEX command_time ON command (time) WHERE time IS NOT NULL;
        CREATE INDEX command_kind ON command (kind, number) WHERE kind <> 'record';

        CREATE TABLE entry (
            number INTEGER PRIMARY KEY,
            command INTEGER NOT NULL,
            member TEXT NOT NULL,
            team TEXT,
            kind TEXT NOT NULL,
            points INTEGER NOT NULL,
            whole INTEGER NOT NULL,
            takes TEXT,
            debt INTEGER NOT NULL,
            unrecovered INTEGER NOT NULL,
            original INTEGER,
            usable INTEGER,
            expires INTEGER,
            source TEXT,
            id TEXT,
            rule TEXT,
            version TEXT,
            request TEXT,
            board TEXT,
            period TEXT,
            lot INTEGER,
            actor TEXT NOT NULL,
            reason TEXT,
            occurred INTEGER NOT NULL,
            recorded INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE seal (
            number INTEGER PRIMARY KEY,
            first_command INTEGER NOT NULL,
            last_command INTEGER NOT NULL,
            first_entry INTEGER NOT NULL,
            last_entry INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        CREATE TRIGGER command_stays BEFORE UPDATE ON command BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
        CREATE TRIGGER command_is_kept BEFORE DELETE ON command BEGIN SELECT RAISE(ABORT, 'commands are append-only'); END;
        CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
        CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
        CREATE TRIGGER seal_stays BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
        CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
        """
}
