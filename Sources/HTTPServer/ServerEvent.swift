public import HTTPWire

/// What a server tells its operator; no bytes of clients in it.
public enum ServerEvent: Sendable, CustomStringConvertible {
    /// It accepts connections there.
    case listening(ListenAddress)
    /// It accepts connections with TLS there.
    case listeningSecurely(ListenAddress)
    /// New connections get the certificates that were read again; so many.
    case certificatesRenewed(Int)
    /// What was read again is not good: new connections get the certificates of before.
    case certificatesKept(TLSFault)
    /// A certificate ends soon: its file, the day, and in how many days.
    case certificateEnds(String, String, days: Int)
    /// Descriptors or memory ran out; connections are turned away.
    case exhausted(SystemError)
    /// The cap on connections is reached; accepting pauses.
    case full(connections: Int)
    /// Too much output waits for clients; so many of them, the slowest to read, were cut off.
    case slowReaders(cut: Int)
    /// A connection where a PROXY preamble is due was refused: the peer is not trusted, or sent
    /// none.
    case unproxied(PeerAddress)
    /// It ends in good order; so many connections are open.
    case draining(connections: Int)
    /// Time is up; what was open is closed.
    case cut(connections: Int)
    /// All loops have ended.
    case drained

    /// One line for the log.
    public var description: String {
        switch self {
        case .listening(let address): "listening on \(address)"
        case .listeningSecurely(let address): "listening on \(address.secureDescription)"
        case .certificatesRenewed(let count):
            "new connections get the \(count) certificates read now"
        case .certificatesKept(let fault): "the certificates of before stay in use: \(fault)"
        case .certificateEnds(let file, let day, let days):
            "the certificate in \(file) expires on \(day), in \(days) days: renew it"
        case .exhausted(let error): "connections are turned away: \(error)"
        case .full(let connections): "accepting pauses at \(connections) connections"
        case .slowReaders(let count):
            "too much output waits: cut off \(count) clients that read slowest"
        case .unproxied(let peer):
            "refused a connection from \(peer): no PROXY protocol header of a trusted proxy"
        case .draining(let connections): "draining \(connections) connections"
        case .cut(let connections): "closing \(connections) connections that did not end in time"
        case .drained: "drained"
        }
    }
}
