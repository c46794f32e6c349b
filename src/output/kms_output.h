/* kms_output.h: one display of a card: its mode, the two pictures of which one is shown while the
 * other one is drawn, and the change from one to the other on the vertical blank. */
#pragma once

#include "base/instant.h"
#include "output/kms_buffer.h"
#include "output/kms_card.h"
#include "output/kms_mode.h"
#include "render/patches.h"

enum { KMS_REFUSED_MAX = 8, KMS_DAMAGE_MAX = 2 * PATCHES_MAX };

/* What of a buffer is older than the picture. */
typedef struct {
    PixelRect rects[KMS_DAMAGE_MAX];
    size_t count;
    size_t last; /* so many at the end were added together */
} KmsDamage;

typedef enum {
    KMS_SHOWN,   /* or on its way */
    KMS_REFUSED, /* the card cannot show this mode: take another one */
    KMS_PAUSED,  /* somebody else has the card at this moment */
    KMS_GONE     /* so is the card */
} KmsResult;

typedef struct {
    KmsCard *card;         /* borrowed */
    uint32_t connector_id; /* 0: the place is free */
    char name[32];         /* of the connector */
    int crtc;              /* index, or KMS_ROUTE_NONE: nothing is left to drive it */
    drmModeModeInfo mode;
    KmsBuffer buffers[2];
    KmsDamage stale[2];    /* of each buffer */
    KmsDamage changed;     /* since the last picture went to the card */
    int front;             /* the one that is shown, or on its way there */
    bool is_set;           /* the mode is the display's */
    bool is_flipping;      /* the card has not shown `front` yet */
    bool is_waiting;       /* and then there is a newer one */
    bool is_off;           /* in its dark hours */
    const Pixmap *picture; /* borrowed: what is to be shown, as it hangs; NULL: nothing yet */
    uint32_t serial;       /* of the last flip: what comes back with its event */
    Millis flip_began;     /* by steady_now */
    int64_t last_flip;     /* microseconds of the steady clock; 0: none yet */
    drmModeModeInfo refused[KMS_REFUSED_MAX];
    size_t refused_count;
    uint64_t flips; /* so far, for tests and the debug panel */
} KmsOutput;

/* Another mode or another CRTC: the next picture sets it. */
void kms_output_set(KmsOutput *output, int crtc, const drmModeModeInfo *mode);

/* The next picture sets the mode once more: the cable was out, somebody else had the card. */
void kms_output_renew(KmsOutput *output);

/* Shows `picture` (of the mode's size), in which `rects` have changed since the last call; borrowed
 * until the next one. Never waits for a vertical blank; a picture that comes before the last one
 * was shown is shown after it. */
KmsResult kms_output_show(KmsOutput *output, const Pixmap *picture, const PixelRect *rects,
                          size_t count);

/* The picture is not there any more. */
void kms_output_forget(KmsOutput *output);

/* Nobody shows anything there any more, though it is plugged in: forgets the picture, and switches
 * the display off until somebody does. */
void kms_output_release(KmsOutput *output);

/* The card has shown what it was given by the flip of that serial. */
KmsResult kms_output_flipped(KmsOutput *output, uint32_t serial, int64_t microseconds);

/* Switches the display off, or on again with the picture. */
KmsResult kms_output_power(KmsOutput *output, bool is_on);

/* Nothing is plugged in there any more: what drove it is free for others. */
void kms_output_disable(KmsOutput *output);

/* Frees its buffers; leaves a zeroed struct. */
void kms_output_close(KmsOutput *output);

/* The same at the process's end: what is shown stays as long as somebody keeps the card's
 * descriptor. */
void kms_output_leave(KmsOutput *output);

/* Milliseconds from one vertical blank to the next. */
double kms_output_frame_time(const KmsOutput *output);
