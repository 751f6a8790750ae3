// A terminal without a person: what is drawn in it is taken in by a process of its own and counted.
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// What the reader has seen, in memory that it shares: bytes that draw, and the marks between them.
struct seen {
  _Atomic int64_t bytes, marks;
};

static struct {
  int terminal;       // the reader's side
  int saved[2];       // standard input and output as they were
  pid_t reader;
  struct seen *seen;
  int64_t marks;      // that were written
} sink = {.terminal = -1};

// Nothing that draws: terminals take it as padding.
static const char mark = 0;

// Only what is safe between fork and exit of a process with threads.
static void read_all(int terminal, struct seen *seen) {
  static char bytes[1 << 16];
  ssize_t count;
  while ((count = read(terminal, bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR)) {
    int64_t marks = 0;
    for (ssize_t index = 0; index < count; index++) marks += bytes[index] == mark;
    if (count > 0) atomic_fetch_add(&seen->bytes, count - marks);
    if (marks > 0) atomic_fetch_add(&seen->marks, marks);
  }
  _exit(0);
}

static bool stand_in(int side) {
  for (int stream = 0; stream < 2; stream++) {
    sink.saved[stream] = fcntl(stream, F_DUPFD_CLOEXEC, 3);
    if (sink.saved[stream] < 0 || dup2(side, stream) < 0) return false;
  }
  return true;
}

bool zterm_sink_resize(int32_t rows, int32_t columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(sink.terminal, TIOCSWINSZ, &size) == 0 && raise(SIGWINCH) == 0;
}

bool zterm_sink_open(int32_t rows, int32_t columns) {
  void *page = mmap(NULL, sizeof *sink.seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sink.terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (page == MAP_FAILED || sink.terminal < 0 || grantpt(sink.terminal) || unlockpt(sink.terminal)) return false;
  sink.seen = page;
  sink.marks = 0;
  const char *name = ptsname(sink.terminal);
  int side = name ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  if (side < 0) return false;
  sink.reader = fork();
  if (sink.reader == 0) {
    close(side);
    read_all(sink.terminal, sink.seen);
  }
  bool stands = sink.reader > 0 && stand_in(side) && zterm_sink_resize(rows, columns);
  close(side);
  setenv("TERM", "xterm-256color", 1);
  setenv("COLORTERM", "truecolor", 1);
  return stands;
}

int64_t zterm_sink_taken(void) {
  enum { MOST_WAITS = 20000 };
  // The reader takes bytes in their order: when it has seen the mark, it has counted all that came before.
  if (write(STDOUT_FILENO, &mark, 1) == 1) sink.marks++;
  for (int waits = 0; atomic_load(&sink.seen->marks) < sink.marks && waits < MOST_WAITS; waits++) usleep(500);
  return atomic_load(&sink.seen->bytes);
}

void zterm_sink_close(void) {
  for (int stream = 0; stream < 2; stream++) {
    dup2(sink.saved[stream], stream);
    close(sink.saved[stream]);
  }
  close(sink.terminal);
  kill(sink.reader, SIGKILL);  // it has the handlers of the program, which only make a note of SIGTERM
  waitpid(sink.reader, NULL, 0);
}
