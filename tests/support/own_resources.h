/* own_resources.h: fonts, words and schedules of the source tree, wherever KIOSK_DATA points. */
#pragma once

#include "picture/resources.h"

static inline Resources own_resources(void) {
    return (Resources){.data = str_from(TEST_SOURCE_DIR),
                       .assets = str_from(TEST_SOURCE_DIR "/assets"),
                       .fonts = str_from(TEST_SOURCE_DIR "/fonts"),
                       .schedules = str_from(TEST_SOURCE_DIR "/schedules")};
}
