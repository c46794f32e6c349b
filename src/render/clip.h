/* clip.h: a video as a row of pictures, decoded by ffmpeg in a process of its own.
 *
 * The process writes raw frames of the wanted size into a pipe; a thread reads them into a short
 * queue, and whoever draws takes the one that is due and waits for none. A file that cannot be
 * read, or that ffmpeg dies or hangs over, costs that process alone. It may read the file and
 * nothing else is asked of it: no network, no file written, no memory beyond a limit. When it gives
 * nothing for a while, or the machine cannot keep up, the last picture stays and the process ends.
 * Without ffmpeg there is no picture, and that is told. */
#pragma once

#include "base/instant.h"
#include "render/decode.h"
#include "render/image.h"
#include "render/picture_fit.h"

typedef struct Clip Clip;

typedef enum {
    CLIP_STARTING, /* the first frame has not come yet */
    CLIP_PLAYING,
    CLIP_STILL, /* its last frame stays: it could not go on, or, without a word in clip_why, nobody
                   has asked for long, or the file is another one */
    CLIP_BROKEN /* there is no frame */
} ClipState;

typedef struct {
    Str folder, path;             /* borrowed; as for image_path_find */
    const char *program;          /* borrowed; NULL: ffmpeg, as the PATH has it */
    Millis silence;               /* 0: 15 s; without a byte where one is wanted it hangs */
    Millis unasked;               /* 0: 3 s; for so long nobody asks for it, and it ends */
    PictureBox box;               /* each frame fills it; of fits those of a page */
    void (*ready)(void *context); /* called in the thread when the first frame is there, or there
                                     will be none; may be NULL */
    void *context;
} ClipOrder;

/* Until a frame behind the first is asked for it is made ready for its turn, and waits for three
 * minutes. */
Clip *clip_open(const ClipOrder *order);

/* Ends the process. Accepts NULL. */
void clip_close(Clip *clip);

ClipState clip_state(Clip *clip);

/* Why it does not play, for staff, into `why`; empty: it does. */
void clip_why(Clip *clip, char why[DECODE_WHY_MAX]);

/* The file may be another one now: then the clip ends, as one that nobody asks for does. */
void clip_look_again(Clip *clip);

/* It ended because the file is another one. */
bool clip_is_replaced(Clip *clip);

/* Waits until the first frame is there or there will be none. */
void clip_wait(Clip *clip);

/* The frame with that number, counted at VIDEO_RATE since the clip began to be shown, or the newest
 * before it; the clip goes round. Good until the next call; NULL: there is none. `*number` is
 * another one for each frame. The first call says where counting begins. */
const Image *clip_frame(Clip *clip, uint64_t wanted, uint64_t *number);

typedef struct {
    uint64_t asked, late; /* frames asked for, and of them those that had not come in time */
    uint64_t missed;      /* nobody asked for them while they were due */
} ClipStatistics;

ClipStatistics clip_statistics(Clip *clip);
