/* kms_seat.h: which of a machine's displays one kiosk shows on where several run, each with a card
 * of its own: "HDMI-A-1", the connector with that name and no other; "card1", all of that card;
 * "", all that there is. Pure. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

enum { KMS_SEAT_MAX = 31 };

typedef struct {
    char name[KMS_SEAT_MAX + 1];
} KmsSeat;

/* False with what to write in *problem. */
bool kms_seat_read(Str text, KmsSeat *seat, Str *problem);

/* /dev/dri/cardN may be of the seat: of a connector only the open card knows. */
bool kms_seat_has_card(const KmsSeat *seat, int number);

bool kms_seat_has_connector(const KmsSeat *seat, const char *connector);
