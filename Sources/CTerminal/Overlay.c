// A terminfo entry with direct colour for terminals that have it and whose entry does not say so.
#include "internal.h"

#include <ctype.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Colours are 0xRRGGBB in the form with semicolons, which every emulator reads; numbers from ZTERM_FIRST_INDEX on are the
// palette's. Pairs are tables that grow with use.
#define SET_COLOR(layer)                                                                            \
  "\\E[%%?%%p1%%{16777215}%%>%%t" layer ";5;%%p1%%{16777216}%%-%%d%%e" layer                        \
  ";2;%%p1%%{65536}%%/%%d;%%p1%%{256}%%/%%{255}%%&%%d;%%p1%%{255}%%&%%d%%;m"

static const char source_format[] =
    "zwalk-%s|%s with direct colour,\n"
    "\tRGB, ccc@, colors#0x1000100, pairs#0x40000, initc@, initp@, oc@, setf@, setb@, op=\\E[39;49m,\n"
    "\tsetaf=" SET_COLOR("38") ",\n"
    "\tsetab=" SET_COLOR("48") ",\n"
    "\tuse=%s,\n";

// The name goes into a file: nothing but what names of terminals are made of.
static bool is_plain(const char *name) {
  size_t length = strlen(name);
  if (length == 0 || length > 64 || !isalnum((unsigned char)*name)) return false;
  return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_") == length;
}

static bool write_source(const char *terminal, const char *path) {
  FILE *file = fopen(path, "wxe");
  if (!file) return false;
  bool written = fprintf(file, source_format, terminal, terminal, terminal) > 0;
  return fclose(file) == 0 && written;
}

static bool compile(const char *source, const char *folder) {
  char *const arguments[] = {"tic", "-x", "-o", (char *)folder, (char *)source, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int descriptor = 0; descriptor < 3; descriptor++)
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  pid_t child;
  int failure = posix_spawnp(&child, "tic", &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = -1;
  return failure == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool zterm_overlay_create(const char *terminal, char *folder, size_t folder_size) {
  char source[600];
  const char *temporary = getenv("TMPDIR");
  if (!is_plain(terminal)) return false;
  if (!temporary || *temporary != '/' || strchr(temporary, ':') || strlen(temporary) > 256) temporary = "/tmp";
  snprintf(folder, folder_size, "%s/zwalk-terminfo-XXXXXX", temporary);
  if (!mkdtemp(folder)) return false;
  snprintf(source, sizeof source, "%s/source", folder);
  bool made = write_source(terminal, source) && compile(source, folder);
  if (!made) zterm_overlay_remove(terminal, folder);
  return made;
}

void zterm_overlay_remove(const char *terminal, const char *folder) {
  // tic sorts entries by their first letter, or by its code where file names ignore case.
  static const char *const letters[] = {"z", "7a"};
  char path[768];
  for (size_t i = 0; i < 2; i++) {
    snprintf(path, sizeof path, "%s/%s/zwalk-%s", folder, letters[i], terminal);
    unlink(path);
    snprintf(path, sizeof path, "%s/%s", folder, letters[i]);
    rmdir(path);
  }
  snprintf(path, sizeof path, "%s/source", folder);
  unlink(path);
  rmdir(folder);
}
