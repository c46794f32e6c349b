/* settling.h: a new version of the schedule that waits until it is read the same again: see
 * live/newer.h for why. Inner header of station.c. */
#pragma once

#include "live/newer.h"
#include "picture/source.h"
#include "station/wake.h"

typedef struct {
    Source *source; /* owned; NULL: none waits */
    FileVersion version;
    int timer; /* owned: a file on disk is looked at again; -1: the system refused */
} Settling;

/* What newer_judge is to know of a source that was read at that moment of the steady clock. It must
 * have a schedule. */
FileVersion settling_version(const Source *source, Millis at);

/* `call` is called when it is time to look again, and asks settling_is_due. */
void settling_open(Settling *settling, Wake *wake, WakeCall *call, void *context);
void settling_close(Settling *settling);

void settling_begin(Settling *settling); /* to look again, after NEWER_SETTLES_IN */
bool settling_is_due(const Settling *settling);
void settling_stop(Settling *settling); /* nothing waits any more */

/* True when a source of several waits; `is_on_disk`: a file, for the first time since `former`
 * (NULL: nothing) was read. */
bool settling_waits(const Source *source, const Source *former, bool is_on_disk);
