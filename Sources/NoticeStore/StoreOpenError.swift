/// Why a store cannot be opened; each is told in one line: what, where, what to do.
package enum StoreOpenError: Error, Sendable, Equatable {
    /// Another process writes to it.
    case held(path: String, by: String)
    /// It is not a register's file.
    case foreign(path: String)
    /// It is a register's file, but not as it was written.
    case damaged(path: String, String)
    /// A newer program has written it.
    case newer(path: String, schema: Int)
    /// A program from before the first release has written it.
    case older(path: String, schema: Int)
    /// The folder that it is to lie in, and the one above, are not there.
    case noFolder(path: String)
    /// The system refuses: no right, no file, a disk that only reads.
    case unusable(path: String, String)
}

extension StoreOpenError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package var description: String {
        switch self {
        case .held(let path, let holder):
            "\(path): \(holder); stop it, or write through it with --server"
        case .foreign(let path):
            "\(path): this file is not a register; name another file"
        case .damaged(let path, let what):
            "\(path): the register is damaged (\(what)); keep the file and restore a backup"
        case .newer(let path, let schema):
            "\(path): written by a newer version (schema \(schema)); use that version"
        case .older(let path, let schema):
            "\(path): written before the first release (schema \(schema)), which is not read any"
                + " more; name another file"
        case .noFolder(let path):
            "\(path): there is no folder for it; make the folder first"
        case .unusable(let path, let what):
            "\(path): \(what); let this user write there, or name another place"
        }
    }
}
