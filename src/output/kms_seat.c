#include "output/kms_seat.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char CARD[] = "card";

/* The number of "card1"; -1: it is a connector's name, or none. */
static int card_number(const KmsSeat *seat) {
    int number, end = 0;
    bool is_card = sscanf(seat->name, "card%3d%n", &number, &end) == 1 && number >= 0 &&
                   seat->name[end] == 0 && isdigit((unsigned char)seat->name[strlen(CARD)]);
    return is_card ? number : -1;
}

/* As the kernel names connectors: a kind ("HDMI-A", "eDP") and a number behind a dash. */
static bool is_connector(const char *name) {
    const char *dash = strrchr(name, '-');
    bool is_named = dash && isalpha((unsigned char)name[0]) && isdigit((unsigned char)dash[1]);
    for (const char *c = name; is_named && *c; c++)
        is_named = isalnum((unsigned char)*c) || *c == '-';
    return is_named;
}

bool kms_seat_read(Str text, KmsSeat *seat, Str *problem) {
    *seat = (KmsSeat){0};
    *problem = str_from("write a connector, such as kms:HDMI-A-1 (ls /sys/class/drm), or a card, "
                        "such as kms:card1");
    if (text.len == 0 || text.len > KMS_SEAT_MAX)
        return false;
    memcpy(seat->name, text.s, text.len);
    return card_number(seat) >= 0 || is_connector(seat->name);
}

bool kms_seat_has_card(const KmsSeat *seat, int number) {
    int wanted = card_number(seat);
    return wanted < 0 || wanted == number;
}

bool kms_seat_has_connector(const KmsSeat *seat, const char *connector) {
    return !seat->name[0] || card_number(seat) >= 0 || strcmp(seat->name, connector) == 0;
}
