/// The bytes of certificates, keys and authorities, as they were read.
///
/// Each loop makes its own contexts of them: OpenSSL's counts references with the bus locked, and
/// loops share nothing that every connection touches.
struct TLSMaterial: Sendable {
    /// A file's name, for what is said of it, and its bytes.
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]

        /// Larger than any chain of certificates or list of authorities that is in use.
        private static let bytesMax = 1_048_576

        init(reading name: String) throws(TLSFault) {
            self.name = name
            do throws(SystemError) {
                guard let bytes = try FileBytes.of(name, atMost: Self.bytesMax) else {
                    throw SystemError("read", 0)
                }
                self.bytes = bytes
            } catch {
                throw TLSFault(name, error.number == 0 ? .tooLong : .unreadable(error))
            }
        }
    }

    /// A certificate with its chain, and its key.
    struct Pair: Sendable {
        let certificate: File
        let key: File
    }

    let pairs: [Pair]
    let authorities: File?
    let verification: TLSConfiguration.ClientVerification

    /// Reads the files that a configuration names.
    init(reading configuration: TLSConfiguration) throws(TLSFault) {
        guard !configuration.certificates.isEmpty else {
            throw TLSFault("", .missing("a certificate"))
        }
        var pairs: [Pair] = []
        for names in configuration.certificates {
            let certificate = try File(reading: names.file)
            let isOne = names.file == names.keyFile
            let key = isOne ? certificate : try File(reading: names.keyFile)
            pairs.append(Pair(certificate: certificate, key: key))
        }
        self.pairs = pairs
        verification = configuration.clientVerification
        guard verification != .none else {
            authorities = nil
            return
        }
        guard let name = configuration.clientAuthorities else {
            throw TLSFault("", .missing("a file of authorities to verify clients"))
        }
        authorities = try File(reading: name)
    }
}
