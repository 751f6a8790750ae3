// A terminal through ncursesw, as plain functions: Swift cannot read the macros and globals of <curses.h>.
// There is one terminal a process. All functions belong to the main thread, except zterm_wake.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// Why a terminal cannot be used.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
  ZTERM_USABLE,
  ZTERM_NOT_A_TERMINAL,  // standard input or output is a file or a pipe
  ZTERM_UNNAMED,         // TERM is not set
  ZTERM_UNKNOWN,         // TERM is not in the terminfo database
  ZTERM_NO_DATABASE,     // there is no terminfo database
  ZTERM_INCAPABLE,       // the cursor cannot be moved: TERM=dumb and the like
  ZTERM_FAILED           // ncurses or the system refused
} zterm_refusal;

// What the terminfo entry says.
typedef struct {
  int32_t colors;
  bool direct_color;  // RGB or Tc
  bool mouse;         // XM with SGR coordinates
  bool ansi;          // its sequences are those of ECMA-48
} zterm_facts;

// What the terminal is asked for.
typedef struct {
  bool colors;
  bool direct_color;
  bool mouse;
  bool synchronized_output;
} zterm_wishes;

// How a pair's colour numbers are meant.
typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
  ZTERM_NO_COLORS,
  ZTERM_INDEXED,      // the terminal's palette
  ZTERM_DIRECT,       // 0xRRGGBB, or ZTERM_FIRST_INDEX plus an index of the palette
  ZTERM_NATIVE_DIRECT // 0xRRGGBB, where numbers below 8 are the palette's
} zterm_color_model;

enum { ZTERM_FIRST_INDEX = 0x1000000 };

enum { ZTERM_BOLD = 1, ZTERM_UNDERLINE = 2, ZTERM_REVERSE = 4 };

typedef struct {
  uint32_t character;  // one column wide; anything else is shown as a question mark
  int32_t pair;
  uint32_t style;
} zterm_cell;

// Opening.c: the locale, the terminfo entry, the screen.

// Sets the character type from the environment; whether characters are UTF-8.
bool zterm_use_locale(void);
// The value of an environment variable, or null.
const char *zterm_environment(const char *name);
// Looks TERM up; writes nothing to the terminal.
zterm_refusal zterm_probe(zterm_facts *facts);
// Takes the terminal over. Changes the environment for a moment: call it before threads are started.
zterm_refusal zterm_open(zterm_wishes wishes);
zterm_color_model zterm_colors(void);
// The number of colours of the palette.
int32_t zterm_palette(void);
// Gives the screen back; does nothing when it is not taken.
void zterm_close(void);

// Drawing.c

int32_t zterm_rows(void);
int32_t zterm_columns(void);
// Reads the terminal's size; whether it differs from the last.
bool zterm_resize(void);
// Gives a new pair its colours, -1 for the terminal's own; false when there is no room for more pairs.
bool zterm_define_pair(int32_t pair, int32_t foreground, int32_t background);
// Puts cells[first ..< first + count] at a place of the next frame.
void zterm_put(int32_t row, int32_t column, const zterm_cell *cells, int32_t first, int32_t count);
// Makes the next frame empty.
void zterm_erase(void);
// Writes the next frame; only what differs from the last.
void zterm_show(void);
// Makes the next zterm_show write every cell.
void zterm_forget(void);

// Keys.c

typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
  ZTERM_NOTHING,
  ZTERM_CHARACTER,  // a Unicode scalar; Control with a letter gives 1 to 26
  ZTERM_KEY,        // a key of zterm_key
  ZTERM_SEQUENCE    // an escape sequence that terminfo does not know: zterm_sequence()
} zterm_input_kind;

typedef enum __attribute__((enum_extensibility(closed))) : int32_t {
  ZTERM_KEY_OTHER,
  ZTERM_KEY_UP,
  ZTERM_KEY_DOWN,
  ZTERM_KEY_LEFT,
  ZTERM_KEY_RIGHT,
  ZTERM_KEY_SHIFT_UP,
  ZTERM_KEY_SHIFT_DOWN,
  ZTERM_KEY_SHIFT_LEFT,
  ZTERM_KEY_SHIFT_RIGHT,
  ZTERM_KEY_HOME,
  ZTERM_KEY_END,
  ZTERM_KEY_PAGE_UP,
  ZTERM_KEY_PAGE_DOWN,
  ZTERM_KEY_INSERT,
  ZTERM_KEY_DELETE,
  ZTERM_KEY_ENTER,
  ZTERM_KEY_BACKSPACE,
  ZTERM_KEY_BACK_TAB,
  ZTERM_KEY_FUNCTION
} zterm_key;

typedef struct {
  zterm_input_kind kind;
  uint32_t character;
  zterm_key key;
  int32_t number;  // of a function key
} zterm_input;

// The next key that was pressed, or ZTERM_NOTHING; never waits longer than an escape sequence takes to arrive.
zterm_input zterm_read(void);
// The escape sequence of the last zterm_read, without the escape character.
const char *zterm_sequence(void);

// Signals.c

// What woke the program; several can be true at once.
typedef struct {
  bool input;
  bool woken;
  bool resized;
  bool stopped;    // Ctrl-Z: call zterm_suspend
  bool continued;  // after a stop that could not be seen coming
  bool closed;     // standard input is gone
  int32_t leave;   // the signal that asks to leave, or 0; said once
} zterm_occurrences;

// Sleeps until something happened or the seconds have passed; below zero: for ever.
zterm_occurrences zterm_wait(double seconds);
// Says that zterm_read gave nothing although there was input: at the end of standard input that repeats for ever.
void zterm_input_was_empty(bool empty);
// Wakes zterm_wait. From any thread, also before zterm_open and after zterm_close.
void zterm_wake(void);
// Lets a program that was asked to leave take so many seconds more; does nothing before it was asked.
void zterm_grant_time(int32_t seconds);
// Gives the screen back, stops the process as Ctrl-Z does, and takes the screen again once it is continued.
void zterm_suspend(void);
// Takes the screen again after something else wrote on it.
void zterm_reenter(void);
// Ends the process by a signal's default action, so that its exit status is the true one.
void zterm_reraise(int32_t signal) __attribute__((noreturn));

// Sink.c: a terminal for measurements, which takes in all that is drawn.

// Puts a pseudo-terminal in the place of standard input and output, and TERM and COLORTERM to match; before the locale
// and the terminal are opened. False when the system refuses, and then nothing can be measured.
bool zterm_sink_open(int32_t rows, int32_t columns);
// Gives it another size, as a person would by the window's corner.
bool zterm_sink_resize(int32_t rows, int32_t columns);
// The bytes that were taken in so far.
int64_t zterm_sink_taken(void);
// Puts standard input and output back.
void zterm_sink_close(void);
