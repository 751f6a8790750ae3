// Cells to the screen.
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static bool synchronized;

int32_t zterm_rows(void) { return LINES; }
int32_t zterm_columns(void) { return COLS; }

void zterm_prepare_drawing(bool synchronized_output) {
  synchronized = synchronized_output;
  leaveok(stdscr, TRUE);
  scrollok(stdscr, FALSE);
}

bool zterm_resize(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  if (!is_term_resized(size.ws_row, size.ws_col)) return false;
  return resizeterm(size.ws_row, size.ws_col) == OK;
}

bool zterm_define_pair(int32_t pair, int32_t foreground, int32_t background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

static cchar_t made(zterm_cell cell) {
  wchar_t text[2] = {(wchar_t)cell.character, 0};
  // A character that is not one column wide would push the rest of the line out of its place.
  if (cell.character < 32 || cell.character == 127 || (cell.character > 127 && wcwidth(text[0]) != 1)) text[0] = L'?';
  attr_t attributes = A_NORMAL;
  if (cell.style & ZTERM_BOLD) attributes |= A_BOLD;
  if (cell.style & ZTERM_UNDERLINE) attributes |= A_UNDERLINE;
  if (cell.style & ZTERM_REVERSE) attributes |= A_REVERSE;
  int pair = cell.pair;
  cchar_t result;
  // Pairs above 255 do not fit into an attribute; the last argument carries them.
  setcchar(&result, text, attributes, 0, &pair);
  return result;
}

void zterm_put(int32_t row, int32_t column, const zterm_cell *cells, int32_t first, int32_t count) {
  cchar_t line[256];
  while (count > 0) {
    int length = count < 256 ? count : 256;
    for (int i = 0; i < length; i++) line[i] = made(cells[first + i]);
    mvwadd_wchnstr(stdscr, row, column, line, length);
    first += length;
    column += length;
    count -= length;
  }
}

void zterm_erase(void) { werase(stdscr); }

void zterm_forget(void) { clearok(curscr, TRUE); }

void zterm_write(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(STDOUT_FILENO, text, length);
    if (written > 0) {
      text += written;
      length -= (size_t)written;
    } else if (errno == EAGAIN) {
      poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, 100);
    } else if (errno != EINTR) {
      return;
    }
  }
}

void zterm_show(void) {
  wnoutrefresh(stdscr);
  if (synchronized) zterm_write("\033[?2026h");
  doupdate();
  if (synchronized) zterm_write("\033[?2026l");
}
