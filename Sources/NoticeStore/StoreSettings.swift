/// How a store behaves.
package struct StoreSettings: Sendable {
    /// Commands that may wait for the writer; beyond it they are turned away.
    package var queueMax = 8_192
    /// Memory for records that writes look at, in bytes; what was read once need not be read again.
    package var bodyCacheBytes = 64 * 1_048_576
    /// Free space on the disk below which the store only reads, in bytes; 0: never.
    package var freeSpaceMin = 256 * 1_048_576
    /// Where ids and salts come from.
    var chance = Chance.system

    /// The defaults.
    package init() {}
}
