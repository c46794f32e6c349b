/* hub.h: keeps a livestream's readers while the kiosk is started again.
 *
 * A process of its own that owns the sockets, their readers and the last picture, and sends it at
 * the constant rate. A kiosk gives it pictures (`--frames hub`, hub_line.h); when that one ends or
 * is killed, the readers see its last picture until the next one goes on. Before the first they see
 * nothing, which is a picture too. */
#pragma once

#include "base/exits.h"
#include "stream/frame_sender.h"

typedef struct {
    const char *path;      /* where kiosks connect */
    SenderSettings sender; /* what readers get; its rows are all that kiosks send */
} HubSettings;

/* Returns when somebody ends the process (SIGTERM, SIGINT), or after a line in the log. */
ExitCode hub_run(const HubSettings *settings);
