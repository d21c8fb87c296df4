internal import Glibc

/// Where a register's file lies, symbolic links followed: one file has one name, and one lock.
struct StorePath: Sendable {
    /// The file, from the root on.
    let file: String
    /// The folder that it lies in.
    let folder: String

    /// Finds a path's folder, and makes it (for the owner alone) when only it is missing.
    init(_ path: String) throws(StoreOpenError) {
        if let real = Self.real(path) {
            (file, folder) = (real, Self.folder(of: real))
            return
        }
        let name = String(
            path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        )
        guard !name.isEmpty else { throw .unusable(path: path, "this names a folder, not a file") }
        let above = Self.folder(of: path)
        // SAFETY: the path is lent for the call.
        if Self.real(above) == nil, unsafe mkdir(above, 0o700) != 0 {
            throw errno == ENOENT ? .noFolder(path: path) : .unusable(path: path, Self.words(errno))
        }
        guard let real = Self.real(above) else {
            throw .unusable(path: path, Self.words(errno))
        }
        (folder, file) = (real, real == "/" ? "/" + name : real + "/" + name)
    }

    /// Makes the file, for the owner alone, unless it is there.
    func make() throws(StoreOpenError) {
        // SAFETY: the path is lent for the call.
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: file, Self.words(errno)) }
        close(descriptor)
    }

    /// The first bytes of the file, as many as there are of a SQLite file's head; none without one.
    ///
    /// To be asked while nobody has the file open: closing any descriptor of a file gives up all
    /// locks that the process has on it (https://sqlite.org/howtocorrupt.html §2.2).
    func head() throws(StoreOpenError) -> [UInt8] {
        // SAFETY: the path is lent for the call; the buffer is read into within its length.
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { return [] }
            throw .unusable(path: file, Self.words(errno))
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .unusable(path: file, Self.words(errno)) }
        return Array(bytes.prefix(count))
    }

    /// Fills the file's write-ahead log with zeros while it is empty, unless that takes more than a
    /// tenth of what is free.
    ///
    /// A commit that makes a file longer has the disk write its inode too, which takes longer than
    /// the commit's own bytes. SQLite takes a log without a header for an empty one
    /// (https://sqlite.org/walformat.html §4.3), and writes over it from its start.
    func fillLog(_ byteCount: Int) {
        guard let free = freeBytes, free / 10 >= byteCount else { return }
        // SAFETY: the path is lent for the call. SQLite holds no locks on this file that closing
        // it could give up.
        let descriptor = unsafe open(
            file + "-wal",
            O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard lseek(descriptor, 0, SEEK_END) == 0 else { return }
        let zeros = [UInt8](repeating: 0, count: byteCount)
        // SAFETY: the bytes are lent for the call, with their length.
        _ = unsafe write(descriptor, zeros, zeros.count)
        fdatasync(descriptor)
    }

    /// Free space on the file's disk, in bytes, for those who are not root; nil when it is not
    /// known.
    var freeBytes: Int? {
        var disk = statvfs()
        // SAFETY: the path is lent for the call, which fills in a local.
        guard unsafe statvfs(folder, &disk) == 0 else { return nil }
        return Int(clamping: UInt64(disk.f_bavail).multipliedFullWidth(by: UInt64(disk.f_frsize)))
    }

    /// The system's words for an errno.
    static func words(_ number: Int32) -> String {
        // SAFETY: the words of a known number are a constant, copied at once.
        unsafe String(cString: strerror(number))
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path with every link followed; nil when nothing is there.
    private static func real(_ path: String) -> String? {
        // SAFETY: the system allocates the answer, which is copied and freed.
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}

extension Int {
    /// A product as far as it can be held.
    fileprivate init(clamping product: (high: UInt64, low: UInt64)) {
        self = product.high > 0 ? .max : Int(clamping: product.low)
    }
}
