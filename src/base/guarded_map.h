/* guarded_map.h: files that are read by mapping them, and may be cut short meanwhile.
 *
 * Whoever reads a page of a mapping that its file no longer has is sent SIGBUS, which ends the
 * process. A guarded mapping becomes zeros then, all of it, so that what is read of it at least
 * agrees with itself, and is lost from then on. Any thread may read. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The file that is open as `fd`, which may be closed afterwards, for reading. NULL when the system
 * refuses, or when so many files are mapped already that the next one is to be read instead. */
const void *guarded_map(int fd, size_t size);

/* These three are told the beginning of a mapping, and do nothing for other addresses. */
void guarded_unmap(const void *bytes);

/* Lets go of the pages that were read; the next look brings them back from the system's cache. */
void guarded_rest(const void *bytes);

/* True when its file was cut short or written over; then it is zeros. Looks at the file: one call
 * of the system. Once true it stays true. */
bool guarded_is_lost(const void *bytes);
