import Formats
import LatentCore
import TestSupport
import Testing

@Suite("CSV")
struct CSVTests {
  private func decode(_ text: String) throws(ZwalkError) -> CSV {
    try CSV(decoding: Array(text.utf8), file: "a.csv")
  }

  @Test("reading gives back what was written, to the bit", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let table = CSV(header: ["x", "y, too"], random.normal(rows: 9, columns: 2))
    let read = try CSV(decoding: CSV(table.matrix).encoded, file: "a.csv")
    #expect(read.matrix == table.matrix)
    #expect(String(decoding: table.encoded, as: UTF8.self).hasPrefix("x,\"y, too\"\n"))
  }

  @Test("a header is told from numbers; blank lines, spaces and carriage returns do not matter")
  func lenient() throws {
    let table = try decode("label,\"a\"\r\n1, 2.5\r\n\r\n-3,4e2\n")
    #expect(table.header == ["label", "a"])
    #expect(table.matrix == Matrix([[1, 2.5], [-3, 400]]))
    #expect(try decode("1,2\n3,4").header.isEmpty)
  }

  @Test("what is no number, or a line of another length, is named with its line")
  func broken() {
    #expect(
      failure { () throws(ZwalkError) in _ = try decode("1,2\n3\n") }.contains(
        "line 2 has 1 values, expected 2"))
    #expect(
      failure { () throws(ZwalkError) in _ = try decode("1,2\n3,x\n") }.contains("line 2 column 2: 'x'"))
    #expect(failure { () throws(ZwalkError) in _ = try decode("a,b\n") }.contains("no line of numbers"))
    #expect(failure { () throws(ZwalkError) in _ = try decode("") }.contains("a.csv"))
  }
}

@Suite("JSON")
struct JSONTests {
  private struct Line: Codable, Equatable {
    var imagesPerSecond: Double
    var epoch: Int
    var testLoss: Float

    enum CodingKeys: String, CodingKey {
      case imagesPerSecond = "images_per_second"
      case epoch, testLoss
    }
  }

  @Test("a value keeps its order, says null, and quotes what it has to")
  func value() {
    let line: JSONValue = [
      "epoch": 1, "kl": JSONValue(nil as Double?), "loss": 0.5, "name": "a\"b\\\n\u{1}ü",
      "list": [true, nil],
      "bad": .number(.nan), "seconds": 2.0,
    ]
    #expect(
      line.description
        == #"{"epoch":1,"kl":null,"loss":0.5,"name":"a\"b\\\n\u0001ü","list":[true,null],"bad":null,"seconds":2}"#
    )
    #expect(JSONValue(Float(0.1)).description == "0.1")
  }

  @Test("an encodable type becomes one line with its own keys in a stable order")
  func encodable() throws {
    let line = Line(imagesPerSecond: 31000, epoch: 2, testLoss: 0.1)
    let bytes = try JSONLines.encode(line)
    #expect(
      String(decoding: bytes, as: UTF8.self) == "{\"epoch\":2,\"images_per_second\":31000,\"testLoss\":0.1}\n"
    )
    #expect(try JSONLines.decode(Line.self, from: bytes + [0x0a] + bytes, file: "m") == [line, line])
  }

  @Test("a broken line is named with its number and cause")
  func broken() throws {
    let text = "{\"epoch\":1,\"images_per_second\":1,\"testLoss\":1}\n{\"epoch\":1}\n"
    let message = failure { () throws(ZwalkError) in
      _ = try JSONLines.decode(Line.self, from: Array(text.utf8), file: "metrics.jsonl")
    }
    #expect(message.contains("metrics.jsonl") && message.contains("line 2") && message.contains("is missing"))
    let one = failure { () throws(ZwalkError) in
      _ = try JSONLines.decodeOne(Line.self, from: Array("{".utf8), file: "run.json")
    }
    #expect(one.contains("run.json") && one.contains("not valid JSON"))
    #expect(!failure { () throws(ZwalkError) in _ = try JSONLines.encode([Double.nan]) }.isEmpty)
  }
}

@Suite("Settings")
struct ConfigurationTests {
  @Test("keys of tables are joined by points, and a table's key goes before the general one")
  func tables() throws {
    let text =
      "threads = 2\nseed = 1\n[train]\nseed = 7\nlr = 0.5\nhidden = [400, 200]\nquiet = true\nname = \"x\"\n"
    let settings = try Configuration(decoding: Array(text.utf8), file: "config.toml")
    #expect(settings.values["threads"] == .integer(2))
    #expect(settings.value("seed", in: "train") == .integer(7))
    #expect(settings.value("seed", in: "explore") == .integer(1))
    #expect(settings.value("lr", in: "train") == .real(0.5))
    #expect(settings.value("hidden", in: "train") == .integers([400, 200]))
    #expect(settings.value("quiet", in: "train") == .flag(true))
    #expect(settings.value("name", in: "train") == .text("x"))
    #expect(settings.value("none") == nil)
  }

  @Test("comments, spaces, line ends of Windows, escapes and both kinds of quotes are TOML's")
  func syntax() throws {
    let text = """
      # first\r
      \r
        a = "tab\\t\\"ü#\\"" # why\r
      b='C:\\x'
      [t-1.u_2] # table
      c = [ 1_000, -2, ]
      d=-1.5e-3
      e = []
      """
    let settings = try Configuration(decoding: Array(text.utf8), file: "config.toml")
    #expect(
      settings.values == [
        "a": .text("tab\t\"ü#\""), "b": .text("C:\\x"), "t-1.u_2.c": .integers([1000, -2]),
        "t-1.u_2.d": .real(-0.0015), "t-1.u_2.e": .integers([]),
      ])
  }

  @Test("the file is found by XDG's rules, and is not needed")
  func file() throws {
    let folder = try TemporaryFolder()
    #expect(try Configuration.load(environment: ["HOME": folder.path]).values.isEmpty)
    try folder.write(Array("seed = 3".utf8), to: ".config/zwalk/config.toml")
    #expect(try Configuration.load(environment: ["HOME": folder.path]).values == ["seed": .integer(3)])
    try folder.write(Array("seed = 4".utf8), to: "xdg/zwalk/config.toml")
    let environment = ["HOME": folder.path, "XDG_CONFIG_HOME": folder("xdg")]
    #expect(try Configuration.load(environment: environment).values == ["seed": .integer(4)])
    #expect(UserFolders.data(["HOME": "/h", "XDG_DATA_HOME": "relative"]) == "/h/.local/share/zwalk")
  }

  @Test(
    "what is no table, and no key with a value, is an error in its line",
    arguments: [
      "[=]", " [ *]", "[[.a]]", "[\u{e9}]", "[\t[a]]", "[]", "[", "x", "x =", "= 1", "x = ]", "x = [,]",
      "x = [1",
      "x = {a = 1}", "x = \"open", "x = 1 2", "x = \"\u{1}\"", "x = 'a", "\u{2028}",
    ])
  func strangeLines(line: String) {
    let message = failure { () throws(ZwalkError) in
      _ = try Configuration(decoding: Array("a = 1\n\(line)\nb = 1\n".utf8), file: "config.toml")
    }
    #expect(message.contains("config.toml") && message.contains("line 2"))
  }

  @Test("a mistake is named with its line, a value without use with its key")
  func broken() {
    let line = failure { () throws(ZwalkError) in
      _ = try Configuration(decoding: Array("a = 1\nb = = 2\n".utf8), file: "config.toml")
    }
    #expect(line.contains("config.toml") && line.contains("line 2"))
    let date = failure { () throws(ZwalkError) in
      _ = try Configuration(decoding: Array("[x]\nd = 2020-01-01\n".utf8), file: "config.toml")
    }
    #expect(date.contains("x.d is of type date"))
  }
}
