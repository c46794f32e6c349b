/* stream_face.h: the face that a livestream takes: the overlay, with or without a screen beside.
 *
 * Drawn and sent by threads of its own (stream/overlay_server.h). Alone it needs no display, and
 * ends when nobody can read its frames any more. */
#pragma once

#include "station/face.h"
#include "stream/overlay_server.h"

/* Borrows the settings until the face is closed; their clock and what is on the venue's screen are
 * the station's. The station that it is given to frees it. */
Face stream_face(const OverlaySettings *settings);
