/* said.h: what the kiosk says that it shows, for the tests that compare it with the screen. */
#pragma once

#include "child.h"
#include "picture/screen.h"

/* A line of stage.c at the level debug. */
typedef struct {
    char what[16]; /* "showing", "shown", "fading to" */
    Slide slide;
    Instant at;
    int display; /* -1: the kiosk has one */
} Said;

/* The next line about the stage; false when none came in time. */
bool said_next(Child *kiosk, Said *said, int timeout_ms);

/* Waits for a line with these words; the test fails when it has not come in time. */
void said_wait(Child *kiosk, const char *words, int timeout_ms);
