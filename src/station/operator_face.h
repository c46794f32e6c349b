/* operator_face.h: the face that operators see: the page and its interface, served from here.
 *
 * It shows no picture of its own. What a page says is an Order like any other, so there is no
 * second way to a change; what it is told is the kiosk's status and its rooms (operator/state.h).
 */
#pragma once

#include "operator/server.h"
#include "station/face.h"

/* Borrows the settings until the face is closed. The station that it is given to frees it. */
Face operator_face(const OperatorSettings *settings);
