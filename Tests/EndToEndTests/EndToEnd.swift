import Testing

/// The program in a real terminal, one at a time: there are two cores, and its workers want both.
@Suite("The program", .serialized)
enum EndToEnd {}
