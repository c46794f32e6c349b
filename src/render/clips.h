/* clips.h: the videos that are shown now or will be at once; the others are closed. */
#pragma once

#include "render/clip.h"

typedef struct Clips Clips;

typedef struct {
    bool has_sound;               /* what is shown is heard, too */
    const char *sound_program;    /* borrowed; see clip_sound_start */
    bool waits;                   /* for the first frame, which is all that is wanted */
    Millis unfit;                 /* 0: 4 s; for so long only another size of it was asked for, and
                                     shown: it is closed */
    void (*ready)(void *context); /* see ClipOrder */
    void *context;
} ClipsSettings;

Clips *clips_create(const ClipsSettings *settings);
void clips_free(Clips *clips); /* accepts NULL */

/* A video of a folder, in a box. Each showing (any number but 0) begins at its first frame, and is
 * made ready for that while an earlier one may still be seen; 0: the one that was asked for last.
 */
typedef struct {
    Str folder, path; /* borrowed */
    PictureBox box;
    int64_t showing;
} ClipWish;

/* As clip_frame; the clip is opened when it is not there. `*version` is another number for each
 * frame of each clip; 0: there is none. */
const Image *clips_frame(Clips *clips, const ClipWish *wish, uint64_t frame, uint64_t *version);

/* It was asked for, and it is not known yet whether it can be played. */
bool clips_is_coming(const Clips *clips, const ClipWish *wish);

/* Closes what is not asked for any more; to be called now and then. */
void clips_sweep(Clips *clips);

/* Something urgent covers the screens: whatever is not asked for until clips_close_doubted is
 * closed by that, at once. */
void clips_doubt(Clips *clips);
void clips_close_doubted(Clips *clips);

/* How many are open. */
size_t clips_count(const Clips *clips);

/* The files may be other ones now: what could not be played is tried again. */
void clips_look_again(Clips *clips);

/* Another number than before: one can be played now, or could not be. */
uint64_t clips_changes(const Clips *clips);

/* A sentence for each of `named` that does not play, in `arena`. */
const Str *clips_problems(const Clips *clips, const PictureNames *named, Arena *arena,
                          size_t *count);
