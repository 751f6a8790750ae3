import Formats
import Testing

@Suite("Embedded assets")
struct EmbeddedAssetTests {
  @Test(
    "every file has the checksum that the table states: run Scripts/make-assets --table after a change",
    arguments: EmbeddedAsset.names)
  func checksum(name: String) throws {
    let bytes = try #require(EmbeddedAsset.named(name))
    #expect(Checksum.of(bytes) == EmbeddedAsset.statedChecksum(name))
  }

  @Test("names are sorted and each occurs once")
  func names() {
    #expect(EmbeddedAsset.names == Set(EmbeddedAsset.names).sorted())
  }

  @Test(
    "the files of mnist-5k are those that assets/README.md describes",
    arguments: [
      ("t10k-images", 0xcad4_2b2b), ("t10k-labels", 0x705b_6bd1), ("train-images", 0x8683_2b2f),
      ("train-labels", 0x0d9d_a959),
    ] as [(String, UInt32)])
  func digits(name: String, checksum: UInt32) throws {
    let kind = name.hasSuffix("images") ? "idx3" : "idx1"
    let bytes = try #require(EmbeddedAsset.named("mnist-5k/\(name)-\(kind)-ubyte.gz"))
    #expect(Checksum.of(bytes) == checksum)
  }

  @Test("a name that is not there gives nil")
  func missing() { #expect(EmbeddedAsset.named("models/none") == nil) }
}
