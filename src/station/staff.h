/* staff.h: what staff did with the keys: which slide they want instead of the playlist's.
 *
 * Asks a Screen for slides; no SDL, no clock. */
#pragma once

#include "picture/screen.h"

enum { STAFF_STEP_SECONDS = 60 }; /* after which a step with the arrows is forgotten */

typedef struct {
    ScreenHold base; /* --view: what is held when staff hold nothing */
    ScreenHold hold; /* a view chosen with a number key */
    bool is_pinned;  /* space: `pinned` stays */
    Slide pinned;    /* in the playlist's time */
    bool is_stepped; /* arrows: the cycle runs on, `offset` ahead of the clock */
    Millis offset;   /* the playlist's time minus the clock's */
    Instant stepped_until;
} Staff;

/* The slide at `at` with all that; its from and until are the clock's instants. */
Slide staff_slide_at(const Staff *staff, Screen *screen, Instant at);

/* To the next slide (+1) or the one before (-1), which then begins its time. The step is
 * forgotten at `forget_at`. A pinned slide is let go. False, and nothing is done, when there is no
 * other slide. */
bool staff_step(Staff *staff, Screen *screen, int direction, Instant at, Instant forget_at);

/* Space: gives back what is pinned, stepped or held; else pins what is due. */
void staff_pin(Staff *staff, Screen *screen, Instant at);

/* True when nothing is pinned, stepped or held: space pins. */
bool staff_is_free(const Staff *staff);

void staff_let_go(Staff *staff);

void staff_choose_view(Staff *staff, ViewKind view);

/* Forgets a step that is old. True when there was one. */
bool staff_expire(Staff *staff, Instant at);

/* "held (space lets go)", …: for the debug panel. */
const char *staff_state(const Staff *staff);
