/* bare.h: the displays of a machine without a desktop, for window_face.c: the cards, the console
 * and the kernel's word of what is plugged in, tied to the station's wake. */
#pragma once

#include "output/kms.h"
#include "station/keys.h"
#include "station/wake.h"

typedef struct Bare Bare;

/* How pictures get to the displays. */
typedef enum {
    SHOWN_BY_WHAT_THERE_IS, /* windows where there is a desktop, else the cards where there are any
                             */
    SHOWN_BY_KMS,           /* the cards, also when there is none yet */
    SHOWN_BY_WINDOW,        /* windows, by SDL */
    SHOWN_BY_COUNT
} ShownBy;

/* True when the cards are to be used: as asked for, else by the environment. */
bool bare_is_wanted(ShownBy kind);

/* Takes the console and the cards, before any other thread is started. NULL, after a line in the
 * log, when libdrm is missing. */
Bare *bare_open(const KmsSettings *settings);

/* What is shown stays on the displays where they are kept for the next process (BareHooks.keep),
 * else the console is there again. Accepts NULL. */
void bare_close(Bare *bare);

Kms *bare_kms(Bare *bare);

typedef struct {
    void *context;
    void (*changed)(void *context);      /* displays came, went, or have another size */
    void (*key)(void *context, Key key); /* one of staff's was struck */
    /* A descriptor is to be kept for the next process, or not any more: see supervisor.h. */
    bool (*keep)(void *context, int fd, const char *name);
    void (*let_go)(void *context, const char *name);
} BareHooks;

/* From now on the wake calls the hooks. */
void bare_start(Bare *bare, Wake *wake, const BareHooks *hooks);

/* To be called before each sleep: what the cards' displays were shown may have told something. */
void bare_before_sleep(Bare *bare);
