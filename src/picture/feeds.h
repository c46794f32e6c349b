/* feeds.h: the feeds that a schedule names: where their copies are, how they are asked for, and how
 * what they had last comes into the schedule. What they say is formats/feed.h's, which of it is
 * shown schedule/feeds.h's.
 *
 * A feed's file is read as it lies beside the schedule; a URL's copy as live/collect.h left it. */
#pragma once

#include "live/collect.h"
#include "picture/source.h"

/* The files on disk that were read, and what was there before. */
typedef struct {
    const Str *files;
    const Signature *signatures;
    size_t count;
    Instant
        until; /* when they should be read again, though nothing changed; INSTANT_NEVER: never */
} FeedsRead;

/* Reads all feeds of the loaded schedule, which is still being made, and makes a slide for each of
 * their pages. `former` (may be NULL) is what is shown: of a file that is broken now what it had
 * before stays. Without settings->contents servers are asked, and waited for. */
FeedsRead feeds_join(Loaded *loaded, const SourceSettings *settings, Instant now,
                     const Schedule *former);

/* The addresses that are asked for; `*refused` gets a sentence for each that is not. In `arena`. */
const Str *feeds_addresses(Arena *arena, const SourceSettings *settings, const Source *source,
                           size_t *count, const Str **refused, size_t *refused_count);

/* Starts what fetches feeds, for the copies of `settings->copies`; NULL as collect_start.
 * `is_watching`: a running kiosk, which removes what is named no more. */
Collect *feeds_start(const SourceSettings *settings, bool is_watching);
