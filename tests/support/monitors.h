/* monitors.h: an X server with several monitors that can be plugged in and out: Xorg with the dummy
 * driver, whose outputs are RandR's as those of a graphics card are. */
#pragma once

#include "child.h"

enum { MONITORS_MAX = 8 };

typedef struct {
    Child child;
    char display[16];  /* ":7" */
    char folder[4096]; /* owned: configuration and log */
    void *connection;  /* owned: our own Display */
} Monitors;

typedef struct {
    int x, y, width, height;
} MonitorPlace;

/* One monitor of 640x480 at 0,0. False when Xorg or its driver is not there. */
bool monitors_start(Monitors *monitors);
void monitors_end(Monitors *monitors);

/* Monitor `i`, from 0, has that place and size from now on, of which the server must have a mode.
 */
void monitors_place(const Monitors *monitors, int i, MonitorPlace place);

/* What programs are told when a cable is pulled, or put in again; the server goes on lighting it.
 */
void monitors_plug(const Monitors *monitors, int i, bool is_plugged);

/* What is to be seen there. */
Pixmap monitors_screen(const Monitors *monitors, MonitorPlace place);
