import CommitLog
import PostgreSQL

/// The tables in PostgreSQL (schema `laurel`): every key begins with the company, nothing is read but by number.
package enum LogTables {
    package static let schema: Int64 = 1

    static let command = LogTable(.command), entry = LogTable(.entry), personal = LogTable(.personal)

    /// Makes what is not there, for one company; what is there stays. Nodes that start at once wait for each other.
    static func prepare(_ session: PostgresConnection, _ company: Int64) throws(PostgresError) {
        try prepare(session)
        // Looked for first: an insertion that conflicts waits for whoever hangs in a transaction on the row.
        let sql = """
            INSERT INTO laurel.lease (company, term, head, aside) SELECT $1, 0, 0, 0
            WHERE NOT EXISTS (SELECT FROM laurel.lease WHERE company = $1) ON CONFLICT DO NOTHING
            """
        try session.run(sql, .integer(company))
    }

    private static func prepare(_ session: PostgresConnection) throws(PostgresError) {
        // Making them anew would stand in the way of whoever writes.
        if try isPrepared(session) { return }
        try session.execute("SELECT pg_advisory_lock(7234019)")
        var failure: PostgresError?
        do { try session.execute(script) } catch { failure = error }
        try session.execute("SELECT pg_advisory_unlock(7234019)")
        if let failure { throw failure }
    }

    private static func isPrepared(_ session: PostgresConnection) throws(PostgresError) -> Bool {
        guard try session.run("SELECT to_regclass('laurel.about') IS NOT NULL").rows.first?.flag(0) ?? false else { return false }
        return try session.run("SELECT schema FROM laurel.about").rows.first?.integer(0) == schema
    }

    private static let script = """
        BEGIN;
        SET LOCAL client_min_messages = warning;
        CREATE SCHEMA IF NOT EXISTS laurel;
        CREATE TABLE IF NOT EXISTS laurel.about (schema bigint NOT NULL, cluster uuid NOT NULL);
        INSERT INTO laurel.about SELECT \(schema), gen_random_uuid() WHERE NOT EXISTS (SELECT FROM laurel.about);
        CREATE TABLE IF NOT EXISTS laurel.company (number bigint PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS laurel.node (
            name text COLLATE "C" PRIMARY KEY, url text, token bytea, program text, format bigint, print bytea, pid bigint, session timestamptz, until timestamptz,
            head bigint, state text);
        CREATE TABLE IF NOT EXISTS laurel.lease (
            company bigint PRIMARY KEY, term bigint NOT NULL, node text COLLATE "C", pid bigint, session timestamptz,
            head bigint NOT NULL, aside bigint NOT NULL, since bigint, asked bigint) WITH (fillfactor = 50);
        \(command.create)
        \(entry.create)
        \(personal.create)
        CREATE TABLE IF NOT EXISTS laurel.seal (
            company bigint NOT NULL, number bigint NOT NULL, term bigint NOT NULL, format bigint NOT NULL, first_command bigint NOT NULL,
            last_command bigint NOT NULL, first_entry bigint NOT NULL, last_entry bigint NOT NULL, hash bytea NOT NULL, notes bytea NOT NULL, PRIMARY KEY (company, number));
        CREATE TABLE IF NOT EXISTS laurel.aside (
            company bigint NOT NULL, after bigint NOT NULL, place bigint NOT NULL, term bigint NOT NULL, changes bytea NOT NULL,
            PRIMARY KEY (company, after, place));
        CREATE OR REPLACE FUNCTION laurel.refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
        \(["command", "entry", "seal", "aside"].map { """
            CREATE OR REPLACE TRIGGER stays BEFORE UPDATE OR DELETE ON laurel.\($0) FOR EACH ROW EXECUTE FUNCTION laurel.refuse();
            """ }.joined(separator: "\n"))
        COMMIT;
        """
}
