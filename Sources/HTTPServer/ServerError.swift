/// Why a server does not start.
public enum ServerError: Error, Sendable {
    /// The text is no address to listen on: what was given.
    case badAddress(String)
    /// The address cannot be taken: which, and what the system said.
    case cannotListen(String, SystemError)
    /// What a service manager handed over cannot be used: what it is.
    case badInheritance(String)
    /// No address was given.
    case nothingToListenOn
    /// A certificate, a key or an authority cannot be used.
    case badCertificate(TLSFault)
    /// The system gave no thread or descriptor.
    case system(SystemError)
}

extension ServerError: CustomStringConvertible {
    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .badAddress(let text):
            "cannot listen on '\(text)': give 127.0.0.1:8470, [::1]:8470 or unix:/path"
        case .cannotListen(let name, let error) where error.isAddressInUse:
            "cannot listen on \(name): another server holds it"
        case .cannotListen(let name, let error): "cannot listen on \(name): \(error)"
        case .badInheritance(let what): "cannot listen on what was handed over: \(what)"
        case .nothingToListenOn: "no address to listen on"
        case .badCertificate(let fault): "\(fault)"
        case .system(let error): "\(error)"
        }
    }
}
