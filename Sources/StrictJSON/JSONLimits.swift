/// The bounds within which a JSON text is read.
public struct JSONLimits: Sendable {
    /// Containers within containers; deeper texts serve only to exhaust a reader.
    public var depthMax = 64
    /// Bytes of one number; a double needs 24 at most, and hand-written padding a few more.
    public var numberBytesMax = 64
    /// Bytes of the whole text; positions are kept in 32 bits.
    public var textBytesMax = 1 << 28

    /// The bounds that the register uses everywhere.
    public init() {}
}
