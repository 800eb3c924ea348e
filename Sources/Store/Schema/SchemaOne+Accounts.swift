extension SchemaOne {
    /// Who may sign in, and with what. Secrets are never stored: of tokens the SHA-256, of passwords what argon2id made of them.
    static let accounts = """
        CREATE TABLE account (
            name TEXT PRIMARY KEY,
            member TEXT UNIQUE,
            role TEXT NOT NULL,
            language TEXT,
            password TEXT,
            disabled INTEGER NOT NULL DEFAULT 0,
            created INTEGER NOT NULL,
            signed_in INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            shape TEXT,
            capital_shape TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_shape ON account (shape);
        CREATE INDEX account_capital_shape ON account (capital_shape);

        CREATE TABLE invitation (
            token BLOB PRIMARY KEY CHECK (length(token) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('first', 'invitation', 'reset')),
            account TEXT REFERENCES account (name) ON DELETE CASCADE,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX invitation_account ON invitation (account);

        CREATE TABLE session (
            token BLOB PRIMARY KEY CHECK (length(token) = 32),
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            created INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            address TEXT NOT NULL,
            agent TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_account ON session (account);

        CREATE TABLE api_token (
            number INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
            name TEXT NOT NULL UNIQUE,
            scopes TEXT NOT NULL,
            sources TEXT NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER,
            used INTEGER,
            address TEXT,
            agent TEXT
        ) STRICT;

        CREATE TABLE screen (
            id TEXT PRIMARY KEY,
            token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
            name TEXT,
            boards TEXT NOT NULL,
            team TEXT,
            language TEXT,
            sound INTEGER NOT NULL,
            pace INTEGER NOT NULL,
            created INTEGER NOT NULL,
            confirmed_by TEXT NOT NULL,
            used INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
