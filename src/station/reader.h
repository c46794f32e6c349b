/* reader.h: reads a schedule beside the one that is shown, in a thread of its own.
 *
 * A reload of a large file takes longer than a frame: a crossfade that runs must not notice. */
#pragma once

#include "picture/source.h"

typedef struct Reader Reader;

/* NULL, after a line in the log, when the system refuses. */
Reader *reader_create(void);
void reader_free(Reader *reader); /* waits for a reading to end; accepts NULL */

/* Readable when a reading is done. */
int reader_fd(const Reader *reader);

/* Begins; false when one is under way. The settings and `former` are borrowed until it is taken;
 * settings->contents are copied. */
bool reader_start(Reader *reader, const SourceSettings *settings, Instant now,
                  const Source *former);

bool reader_is_busy(const Reader *reader);

/* What was read, owned by the caller; NULL while there is nothing. */
Source *reader_take(Reader *reader);
