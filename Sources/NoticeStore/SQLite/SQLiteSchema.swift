/// The tables of a register's file, all appended to or read by key (`Docs/Architecture.md`).
enum SQLiteSchema {
    /// The number that grows when the tables do.
    static let number = 1
    /// What marks a file as a register: `ntcd`, at the offset 68 (https://sqlite.org/fileformat2.html).
    static let applicationID = 0x6E74_6364

    /// Makes the tables.
    static let tables = """
        CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one=1), store TEXT NOT NULL,
          schema INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE TABLE record(num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
          kind INTEGER NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;
        CREATE TABLE change(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL,
          op INTEGER NOT NULL, record INTEGER NOT NULL, version INTEGER NOT NULL,
          previous INTEGER NOT NULL, reason TEXT, salt BLOB, digest BLOB NOT NULL,
          tree BLOB NOT NULL, body BLOB) STRICT;
        CREATE TABLE text(record INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB,
          PRIMARY KEY(record,seq)) STRICT;
        CREATE TABLE tree_head(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, key TEXT NOT NULL,
          signature BLOB NOT NULL) STRICT;
        CREATE TABLE facts(seq INTEGER PRIMARY KEY, layout INTEGER NOT NULL,
          packed BLOB NOT NULL) STRICT;
        CREATE TABLE idempotency(actor TEXT, key TEXT, request BLOB NOT NULL,
          status INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
          PRIMARY KEY(actor,key)) STRICT;
        CREATE TABLE token(hash BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE,
          scopes INTEGER NOT NULL, made INTEGER NOT NULL, expires INTEGER, revoked INTEGER,
          used INTEGER) STRICT;
        """
}
