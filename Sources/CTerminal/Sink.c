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

static struct {
  int terminal;       // the reader's side
  int saved[2];       // standard input and output as they were
  pid_t reader;
  _Atomic int64_t *taken;  // shared with the reader
} sink = {.terminal = -1};

// Only what is safe between fork and exit of a process with threads.
static void read_all(int terminal, _Atomic int64_t *taken) {
  static char bytes[1 << 16];
  ssize_t count;
  while ((count = read(terminal, bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR))
    if (count > 0) atomic_fetch_add(taken, count);
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
  void *page = mmap(NULL, sizeof *sink.taken, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sink.terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (page == MAP_FAILED || sink.terminal < 0 || grantpt(sink.terminal) || unlockpt(sink.terminal)) return false;
  sink.taken = page;
  const char *name = ptsname(sink.terminal);
  int side = name ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  if (side < 0) return false;
  sink.reader = fork();
  if (sink.reader == 0) {
    close(side);
    read_all(sink.terminal, sink.taken);
  }
  bool stands = sink.reader > 0 && stand_in(side) && zterm_sink_resize(rows, columns);
  close(side);
  setenv("TERM", "xterm-256color", 1);
  setenv("COLORTERM", "truecolor", 1);
  return stands;
}

int64_t zterm_sink_taken(void) {
  enum { QUIET = 3, MOST = 200 };
  int64_t taken = atomic_load(sink.taken);
  // What was written arrives a little later: it is all there when nothing has come for a while.
  for (int quiet = 0, waits = 0; quiet < QUIET && waits < MOST; waits++) {
    usleep(500);
    int64_t now = atomic_load(sink.taken);
    quiet = now == taken ? quiet + 1 : 0;
    taken = now;
  }
  return taken;
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
