import Testing

extension EndToEnd {
  @Suite("Catalogues")
  struct CommandsCatalogsTests {
    @Test(
      "a line of JSON each, with their options",
      arguments: [("models", ["linear-ae", "ae", "vae"]), ("projections", ["pca"])])
    func json(command: String, known: [String]) throws {
      let run = try CommandLineRun(command, "--json")
      #expect(run.status == 0)
      let entries = try run.json()
      #expect(Set(known).isSubset(of: entries.compactMap { $0["id"] as? String }))
      for entry in entries {
        #expect(Set(entry.keys) == ["id", "title", "description", "source", "options"])
        for option in entry["options"] as? [[String: Any]] ?? [] {
          #expect(Set(option.keys).isSuperset(of: ["key", "default", "minimum", "maximum", "description"]))
        }
      }
    }

    @Test("one of them with its options for people")
    func one() throws {
      let run = try CommandLineRun("models", "vae")
      #expect(run.output.contains("arXiv:1312.6114") || run.output.contains("Kingma"))
      #expect(run.output.contains("latent"))
    }

    @Test("a name alone is described alone")
    func single() throws {
      #expect(try CommandLineRun("models", "vae", "--json").json().count == 1)
    }
  }
}
