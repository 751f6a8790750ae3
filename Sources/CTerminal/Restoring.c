// Taking the screen and giving it back, in peace and in a crash.
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

static volatile sig_atomic_t on_screen;
static bool reports_mouse;

static struct termios modes;
static bool has_modes;
// A way to the terminal of its own, so that writing to one that takes nothing more does not block a dying process.
static int own_output = -1;
static int null_device = -1;
static char undo[512];

static int error_output = -1;  // standard error, while what is written to it is collected
static int collected = -1;

void zterm_remember_modes(void) {
  has_modes = tcgetattr(STDIN_FILENO, &modes) == 0;
  if (own_output < 0) {
    const char *name = ttyname(STDOUT_FILENO);
    if (name) own_output = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (own_output < 0) own_output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    null_device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  }
}

// Appends a capability without its delays, "$<5>".
static void append(const char *text) {
  size_t length = strlen(undo);
  if (!text || text == (char *)-1) return;
  while (*text && length + 1 < sizeof undo) {
    const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (end)
      text = end + 1;
    else
      undo[length++] = *text++;
  }
  undo[length] = 0;
}

void zterm_prepare_restoring(bool mouse) {
  reports_mouse = mouse;
  undo[0] = 0;
  if (cursor_address && strncmp(cursor_address, "\033[", 2) == 0) append("\033[?2026l");
  if (mouse) append("\033[?1002l\033[?1006l");
  append(exit_attribute_mode);
  append(orig_pair);
  append(keypad_local);
  append(cursor_normal);
  append(exit_ca_mode ? exit_ca_mode : "\r\n");
  static bool registered;
  // exit() called from anywhere, for example by a library.
  if (!registered) registered = atexit(zterm_restore_at_once) == 0;
}

// While the screen is ours, what others write to standard error would destroy it, and be lost: it is kept until the end.
static void collect_errors(void) {
  if (error_output >= 0 || !isatty(STDERR_FILENO)) return;
  if (collected < 0) collected = memfd_create("zwalk-errors", MFD_CLOEXEC);
  if (collected < 0) return;
  error_output = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (error_output >= 0) dup2(collected, STDERR_FILENO);
}

static void write_all(int descriptor, const char *text, size_t length) {
  int patience = 3;
  while (length > 0) {
    ssize_t written = write(descriptor, text, length);
    if (written > 0) {
      text += written;
      length -= (size_t)written;
    } else if (errno == EAGAIN && patience-- > 0) {
      // A terminal that is not being read: what waits there is worth less than leaving it in order.
      if (patience == 0) tcflush(descriptor, TCOFLUSH);
      poll(&(struct pollfd){.fd = descriptor, .events = POLLOUT}, 1, 50);
    } else if (errno != EINTR) {
      return;
    }
  }
}

static void release_errors(int destination) {
  if (error_output < 0) return;
  char text[1024];
  ssize_t count;
  dup2(error_output, STDERR_FILENO);
  lseek(collected, 0, SEEK_SET);
  while ((count = read(collected, text, sizeof text)) > 0) {
    // The shell's modes are back: a line feed alone is enough.
    write_all(destination >= 0 ? destination : error_output, text, (size_t)count);
  }
  if (ftruncate(collected, 0) == 0) lseek(collected, 0, SEEK_SET);
  close(error_output);
  error_output = -1;
}

void zterm_enter_screen(void) {
  collect_errors();
  on_screen = 1;
  clearok(curscr, TRUE);
  refresh();
  if (reports_mouse) zterm_write("\033[?1002h\033[?1006h");
}

void zterm_leave_screen(void) {
  if (!on_screen) return;
  if (reports_mouse) zterm_write("\033[?1002l\033[?1006l");
  endwin();
  // endwin waits for the output and restores what it found; the bits that ncurses does not know are restored here.
  if (has_modes) tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
  on_screen = 0;
  release_errors(-1);
}

void zterm_restore_at_once(void) {
  if (!on_screen) return;
  on_screen = 0;
  int saved = errno;
  pid_t foreground = tcgetpgrp(STDIN_FILENO);
  // A process in the background has no business with the terminal.
  if (foreground > 0 && foreground != getpgrp()) return;
  sigset_t block;
  sigemptyset(&block);
  sigaddset(&block, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &block, NULL);
  // Another thread may be drawing: from here on its output goes nowhere.
  int terminal = own_output;
  if (terminal >= 0 && null_device >= 0) dup2(null_device, STDOUT_FILENO);
  if (terminal < 0) terminal = STDOUT_FILENO;
  write_all(terminal, undo, strlen(undo));
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  release_errors(terminal);
  errno = saved;
}
