/* log_out.h: how a line reaches whoever reads the log: a terminal, a pipe, the journal, a file.
 *
 * Inner header of log.c. A command waits until its reader has room. A program that holds a screen
 * must not: for it nothing waits here, what has no room stands in a queue that a thread empties,
 * and of what does not fit into the queue the lines are counted, and that is said. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/instant.h"

enum { LOG_QUEUE_BYTES = 64 * 1024 };

typedef struct {
    int fd;       /* borrowed: where lines go */
    int quick_fd; /* owned: the same pipe or terminal, opened so that writing never waits; -1: none
                   */
    bool is_waiting; /* writing may wait: there is no queue */
    bool is_socket;  /* takes what it can at once */
    bool has_thread, is_writing;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t news, is_empty;
    char *queue; /* owned: LOG_QUEUE_BYTES; NULL before it is needed */
    size_t len;
    uint64_t lost; /* lines, since the beginning */
    uint64_t told; /* of these, how many were told */
} LogOut;

/* Lines go to the descriptor, and each waits until it is written. */
#define LOG_OUT_TO(descriptor)                                                                     \
    { .fd = (descriptor), .quick_fd = -1, .is_waiting = true, .lock = PTHREAD_MUTEX_INITIALIZER }

/* From now on nothing waits, and nobody who stops reading ends the process (SIGPIPE). For the
 * process' whole life: there is no way back. */
void log_out_never_wait(LogOut *out);

/* One line with its line feed. From any thread. */
void log_out_write(LogOut *out, const char *line, size_t len);

/* Waits until the queue is empty, but not for longer than that. */
void log_out_flush(LogOut *out, Millis wait);

/* How many lines are lost, of those that the log itself could not tell yet. */
uint64_t log_out_lost(LogOut *out);
