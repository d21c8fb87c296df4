import NoticeAPI
import NoticeRegister
import NoticeStore

/// The example register, which every binary carries: `Config/examples/soleimani.ndjson`.
enum ExampleRegister {
    /// Loads it into a store that has no record yet; leaves any other alone.
    static func load(into store: JournalStore, _ log: ServerLog) throws {
        guard store.head.seq == 0 else { return }
        var report = ImportReport()
        var order = ImportRun.Order(actor: "example")
        order.isAtomic = true
        var loading = StoreImport(order, into: store)
        loading.take(PackageResources.soleimani_ndjson) { report.take($0) }
        loading.finish { report.take($0) }
        guard report.errors == 0 else {
            throw Exit.because("the example register does not go in", Exit.data)
        }
        log.say("loaded the example register: \(report.created) records")
    }
}
