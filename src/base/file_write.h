/* file_write.h: a file that is replaced as a whole or not at all.
 *
 * The bytes are written beside the file and moved into its place, so that a reader never sees half
 * of them and a failure leaves what was there. Symbolic links are followed: what they lead to is
 * replaced, the link stays. Nothing but a regular file is ever replaced. Nothing here waits for
 * somebody else, unless the caller says that it may. */
#pragma once

#include <sys/types.h>
#include <time.h>

#include "base/str.h"

typedef struct {
    mode_t mode;        /* of a new file, before the umask; 0: 0666. An old one's mode stays */
    bool is_private;    /* the file is its owner's alone (0600), whatever it was before */
    bool is_durable;    /* on the disk before it is moved: it is there after a loss of power */
    bool makes_folders; /* those above the file, when they are missing */
    bool may_wait;      /* the path is what a person named for the output: a pipe that is read, or a
                           device such as /dev/null, is written into */
    const struct timespec *modified; /* the file's time; NULL: now */
} FileWrite;

/* Writes the parts one behind the other. False with errno set, and nothing changed: EISDIR for a
 * folder, EMEDIUMTYPE for a pipe, a device or a socket, ENXIO for a pipe that nobody reads, ELOOP
 * for links that lead nowhere. */
bool file_write(const char *path, const Str *parts, size_t count, const FileWrite *how);

/* What `error`, from here or from file_read, means to the person who named the file: "is a pipe or
 * a device, no regular file"; strerror's words for all that is not special. Borrowed, good until
 * the next call in this thread. */
const char *file_error_words(int error);
