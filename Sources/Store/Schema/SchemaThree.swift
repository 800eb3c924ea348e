/// How people sign in otherwise than by a password alone. None of it is a fact: nothing here is sealed, verified or rebuilt.
enum SchemaThree {
    static let script = """
        ALTER TABLE session ADD COLUMN provider TEXT;
        ALTER TABLE session ADD COLUMN subject TEXT;
        ALTER TABLE session ADD COLUMN foreign_session TEXT;
        ALTER TABLE session ADD COLUMN foreign_token TEXT;
        CREATE INDEX session_subject ON session (provider, subject) WHERE provider IS NOT NULL;

        CREATE TABLE foreign_identity (
            provider TEXT NOT NULL,
            subject TEXT NOT NULL,
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            created INTEGER NOT NULL,
            PRIMARY KEY (provider, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX foreign_identity_account ON foreign_identity (account);

        CREATE TABLE second_factor (
            account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
            key BLOB NOT NULL CHECK (length(key) = 20),
            begun INTEGER NOT NULL,
            confirmed INTEGER,
            used INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE recovery_code (
            account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
            code BLOB NOT NULL CHECK (length(code) = 32),
            PRIMARY KEY (account, code)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE provisioned (
            account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
            user_name TEXT NOT NULL,
            external_id TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX provisioned_user_name ON provisioned (lower(user_name));
        CREATE INDEX provisioned_external_id ON provisioned (external_id) WHERE external_id IS NOT NULL;

        CREATE TABLE provisioned_group (
            team TEXT PRIMARY KEY,
            external_id TEXT,
            gone INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        """
}
