/* hub_target.h: the newest picture to the stream's hub (hub.h), which keeps the readers when this
 * program ends. Tries again when there is no hub, or it has gone. */
#pragma once

#include "stream/frame_sender.h"

typedef struct {
    const char *path; /* the hub's; borrowed */
    int32_t width;
    int32_t first_row, row_count; /* the part of the pictures that is sent */
} HubTargetSettings;

typedef struct HubTarget HubTarget;

/* `board` is borrowed. NULL, with a line in *problem (in `arena`), when there is no memory to
 * share. */
HubTarget *hub_target_start(const HubTargetSettings *settings, PictureBoard *board, Arena *arena,
                            Str *problem);
void hub_target_stop(HubTarget *target); /* accepts NULL */

/* What the hub said last; *is_there: it takes pictures now. */
SenderCounters hub_target_counters(HubTarget *target, bool *is_there);
