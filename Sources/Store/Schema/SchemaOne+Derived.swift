import PointsEngine

extension SchemaOne {
    /// What follows from the commands, kept so that nobody has to replay them: written once for each commit and key.
    /// `Rebuild` makes it anew, `Verification` compares.
    static let derived = Tables.rows.map { KeptSQL.of($0).create }.joined(separator: "\n") + """

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
        """
}
