/* child.h: other programs run by a test: an X server, and the kiosk itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "render/pixmap.h"

typedef struct {
    pid_t pid;
    int out; /* owned: read end of its stderr (and stdout) */
    char line[4096];
    size_t len; /* of what was read beyond the last line handed out */
} Child;

/* Starts a program; `env` ("NAME=value", NULL at the end) comes on top of ours. */
Child child_start(const char *const *argv, const char *const *env);

/* The next line of its output without the line feed, borrowed until the next call; NULL when
 * nothing came within `timeout_ms` (-1: for ever), or at the end of the output. */
const char *child_line(Child *child, int timeout_ms);

/* Sends the signal, waits for the end, and returns the exit code; 128 + n when signal n ended it.
 * Signal 0 only waits. */
int child_end(Child *child, int signal);

/* Stops it, and waits until it stands. */
void child_stop(const Child *child);
void child_continue(const Child *child);

/* An X server with one screen in a file. */
typedef struct {
    Child child;
    char display[16];  /* ":7" */
    char folder[4096]; /* owned: holds the file */
    char frame_path[4352];
} Server;

/* False when Xvfb is not installed. */
bool server_start(Server *server, const char *size);
void server_end(Server *server);

/* What is on the screen now; while a program draws, parts of it may be older than others. */
Pixmap server_frame(const Server *server);

/* The same, read until it stands still. */
Pixmap server_screen(const Server *server);
