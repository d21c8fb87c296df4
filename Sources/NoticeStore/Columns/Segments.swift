internal import Synchronization

/// How the view's memory is laid out: in segments that double, so that nothing ever moves.
///
/// Segment `s` holds `smallest << s` elements and begins at element `smallest * (2^s - 1)`. A reader
/// that found an element once finds it for as long as the memory lives.
package enum Segments {
    /// The elements of the first segment.
    package static let smallest = 256
    /// As many as numbers of 32 bits can reach.
    typealias Addresses = InlineArray<25, Atomic<UInt>>

    /// The segment that holds an element, and its place within.
    @inline(__always)
    static func place(of element: Int) -> (segment: Int, offset: Int) {
        let shifted = element &+ smallest
        let segment = shifted._binaryLogarithm() &- 8
        return (segment, shifted &- (smallest &<< segment))
    }

    /// The first element of a segment.
    package static func start(of segment: Int) -> Int { (smallest << segment) - smallest }

    /// How many elements a segment holds.
    static func size(of segment: Int) -> Int { smallest << segment }
}
