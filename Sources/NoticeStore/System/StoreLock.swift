internal import CLinux
internal import Glibc

/// The lock of a register's file: `flock` on a file beside it, with words on who holds it.
///
/// It ends with its owner, or with the process, however that ends.
struct StoreLock: ~Copyable, Sendable {
    private let descriptor: Int32
    private let path: String

    /// Takes the lock of a file.
    ///
    /// - Parameters:
    ///   - file: the register's file.
    ///   - since: what to tell others: since when it is held.
    /// - Throws: `held`, with the holder's own words, when another has it.
    init(of file: String, since: String) throws(StoreOpenError) {
        path = file + ".lock"
        var descriptor = try Self.lock(path, for: file)
        // Its last holder may have removed the file between our two calls: it locks nothing then.
        while !Self.isStill(descriptor, at: path) { descriptor = try Self.lock(path, for: file) }
        Self.write("process \(getpid()) holds it since \(since)", to: descriptor)
        self.descriptor = descriptor
    }

    deinit {
        // SAFETY: the path is lent for the call. Removed while it is held, so that nobody holds
        // another file of this name.
        unsafe unlink(path)
        close(descriptor)
    }

    private static func lock(_ path: String, for file: String) throws(StoreOpenError) -> Int32 {
        // SAFETY: the path is lent for the call.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: file, StorePath.words(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let holder = read(descriptor)
            close(descriptor)
            guard number == EWOULDBLOCK else {
                throw .unusable(path: file, StorePath.words(number))
            }
            throw .held(path: file, by: holder.isEmpty ? "another process holds it" : holder)
        }
        return descriptor
    }

    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var (held, named) = (stat(), stat())
        // SAFETY: both calls fill in locals; the path is lent.
        guard unsafe fstat(descriptor, &held) == 0, unsafe stat(path, &named) == 0,
            held.st_ino == named.st_ino, held.st_dev == named.st_dev
        else {
            close(descriptor)
            return false
        }
        return true
    }

    private static func read(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 128)
        // SAFETY: the buffer is read into within its length.
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func write(_ words: String, to descriptor: Int32) {
        let bytes = Array((words + "\n").utf8)
        ftruncate(descriptor, 0)
        // SAFETY: the bytes are lent for the call. A full disk costs only the words.
        _ = unsafe pwrite(descriptor, bytes, bytes.count, 0)
    }
}
