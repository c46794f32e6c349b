/* kms_mode.h: which of a display's modes is taken, and which part of the card drives which display.
 * Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <xf86drmMode.h>

#include "base/str.h"

/* What --mode says: "1920x1080@60", "1920x1080". Zeroed: what the display prefers. */
typedef struct {
    int32_t width, height;
    int32_t hertz; /* 0: the best there is up to 60 */
} KmsWish;

/* False when it is no mode, with what a good one looks like in *problem. */
bool kms_wish_read(Str text, KmsWish *wish, Str *problem);

/* Refreshes a second, with their fraction. */
double kms_mode_hertz(const drmModeModeInfo *mode);

bool kms_mode_equal(const drmModeModeInfo *a, const drmModeModeInfo *b);

typedef enum {
    KMS_MODE_NONE,      /* there is none: the display has not told yet */
    KMS_MODE_AS_WISHED, /* or preferred, when nothing was wished */
    KMS_MODE_STANDARD,  /* as wished, by the standard's timing: the display named no mode like it */
    KMS_MODE_OTHER      /* the wish cannot be had: as if nothing were wished */
} KmsModeFound;

/* The mode to take of `modes`, into *mode. Those in `refused` were tried in vain. Without a wish:
 * the one that the display prefers, else the largest one, at most 60 times a second where there is
 * one; interlaced ones only when there are no others. A wish that a display without EDID does not
 * list is taken from CTA-861, where it has it: such a display takes what it is given. */
KmsModeFound kms_mode_choose(const drmModeModeInfo *modes, size_t count,
                             const drmModeModeInfo *refused, size_t refused_count, KmsWish wish,
                             bool has_edid, drmModeModeInfo *mode);

enum { KMS_ROUTE_MAX = 32, KMS_ROUTE_NONE = -1 };

/* Gives each display one of the card's CRTCs: possible[i] has a bit for each that can drive the
 * i-th display; routes[i] has the one that drives it now, or KMS_ROUTE_NONE, and becomes the one
 * that is to. As many displays as can be are driven, the first ones first, and those that are
 * driven keep theirs if that leaves nobody out. */
void kms_route(const uint32_t *possible, size_t count, int routes[]);
