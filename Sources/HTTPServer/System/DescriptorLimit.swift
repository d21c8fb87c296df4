internal import Glibc

/// How many descriptors this process may hold.
enum DescriptorLimit {
    /// Descriptors that are no client's: listeners, polls, files of the application.
    private static let others: rlim_t = 512

    /// Raises the soft limit to what so many clients need, as far as the hard one allows.
    ///
    /// Shells and service managers often start programs with 1,024 and a far higher hard limit,
    /// because `select` fails beyond; nothing here uses it.
    static func raise(forClients clients: Int) {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        // SAFETY: both calls read or write a local.
        guard unsafe getrlimit(resource, &limit) == 0 else { return }
        let target = min(rlim_t(max(0, clients)) + Self.others, limit.rlim_max)
        guard limit.rlim_cur < target else { return }
        limit.rlim_cur = target
        unsafe _ = setrlimit(resource, &limit)
    }
}
