/// The tables of a register's file, all appended to or read by key (`Docs/Architecture.md`).
enum SQLiteSchema {
    /// The number that grows when the tables do.
    static let number = 2
    /// What marks a file as a register: `ntcd`, at the offset 68 (https://sqlite.org/fileformat2.html).
    static let applicationID = 0x6E74_6364

    /// The size of the file's pages: half as many have to be written for a batch of records as of
    /// SQLite's own 4 KiB, of which a record takes a quarter.
    static let pageBytes = 8_192
    /// What a page takes in the log: itself and its frame's head.
    static let logPageBytes = pageBytes + 24

    /// Makes the tables.
    static let tables = """
        CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one=1), store TEXT NOT NULL,
          schema INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE TABLE change(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL,
          op INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL,
          version INTEGER NOT NULL, previous INTEGER NOT NULL, reason TEXT, salt BLOB,
          digest BLOB NOT NULL, tree BLOB NOT NULL, body BLOB) STRICT;
        CREATE TABLE text(id TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB,
          PRIMARY KEY(id,seq)) STRICT;
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
