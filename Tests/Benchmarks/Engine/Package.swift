// swift-tools-version: 6.2

import PackageDescription

// The engine alone, for `./dev bench http`; a package of its own, so that no product pays for it.
let package = Package(
    name: "engine",
    dependencies: [.package(name: "noticed", path: "../../..")],
    targets: [
        .executableTarget(
            name: "bare",
            dependencies: [.product(name: "HTTPServer", package: "noticed")],
            swiftSettings: [
                .strictMemorySafety(),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        )
    ]
)
