import PointsEngine

extension SchemaOne {
    /// What follows from the commands, kept so that nobody has to replay them: written once for each commit and key.
    /// `Rebuild` makes it anew, `Verification` compares.
    static let derived = Tables.rows.map { KeptSQL.of($0).create }.joined(separator: "\n") + """

        CREATE TABLE fate (
            command INTEGER PRIMARY KEY,
            reversed INTEGER NOT NULL,
            source TEXT NOT NULL,
            id TEXT NOT NULL
        ) STRICT;

        CREATE TABLE credit (
            member TEXT NOT NULL,
            time INTEGER NOT NULL,
            command INTEGER NOT NULL,
            PRIMARY KEY (member, time, command)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE recent_credit (member TEXT NOT NULL, time INTEGER NOT NULL, command INTEGER NOT NULL) STRICT;
        CREATE VIEW every_credit AS SELECT member, time, command FROM credit UNION ALL SELECT member, time, command FROM recent_credit;

        CREATE TABLE member_entry (member TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (member, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE indexed (entries INTEGER NOT NULL) STRICT;
        INSERT INTO indexed (entries) VALUES (0);
        CREATE VIEW every_member_entry AS
            SELECT member, number FROM member_entry
            UNION ALL SELECT member, number FROM entry WHERE number > (SELECT entries FROM indexed);

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
