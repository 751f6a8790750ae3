// swift-tools-version: 6.1
import PackageDescription

let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

// What only tests use: modules, and files that are read at run time.
let testsAlsoUse: [String: [Target.Dependency]] = [
  "Models": ["Kernels", "CAllocationCounter"]
]
let testsAlsoRead = ["Explorer": ["Golden"]]

// One row a module, in the order of the table in CONTRIBUTING.md; its test target comes from the same row.
func module(_ name: String, _ dependencies: Target.Dependency...) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, exclude: ["README.md"]),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.byName(name: name), "TestSupport"] + dependencies + (testsAlsoUse[name] ?? []),
      exclude: testsAlsoRead[name] ?? []),
  ]
}

func cModule(
  _ name: String, _ dependencies: Target.Dependency..., linking libraries: [String] = [],
  settings: [CSetting] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: dependencies, exclude: ["README.md"], cSettings: settings,
      linkerSettings: libraries.map { .linkedLibrary($0) })
  ]
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let vectorised: [CSetting] = [
  .unsafeFlags(["-O3", "-fno-math-errno", "-ffp-contract=fast", "-fno-trapping-math", "-Wno-psabi"])
]

let modules: [[Target]] = [
  module("Runtime", "Explorer", "Engine", "Pictures", "Formats", "Screen", "LatentCore"),
  module("TerminalUI", "Screen", "LatentCore", "CTerminal"),
  module(
    "Explorer", "Screen", "Engine", "Analysis", "Projections", "Models", "Datasets", "LatentCore"),
  module("Pictures", "Screen", "Formats", "LatentCore", realModule),
  module("Screen", "LatentCore", realModule),
  module("Engine", "Analysis", "Models", "Projections", "Datasets", "Formats", "LatentCore"),
  module("Analysis", "Models", "Projections", "Datasets", "Kernels", "LatentCore", realModule),
  module("Models", "Layers", "LatentCore", realModule),
  module("Projections", "Kernels", "LatentCore", realModule),
  module("Layers", "Kernels", "LatentCore", realModule),
  module("Datasets", "Formats", "Kernels", "LatentCore", realModule),
  module("Formats", "LatentCore", "CFormats", "CAssets", tomlKit),
  module("Kernels", "LatentCore", "COpenBLAS", "CKernels", "CNeighbors", realModule),
  module("LatentCore", realModule),
  cModule("COpenBLAS", linking: ["openblas"]),
  cModule("CKernels", linking: ["pthread", "m"], settings: vectorised),
  cModule("CNeighbors", "CKernels"),
  cModule("CTerminal", linking: ["ncursesw", "tinfo"]),
  cModule("CFormats", linking: ["z", "png", "gif"]),
  cModule("CAssets", settings: [.unsafeFlags(["-Wno-c23-extensions"])]),
]

let executable = Target.executableTarget(
  name: "zwalk",
  dependencies: [
    "Runtime", "TerminalUI", "Explorer", "Pictures", "Screen", "Engine", "Analysis", "Models",
    "Projections", "Layers", "Datasets", "Formats", "Kernels", "LatentCore", arguments,
  ],
  exclude: ["README.md"])

let tests: [Target] = [
  .target(name: "TestSupport", dependencies: ["LatentCore"], path: "Tests/TestSupport"),
  .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
  .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  .testTarget(
    name: "EndToEndTests",
    dependencies: ["TestSupport", "CTerminal", "Explorer", "Models", "Projections", "Datasets", "LatentCore"]),
]

let package = Package(
  name: "zwalk",
  products: [.executable(name: "zwalk", targets: ["zwalk"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [executable] + modules.flatMap { $0 } + tests,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17,
  cxxLanguageStandard: .cxx17
)
