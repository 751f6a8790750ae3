// The locale, the terminfo entry, and the screen.
#include "internal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <term.h>
#include <unistd.h>

static SCREEN *screen;
static zterm_color_model color_model = ZTERM_NO_COLORS;

bool zterm_is_open(void) { return screen != NULL; }
zterm_color_model zterm_colors(void) { return color_model; }
int32_t zterm_palette(void) { return COLORS; }
const char *zterm_environment(const char *name) { return getenv(name); }

static const char *locale_name(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value && *value) return value;
  }
  return "";
}

static bool is_utf8(void) { return strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool zterm_use_locale(void) {
  const char *name = locale_name();
  // LC_CTYPE alone: numbers keep their points.
  if (setlocale(LC_CTYPE, "") && is_utf8()) return true;
  // Nothing said, or a UTF-8 locale that is not installed here: the terminal still draws UTF-8. Who says "C" means it.
  bool means_utf8 = !*name || strcasestr(name, "utf-8") || strcasestr(name, "utf8");
  if (means_utf8 && (setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8"))) return is_utf8();
  return false;
}

static const char *capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

zterm_refusal zterm_probe(zterm_facts *facts) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return ZTERM_NOT_A_TERMINAL;
  const char *name = getenv("TERM");
  if (!name || !*name) return ZTERM_UNNAMED;
  int status = 0;
  if (setupterm(name, STDOUT_FILENO, &status) == ERR) {
    if (status < 0) return ZTERM_NO_DATABASE;
    return status == 0 ? ZTERM_UNKNOWN : ZTERM_INCAPABLE;
  }
  const char *motion = capability("cup"), *mouse = capability("XM");
  facts->colors = tigetnum("colors") > 0 ? tigetnum("colors") : 0;
  facts->direct_color = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || capability("RGB") || tigetflag("Tc") > 0;
  facts->mouse = mouse && strstr(mouse, "1006");
  facts->ansi = motion && strncmp(motion, "\033[", 2) == 0;
  bool usable = motion && capability("clear");
  del_curterm(cur_term);
  return usable ? ZTERM_USABLE : ZTERM_INCAPABLE;
}

static void set_or_unset(const char *name, const char *value) {
  if (value)
    setenv(name, value, 1);
  else
    unsetenv(name);
}

// Opens the entry that was just compiled into a folder of our own.
static SCREEN *open_overlay(const char *terminal) {
  char folder[512], search[4096], name[160];
  if (!zterm_overlay_create(terminal, folder, sizeof folder)) return NULL;
  const char *old = getenv("TERMINFO_DIRS");
  char *kept = old ? strdup(old) : NULL;
  // An empty element stands for the folders that ncurses was built with.
  snprintf(search, sizeof search, "%s:%s", folder, kept ? kept : "");
  setenv("TERMINFO_DIRS", search, 1);
  snprintf(name, sizeof name, "zwalk-%s", terminal);
  SCREEN *opened = newterm(name, stdout, stdin);
  set_or_unset("TERMINFO_DIRS", kept);
  free(kept);
  zterm_overlay_remove(terminal, folder);
  return opened;
}

static void start_colors(zterm_wishes wishes, bool overlay) {
  color_model = ZTERM_NO_COLORS;
  if (!wishes.colors || start_color() == ERR || COLORS < 8) return;
  use_default_colors();
  color_model = overlay ? ZTERM_DIRECT : COLORS > 256 ? ZTERM_NATIVE_DIRECT : ZTERM_INDEXED;
}

static void set_modes(void) {
  struct termios modes;
  cbreak();
  noecho();
  nonl();
  // Ctrl-C, Ctrl-\ and Ctrl-Z stay signals; Ctrl-S, Ctrl-Q and Ctrl-V become keys.
  if (tcgetattr(STDIN_FILENO, &modes) == 0) {
    modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
    modes.c_lflag &= ~(tcflag_t)IEXTEN;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    def_prog_mode();
  }
  curs_set(0);
}

zterm_refusal zterm_open(zterm_wishes wishes) {
  if (screen || !zterm_prepare_wakes()) return ZTERM_FAILED;
  sigset_t all, before;
  sigfillset(&all);
  // No signal between taking the screen and being able to give it back.
  pthread_sigmask(SIG_BLOCK, &all, &before);
  zterm_remember_modes();
  // Before ncurses, which leaves handlers alone that it finds: its own would ignore Ctrl-Z whenever it is drawing.
  zterm_install_handlers();
  use_env(FALSE);
  use_tioctl(TRUE);
  if (wishes.colors && wishes.direct_color) screen = open_overlay(getenv("TERM"));
  bool overlay = screen != NULL;
  if (!screen) screen = newterm(NULL, stdout, stdin);
  if (screen) {
    // Emulators differ in how they repeat a character, and blanks are cheap.
    repeat_char = NULL;
    set_escdelay(25);
    set_modes();
    start_colors(wishes, overlay);
    zterm_prepare_drawing(wishes.synchronized_output);
    zterm_prepare_restoring(wishes.mouse);
    if (!zterm_prepare_keys()) {
      zterm_close();
    } else {
      zterm_enter_screen();
      zterm_resize();
    }
  } else {
    zterm_remove_handlers();
  }
  sigdelset(&before, SIGWINCH);  // a parent may have blocked it; resizes would never be seen
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return screen ? ZTERM_USABLE : ZTERM_FAILED;
}

void zterm_close(void) {
  if (!screen) return;
  zterm_leave_screen();
  zterm_remove_handlers();
  delscreen(screen);
  screen = NULL;
}
