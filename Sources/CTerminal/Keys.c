// Keys as ncurses reads them; sequences that the terminfo entry does not know are handed on as text.
#include "internal.h"

#include <curses.h>
#include <poll.h>
#include <stdio.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { SHIFT_UP = 2000, SHIFT_DOWN, SHIFT_LEFT, SHIFT_RIGHT, ESCAPE = 27, LONGEST_SEQUENCE = 40 };

static WINDOW *pad;
static char sequence[LONGEST_SEQUENCE + 1];

const char *zterm_sequence(void) { return sequence; }

static void define(const char *capability, int code) {
  const char *text = tigetstr(capability);
  if (text && text != (char *)-1) define_key(text, code);
}

// Alt and Control with an arrow are known to some entries, by codes of their own: all are read as sequences instead.
static void forget_modified_keys(void) {
  static const char *const names[] = {"kUP", "kDN", "kLFT", "kRIT", "kHOM", "kEND", "kPRV", "kNXT", "kIC", "kDC"};
  char name[8];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (int modifiers = 3; modifiers <= 8; modifiers++) {
      snprintf(name, sizeof name, "%s%d", names[i], modifiers);
      define(name, 0);
    }
}

bool zterm_prepare_keys(void) {
  // Reading keys from stdscr would refresh it.
  pad = newpad(1, 1);
  if (!pad) return false;
  nodelay(pad, TRUE);
  keypad(pad, TRUE);
  define("kUP", SHIFT_UP);
  define("kDN", SHIFT_DOWN);
  define("kri", SHIFT_UP);
  define("kind", SHIFT_DOWN);
  define("kLFT", SHIFT_LEFT);
  define("kRIT", SHIFT_RIGHT);
  forget_modified_keys();
  // Mouse reports are read as sequences, not by ncurses, which would hold them back to count clicks.
  define("kmous", 0);
  define_key("\033[<", 0);
  define_key("\033[M", 0);
  return true;
}

static zterm_key named(wint_t code) {
  switch (code) {
    case KEY_UP: return ZTERM_KEY_UP;
    case KEY_DOWN: return ZTERM_KEY_DOWN;
    case KEY_LEFT: return ZTERM_KEY_LEFT;
    case KEY_RIGHT: return ZTERM_KEY_RIGHT;
    case SHIFT_UP: case KEY_SR: return ZTERM_KEY_SHIFT_UP;
    case SHIFT_DOWN: case KEY_SF: return ZTERM_KEY_SHIFT_DOWN;
    case SHIFT_LEFT: case KEY_SLEFT: return ZTERM_KEY_SHIFT_LEFT;
    case SHIFT_RIGHT: case KEY_SRIGHT: return ZTERM_KEY_SHIFT_RIGHT;
    case KEY_HOME: case KEY_A1: case KEY_SHOME: return ZTERM_KEY_HOME;
    case KEY_END: case KEY_C1: case KEY_SEND: case KEY_LL: return ZTERM_KEY_END;
    case KEY_PPAGE: case KEY_A3: case KEY_SPREVIOUS: return ZTERM_KEY_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: case KEY_SNEXT: return ZTERM_KEY_PAGE_DOWN;
    case KEY_IC: case KEY_SIC: return ZTERM_KEY_INSERT;
    case KEY_DC: case KEY_SDC: return ZTERM_KEY_DELETE;
    case KEY_ENTER: return ZTERM_KEY_ENTER;
    case KEY_BACKSPACE: return ZTERM_KEY_BACKSPACE;
    case KEY_BTAB: return ZTERM_KEY_BACK_TAB;
    default: return code > KEY_F0 && code <= KEY_F(63) ? ZTERM_KEY_FUNCTION : ZTERM_KEY_OTHER;
  }
}

// The next character of a sequence, which may be a network's delay behind; -1 when none comes or a key does.
static int next_of_sequence(void) {
  wint_t code;
  int kind = wget_wch(pad, &code);
  if (kind == ERR && poll(&(struct pollfd){.fd = STDIN_FILENO, .events = POLLIN}, 1, 50) == 1) {
    kind = wget_wch(pad, &code);
  }
  if (kind == KEY_CODE_YES) ungetch((int)code);
  return kind == OK && code < 128 ? (int)code : -1;
}

// Reads "[...", up to and with the letter that ends it, or "O" and a letter.
static void read_sequence(char introducer) {
  int length = 0, code;
  sequence[length++] = introducer;
  while (length < LONGEST_SEQUENCE && (code = next_of_sequence()) >= 0) {
    sequence[length++] = (char)code;
    // The Linux console's F1 to F5 are "[[A" to "[[E".
    if (code >= 0x40 && code <= 0x7e && !(code == '[' && length == 2)) break;
  }
  sequence[length] = 0;
}

static zterm_input after_escape(void) {
  wint_t code;
  int kind = wget_wch(pad, &code);
  if (kind == OK && (code == '[' || code == 'O')) {
    read_sequence((char)code);
    return (zterm_input){.kind = ZTERM_SEQUENCE};
  }
  if (kind == OK) unget_wch((wchar_t)code);
  if (kind == KEY_CODE_YES) ungetch((int)code);
  return (zterm_input){.kind = ZTERM_CHARACTER, .character = ESCAPE};
}

zterm_input zterm_read(void) {
  wint_t code;
  for (;;) {
    switch (wget_wch(pad, &code)) {
      case OK:
        if (code == ESCAPE) return after_escape();
        return (zterm_input){.kind = ZTERM_CHARACTER, .character = (uint32_t)code};
      case KEY_CODE_YES:
        // The size is read when SIGWINCH comes.
        if (code == KEY_RESIZE) continue;
        return (zterm_input){
            .kind = ZTERM_KEY,
            .key = named(code),
            .number = code > KEY_F0 && code <= KEY_F(63) ? (int32_t)(code - KEY_F0) : 0};
      default:
        return (zterm_input){.kind = ZTERM_NOTHING};
    }
  }
}
