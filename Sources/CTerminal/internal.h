// What the files of this module share.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <signal.h>
#include <stddef.h>

#include "CTerminal.h"

// Opening.c
bool zterm_is_open(void);

// Drawing.c
void zterm_prepare_drawing(bool synchronized_output);
// Writes beside ncurses, whose own buffer is empty between two of its refreshes.
void zterm_write(const char *text);

// Keys.c
bool zterm_prepare_keys(void);

// Overlay.c: a terminfo entry with direct colour, made at run time.
// Writes "zwalk-TERM" compiled into a new private folder; false when that cannot be done.
bool zterm_overlay_create(const char *terminal, char *folder, size_t folder_size);
void zterm_overlay_remove(const char *terminal, const char *folder);

// Restoring.c: giving the screen back, also from a signal handler.
// Remembers the terminal's modes and what undoes ours; before the screen is taken.
void zterm_remember_modes(void);
// Builds the restoring sequence from the terminfo entry; needs an open terminal.
void zterm_prepare_restoring(bool mouse);
void zterm_enter_screen(void);
void zterm_leave_screen(void);
// The same within a signal handler: no ncurses, no locks, never blocks.
void zterm_restore_at_once(void);

// Signals.c
bool zterm_prepare_wakes(void);
void zterm_install_handlers(void);
void zterm_remove_handlers(void);
