/* window_face.h: the face that people in the venue see: windows on the displays, and staff's keys.
 *
 * Sleeps in SDL, draws nothing between two changes, and uses the time after a change to draw the
 * next picture ahead. */
#pragma once

#include "station/face.h"
#include "station/heads.h"

/* Borrows the settings until the face is closed; their `speed` is taken from the station. The
 * station that it is given to frees it. */
Face window_face(const HeadsSettings *settings);
