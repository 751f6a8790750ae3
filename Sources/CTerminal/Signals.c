// Signals, wakes and crashes. Handlers set a flag and write a byte into a pipe; the loop sleeps on that pipe.
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { READ_END, WRITE_END };

static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t resized, stopped, continued, leaving, said_leaving, job_control;
static int empty_inputs;
static bool is_closed;

bool zterm_prepare_wakes(void) {
  if (wake_pipe[READ_END] >= 0) return true;
  return pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) == 0;
}

static void write_wake(char reason) {
  int saved = errno;
  // A full pipe wakes as well.
  if (wake_pipe[WRITE_END] >= 0) (void)!write(wake_pipe[WRITE_END], &reason, 1);
  errno = saved;
}

void zterm_wake(void) { write_wake('w'); }

// Ends the process by a signal: its default action, not blocked.
static void die(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigset_t set;
  sigaction(number, &action, NULL);
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
}

static void on_crash(int number) {
  zterm_restore_at_once();
  // Not chained to the Swift runtime's handler, which would ask a question on a terminal that is gone.
  die(number);
}

static void on_patience_ended(int number) {
  // Somebody else's alarm: nobody asked to leave.
  if (!leaving) return;
  (void)number;
  zterm_restore_at_once();
  die(leaving);
}

static void limit_time(time_t seconds, suseconds_t microseconds) {
  setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {seconds, microseconds}}, NULL);
}

void zterm_grant_time(int32_t seconds) {
  if (leaving) limit_time(seconds, 0);
}

static void on_leave(int number) {
  if (leaving) {
    // A closing terminal says so twice: the kernel and the shell each send SIGHUP.
    if (number == SIGHUP) return;
    zterm_restore_at_once();
    die(number);
    return;
  }
  leaving = number;
  // Whoever hangs before it comes to saving, or while saving, is ended by on_patience_ended.
  limit_time(2, 500000);
  write_wake('s');
}

static void on_job_control(int number) {
  if (number == SIGWINCH) resized = 1;
  if (number == SIGTSTP) stopped = 1;
  if (number == SIGCONT) continued = 1;
  write_wake('s');
}

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static bool is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void use_alternate_stack(void) {
  static char memory[1 << 16];
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, NULL);
}

static const int leaves[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

void zterm_install_handlers(void) {
  // Those of the second row end a program by default, too.
  static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
                                SIGSYS,  SIGXCPU, SIGXFSZ, SIGUSR1, SIGUSR2, SIGVTALRM};
  use_alternate_stack();
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], on_crash, SA_ONSTACK);
  // What the parent has ignored stays so: nohup, or a shell without job control.
  for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
    if (!is_ignored(leaves[i])) handle(leaves[i], on_leave, SA_RESTART);
  job_control = !is_ignored(SIGTSTP);
  if (job_control) handle(SIGTSTP, on_job_control, SA_RESTART);
  handle(SIGCONT, on_job_control, SA_RESTART);
  handle(SIGWINCH, on_job_control, SA_RESTART);
  handle(SIGALRM, on_patience_ended, SA_RESTART);
  handle(SIGPIPE, SIG_IGN, 0);
}

void zterm_remove_handlers(void) {
  // Asked to leave already: saving goes on under the same rules.
  if (leaving) return;
  for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
    if (!is_ignored(leaves[i])) handle(leaves[i], SIG_DFL, 0);
  if (job_control) handle(SIGTSTP, SIG_DFL, 0);
  handle(SIGCONT, SIG_DFL, 0);
  handle(SIGWINCH, SIG_DFL, 0);
}

// Empties the pipe; whether zterm_wake was called.
static bool drain(void) {
  char bytes[256];
  bool woken = false;
  ssize_t count;
  while ((count = read(wake_pipe[READ_END], bytes, sizeof bytes)) > 0)
    for (ssize_t i = 0; i < count; i++) woken |= bytes[i] == 'w';
  return woken;
}

static bool take(volatile sig_atomic_t *flag) {
  bool value = *flag;
  *flag = 0;
  return value;
}

void zterm_input_was_empty(bool empty) { empty_inputs = empty ? empty_inputs + 1 : 0; }

static bool input_ended(short revents) {
  // Readable without anything to read: once may be half a character, again and again is the end.
  bool ended = empty_inputs > 3 || ((revents & (POLLHUP | POLLERR | POLLNVAL)) && empty_inputs > 0);
  if (is_closed || !ended) return false;
  is_closed = true;
  return true;
}

zterm_occurrences zterm_wait(double seconds) {
  struct pollfd sources[2] = {
      {.fd = wake_pipe[READ_END], .events = POLLIN},
      {.fd = is_closed ? -1 : STDIN_FILENO, .events = POLLIN},
  };
  if (seconds > 1e6) seconds = -1;
  struct timespec limit = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  int ready = ppoll(sources, 2, seconds < 0 ? NULL : &limit, NULL);
  // Interrupted: the handler has set its flag, and what else is there is seen the next time.
  if (ready < 0) sources[0].revents = sources[1].revents = 0;
  zterm_occurrences found = {0};
  found.woken = drain();
  found.resized = take(&resized);
  found.stopped = take(&stopped);
  found.continued = take(&continued) && !found.stopped;
  found.closed = input_ended(sources[1].revents);
  found.input = sources[1].revents != 0 && !found.closed;
  if (leaving && !said_leaving) {
    said_leaving = 1;
    found.leave = leaving;
  }
  return found;
}

static bool in_background(void) {
  pid_t foreground = tcgetpgrp(STDIN_FILENO);
  return foreground > 0 && foreground != getpgrp();
}

static void stop(int number) {
  struct sigaction before;
  sigaction(number, NULL, &before);
  die(number);  // the default action of these stops, and goes on here
  sigaction(number, &before, NULL);
}

// Continued in the background ("bg"): waits for the foreground, but not when asked to leave.
static void wait_for_foreground(void) {
  while (in_background() && !leaving) {
    stop(SIGTTOU);
    poll(NULL, 0, 50);
  }
}

void zterm_suspend(void) {
  if (!job_control || !zterm_is_open()) return;
  zterm_leave_screen();
  stop(SIGTSTP);
  zterm_reenter();
}

void zterm_reenter(void) {
  if (!zterm_is_open()) return;
  wait_for_foreground();
  stopped = continued = 0;
  if (leaving) return;
  reset_prog_mode();
  zterm_resize();
  zterm_enter_screen();
}

void zterm_reraise(int32_t number) {
  zterm_restore_at_once();
  die(number);
  _exit(128 + number);
}
