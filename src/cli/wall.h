/* wall.h: which partners stand on a page of the wall, for reports of their time. */
#pragma once

#include "picture/screen.h"

/* A screen that was told of the schedule, and an instant of the day that is reported. */
typedef struct {
    Screen *screen; /* owned by the command */
    Instant at;
} Wall;

/* AirtimeInput.wall; `context` is a Wall. */
void wall_page(void *context, const Slide *slide, size_t *first, size_t *count);
