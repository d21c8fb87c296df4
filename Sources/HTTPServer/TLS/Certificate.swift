internal import COpenSSL
internal import Glibc

/// An X.509 certificate (RFC 5280).
@safe final class Certificate {
    /// OpenSSL's own; good as long as this object.
    let handle: OpaquePointer

    private init(owning handle: OpaquePointer) { unsafe self.handle = handle }

    deinit {
        // SAFETY: owned alone since it was made; contexts hold references of their own.
        unsafe X509_free(handle)
    }

    /// All certificates of a PEM file, in their order.
    static func all(in file: TLSMaterial.File) throws(TLSFault) -> [Certificate] {
        var certificates: [Certificate] = []
        // SAFETY: the memory BIO reads the array, which outlives it; each certificate that is
        // read is owned by its object. No passphrase is ever asked for.
        unsafe file.bytes.withUnsafeBytes { bytes in
            let memory = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
            defer { unsafe BIO_free(memory) }
            while let handle = unsafe PEM_read_bio_X509(memory, nil, refusePassphrase, nil) {
                unsafe certificates.append(Certificate(owning: handle))
            }
            ERR_clear_error()
        }
        guard !certificates.isEmpty else { throw TLSFault(file.name, .noCertificate) }
        return certificates
    }

    /// Days until it ends.
    ///
    /// - Throws: when it has ended, or has not begun.
    func daysLeft(in file: String) throws(TLSFault) -> Int {
        // SAFETY: both times live as long as the certificate; the results are locals.
        let begin = unsafe X509_get0_notBefore(handle)
        let end = unsafe X509_get0_notAfter(handle)
        guard unsafe X509_cmp_current_time(begin) < 0 else {
            throw TLSFault(file, .notYetValid(unsafe Self.day(of: begin)))
        }
        guard unsafe X509_cmp_current_time(end) > 0 else {
            throw TLSFault(file, .expired(unsafe Self.day(of: end)))
        }
        var days: Int32 = 0
        var seconds: Int32 = 0
        unsafe ASN1_TIME_diff(&days, &seconds, nil, end)
        return Int(days)
    }

    /// The day on which it ends.
    var lastDay: String {
        // SAFETY: the time lives as long as the certificate.
        unsafe Self.day(of: X509_get0_notAfter(handle))
    }

    /// Whether it is for a host; one that names the host itself comes before one with a wildcard.
    func isFor(_ host: UnsafePointer<CChar>, byWildcard: Bool) -> Bool {
        let flags = byWildcard ? X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS : X509_CHECK_FLAG_NO_WILDCARDS
        // SAFETY: the host is terminated, and its length 0 says so.
        return unsafe X509_check_host(handle, host, 0, UInt32(flags), nil) == 1
    }

    /// The subject as text (RFC 4514); nil when it is empty, or longer than anybody would read.
    static func name(of handle: OpaquePointer) -> String? {
        // SAFETY: the BIO owns its bytes until it is freed, after they were copied.
        let memory = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(memory) }
        unsafe noticed_tls_print_subject(memory, handle)
        var start: UnsafeMutablePointer<CChar>?
        let count = unsafe noticed_tls_memory(memory, &start)
        guard let start = unsafe start, (1...nameBytesMax).contains(count) else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe String(validating: bytes, as: UTF8.self)
    }

    private static let nameBytesMax = 1_024

    private static func day(of time: UnsafePointer<ASN1_TIME>?) -> String {
        var parts = unsafe tm()
        // SAFETY: OpenSSL writes into a local; its text for the zone is not looked at.
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return "a day that is none" }
        let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}

/// A certificate's private key.
@safe final class PrivateKey {
    /// OpenSSL's own; good as long as this object.
    let handle: OpaquePointer

    /// The first key of a PEM file.
    init(in file: TLSMaterial.File) throws(TLSFault) {
        // SAFETY: as for certificates.
        let handle = unsafe file.bytes.withUnsafeBytes { bytes in
            let memory = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
            defer { unsafe BIO_free(memory) }
            return unsafe PEM_read_bio_PrivateKey(memory, nil, refusePassphrase, nil)
        }
        ERR_clear_error()
        guard let handle = unsafe handle else {
            let text = String(decoding: file.bytes, as: UTF8.self)
            throw TLSFault(file.name, text.contains("ENCRYPTED") ? .lockedKey : .noKey)
        }
        unsafe self.handle = handle
    }

    deinit {
        // SAFETY: owned alone since it was made; contexts hold references of their own.
        unsafe EVP_PKEY_free(handle)
    }
}

/// Says that there is no passphrase, where OpenSSL would ask for one at the terminal.
private func refusePassphrase(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int32,
    _ isForWriting: Int32,
    _ argument: UnsafeMutableRawPointer?
) -> Int32 { -1 }
