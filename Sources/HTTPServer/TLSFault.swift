/// Why a certificate, a key or an authority cannot be used.
public struct TLSFault: Error, Sendable, Equatable {
    /// What is wrong with the file.
    public enum Reason: Sendable, Equatable {
        /// It cannot be read.
        case unreadable(SystemError)
        /// It is larger than any such file is.
        case tooLong
        /// It holds no certificate.
        case noCertificate
        /// It holds no private key.
        case noKey
        /// Its key asks for a passphrase, which nobody is there to type.
        case lockedKey
        /// Its key belongs to another certificate than the one in this file.
        case otherKey(certificate: String)
        /// A certificate in it ended on that day.
        case expired(String)
        /// A certificate in it begins on that day.
        case notYetValid(String)
        /// OpenSSL does not take it: in its own words.
        case unusable(String)
        /// No certificate, or no authority, was given at all.
        case missing(String)
    }

    /// The file, as it was named.
    public let file: String
    /// What is wrong with it.
    public let reason: Reason

    init(_ file: String, _ reason: Reason) {
        self.file = file
        self.reason = reason
    }
}

extension TLSFault: CustomStringConvertible {
    /// One line: which file, what is wrong, what to do.
    public var description: String {
        switch reason {
        case .unreadable(let error): "\(file) cannot be read: \(error)"
        case .tooLong: "\(file) is too long for a certificate or a key"
        case .noCertificate: "\(file) holds no certificate in PEM"
        case .noKey: "\(file) holds no private key in PEM"
        case .lockedKey: "the key in \(file) has a passphrase: give one without"
        case .otherKey(let certificate):
            "the key in \(file) does not belong to the certificate in \(certificate)"
        case .expired(let day): "the certificate in \(file) expired on \(day): renew it"
        case .notYetValid(let day):
            "the certificate in \(file) is valid from \(day) only: look at the clock"
        case .unusable(let words): "\(file) cannot be used: \(words)"
        case .missing(let what): "TLS needs \(what)"
        }
    }
}
