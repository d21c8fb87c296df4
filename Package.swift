// swift-tools-version: 6.2

import PackageDescription

// One list for every target. A newer compiler's new warning must not stop a user's build: where
// NOTICED_WARNINGS=keep is set (`./dev run`, the Dockerfile), warnings stay warnings.
let warnings: [SwiftSetting] =
    Context.environment["NOTICED_WARNINGS"] == "keep" ? [] : [.treatAllWarnings(as: .error)]
let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + warnings

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        swiftSettings: strict
    )
}

let package = Package(
    name: "noticed",
    products: [
        .executable(name: "noticed", targets: ["noticed"]),
        .library(name: "HTTPServer", targets: ["HTTPServer", "HTTPWire"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    // Ground floor first; no target names one that stands below it in this list.
    targets: [
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .systemLibrary(name: "CLinux"),

        module("StrictJSON"),
        module("Locks"),
        module("Seals", ["COpenSSL"]),
        module("Shapes", ["StrictJSON"]),
        module("HTTPWire"),
        module("HTTPServer", ["HTTPWire", "Locks", "COpenSSL", "CLinux", "CZlib"]),
        module("NoticeRegister", ["Shapes", "StrictJSON"]),
        module(
            "NoticeStore",
            ["NoticeRegister", "Shapes", "StrictJSON", "Seals", "Locks", "CSQLite", "CLinux"]
        ),
        module(
            "NoticeAPI",
            ["HTTPWire", "NoticeRegister", "Shapes", "StrictJSON", "Seals", "Locks"]
        ),
        .executableTarget(
            name: "noticed",
            dependencies: [
                "HTTPServer", "HTTPWire", "NoticeAPI", "NoticeStore", "NoticeRegister", "Shapes",
                "StrictJSON", "Seals", "Locks", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            // Links to Config: there is one copy of each.
            resources: [.embedInCode("soleimani.ndjson"), .embedInCode("interpol.json")],
            swiftSettings: strict
        ),

        tests("StrictJSONTests", ["StrictJSON"]),
        tests("ShapesTests", ["Shapes", "StrictJSON"]),
        tests("SealsTests", ["Seals"]),
        tests("LocksTests", ["Locks"]),
        tests("HTTPWireTests", ["HTTPWire"]),
        tests("HTTPServerTests", ["HTTPServer", "HTTPWire", "Locks", "COpenSSL", "CZlib"]),
        tests("NoticeRegisterTests", ["NoticeRegister", "Shapes", "StrictJSON"]),
        tests(
            "NoticeStoreTests",
            ["NoticeStore", "NoticeRegister", "Shapes", "StrictJSON", "Seals", "Locks"]
        ),
        tests(
            "NoticeAPITests",
            [
                "NoticeAPI", "NoticeStore", "NoticeRegister", "HTTPWire", "Shapes", "StrictJSON",
                "Locks",
            ],
            exclude: ["Golden"]
        ),
        .target(name: "Harness", path: "Tests/Harness", swiftSettings: strict),
        tests("EndToEnd", ["Harness", "StrictJSON", "noticed"]),
        tests("Crash", ["Harness", "StrictJSON", "noticed"]),
        tests("TidyTests", []),
    ]
)
