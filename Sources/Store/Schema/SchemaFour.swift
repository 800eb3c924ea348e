/// What people send that may have to be forgotten: pictures, and what they answered to a reward's questions. It stands in the one file, so that
/// backups hold it, and outside of what is sealed, so that the seals hold without it.
enum SchemaFour {
    static let script = """
        CREATE TABLE picture (
            id TEXT PRIMARY KEY,
            large BLOB NOT NULL,
            small BLOB NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            sent_by TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX picture_created ON picture (created);

        CREATE TABLE answers (
            request TEXT PRIMARY KEY,
            member TEXT NOT NULL,
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            body TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        """
}
