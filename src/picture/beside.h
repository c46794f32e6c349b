/* beside.h: what a schedule names and that lies on a server: which addresses are asked for, where
 * the copies are, and how a command that ends waits for them.
 *
 * Asked for is what lies on the schedule's own server, and https: elsewhere unless
 * SourceSettings.no_remote_pictures says not to. A running kiosk has a Collect (live/collect.h) and
 * never waits. */
#pragma once

#include "live/collect.h"
#include "picture/source.h"

/* The folder of the copies for these sources; empty when nothing is kept. `cache_folder` as in
 * FetchSettings. In `arena`. */
Str beside_folder(Arena *arena, const SourceSettings *settings, const char *cache_folder);

typedef struct {
    const Str *addresses; /* to be asked for, each once */
    size_t count;
    const Str *refused; /* a sentence for each that is not asked for, and should be told of */
    size_t refused_count;
    bool has_theme; /* the theme is one of them: what it names is known when it has come */
} Beside;

/* What the source's schedule names. In `arena`. */
Beside beside_find(Arena *arena, const SourceSettings *settings, const Source *source);

/* Starts what fetches them; NULL as collect_start. `is_watching`: a running kiosk, which removes
 * what is named no more. */
Collect *beside_start(Str folder, bool is_watching);

/* For commands that end: asks for all, and waits for half a minute at most. What did not come is
 * logged. The Collect knows why until it is stopped; NULL when there is nothing to ask for. */
Collect *beside_fetch(const SourceSettings *settings, const Source *source);
