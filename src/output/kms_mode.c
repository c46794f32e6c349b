#include "output/kms_mode.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

bool kms_wish_read(Str text, KmsWish *wish, Str *problem) {
    char copy[32];
    int used = 0;
    *wish = (KmsWish){0};
    *problem = str_from("write a size, or a size and how often a second: 1920x1080@60");
    if (text.len >= sizeof copy)
        return false;
    snprintf(copy, sizeof copy, "%.*s", str_arg(text));
    bool is_read = sscanf(copy, "%5dx%5d%n", &wish->width, &wish->height, &used) == 2;
    if (is_read && copy[used] == '@') {
        int more = 0;
        is_read = sscanf(copy + used, "@%3d%n", &wish->hertz, &more) == 1 && wish->hertz > 0;
        used += more;
    }
    return is_read && !copy[used] && wish->width > 0 && wish->height > 0;
}

double kms_mode_hertz(const drmModeModeInfo *mode) {
    double lines = (double)mode->htotal * mode->vtotal;
    if (lines <= 0)
        return mode->vrefresh;
    double hertz = mode->clock * 1000.0 / lines;
    if (mode->flags & DRM_MODE_FLAG_INTERLACE)
        hertz *= 2;
    if (mode->flags & DRM_MODE_FLAG_DBLSCAN)
        hertz /= 2;
    return mode->vscan > 1 ? hertz / mode->vscan : hertz;
}

/* The name and what the display thinks of it do not matter. */
bool kms_mode_equal(const drmModeModeInfo *a, const drmModeModeInfo *b) {
    return a->clock == b->clock && a->hdisplay == b->hdisplay && a->hsync_start == b->hsync_start &&
           a->hsync_end == b->hsync_end && a->htotal == b->htotal && a->hskew == b->hskew &&
           a->vdisplay == b->vdisplay && a->vsync_start == b->vsync_start &&
           a->vsync_end == b->vsync_end && a->vtotal == b->vtotal && a->vscan == b->vscan &&
           a->flags == b->flags;
}

/* CTA-861, table 1: the timings that every television knows. */
static const drmModeModeInfo STANDARD[] = {
    {.name = "1280x720",
     .clock = 74250,
     .hdisplay = 1280,
     .hsync_start = 1390,
     .hsync_end = 1430,
     .htotal = 1650,
     .vdisplay = 720,
     .vsync_start = 725,
     .vsync_end = 730,
     .vtotal = 750,
     .vrefresh = 60,
     .flags = DRM_MODE_FLAG_PHSYNC | DRM_MODE_FLAG_PVSYNC},
    {.name = "1280x720",
     .clock = 74250,
     .hdisplay = 1280,
     .hsync_start = 1720,
     .hsync_end = 1760,
     .htotal = 1980,
     .vdisplay = 720,
     .vsync_start = 725,
     .vsync_end = 730,
     .vtotal = 750,
     .vrefresh = 50,
     .flags = DRM_MODE_FLAG_PHSYNC | DRM_MODE_FLAG_PVSYNC},
    {.name = "1920x1080",
     .clock = 148500,
     .hdisplay = 1920,
     .hsync_start = 2008,
     .hsync_end = 2052,
     .htotal = 2200,
     .vdisplay = 1080,
     .vsync_start = 1084,
     .vsync_end = 1089,
     .vtotal = 1125,
     .vrefresh = 60,
     .flags = DRM_MODE_FLAG_PHSYNC | DRM_MODE_FLAG_PVSYNC},
    {.name = "1920x1080",
     .clock = 148500,
     .hdisplay = 1920,
     .hsync_start = 2448,
     .hsync_end = 2492,
     .htotal = 2640,
     .vdisplay = 1080,
     .vsync_start = 1084,
     .vsync_end = 1089,
     .vtotal = 1125,
     .vrefresh = 50,
     .flags = DRM_MODE_FLAG_PHSYNC | DRM_MODE_FLAG_PVSYNC},
    {.name = "3840x2160",
     .clock = 297000,
     .hdisplay = 3840,
     .hsync_start = 4016,
     .hsync_end = 4104,
     .htotal = 4400,
     .vdisplay = 2160,
     .vsync_start = 2168,
     .vsync_end = 2178,
     .vtotal = 2250,
     .vrefresh = 30,
     .flags = DRM_MODE_FLAG_PHSYNC | DRM_MODE_FLAG_PVSYNC},
};

static bool is_listed(const drmModeModeInfo *mode, const drmModeModeInfo *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (kms_mode_equal(mode, &list[i]))
            return true;
    return false;
}

/* 59.94 is 60 for whoever writes it down. */
static bool is_as_wished(const drmModeModeInfo *mode, KmsWish wish) {
    return mode->hdisplay == wish.width && mode->vdisplay == wish.height &&
           (!wish.hertz || fabs(kms_mode_hertz(mode) - wish.hertz) < 0.5);
}

static bool is_interlaced(const drmModeModeInfo *mode) {
    return (mode->flags & DRM_MODE_FLAG_INTERLACE) != 0;
}

/* True when a is better than b, where nothing else is asked for. */
static bool is_better(const drmModeModeInfo *a, const drmModeModeInfo *b) {
    if (is_interlaced(a) != is_interlaced(b))
        return is_interlaced(b);
    int64_t a_pixels = (int64_t)a->hdisplay * a->vdisplay;
    int64_t b_pixels = (int64_t)b->hdisplay * b->vdisplay;
    if (a_pixels != b_pixels)
        return a_pixels > b_pixels;
    double a_hertz = kms_mode_hertz(a), b_hertz = kms_mode_hertz(b);
    bool a_is_calm = a_hertz < 60.5, b_is_calm = b_hertz < 60.5;
    if (a_is_calm != b_is_calm)
        return a_is_calm;
    return a_is_calm ? a_hertz > b_hertz : a_hertz < b_hertz;
}

/* `wish` NULL: any. */
static const drmModeModeInfo *best_of(const drmModeModeInfo *modes, size_t count,
                                      const drmModeModeInfo *refused, size_t refused_count,
                                      const KmsWish *wish) {
    const drmModeModeInfo *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const drmModeModeInfo *mode = &modes[i];
        if (is_listed(mode, refused, refused_count) || (wish && !is_as_wished(mode, *wish)))
            continue;
        if (!wish && (mode->type & DRM_MODE_TYPE_PREFERRED))
            return mode;
        if (!best || is_better(mode, best))
            best = mode;
    }
    return best;
}

KmsModeFound kms_mode_choose(const drmModeModeInfo *modes, size_t count,
                             const drmModeModeInfo *refused, size_t refused_count, KmsWish wish,
                             bool has_edid, drmModeModeInfo *mode) {
    KmsModeFound found = KMS_MODE_AS_WISHED;
    const drmModeModeInfo *best = NULL;
    if (wish.width > 0) {
        best = best_of(modes, count, refused, refused_count, &wish);
        if (!best && !has_edid) {
            best = best_of(STANDARD, countof(STANDARD), refused, refused_count, &wish);
            found = KMS_MODE_STANDARD;
        }
    }
    if (!best) {
        found = wish.width > 0 ? KMS_MODE_OTHER : KMS_MODE_AS_WISHED;
        best = best_of(modes, count, refused, refused_count, NULL);
    }
    if (!best)
        return KMS_MODE_NONE;
    *mode = *best;
    return found;
}

/* ---- routes --------------------------------------------------------------------------------- */

typedef struct {
    const uint32_t *possible;
    int *routes;
    size_t count;
} Routing;

static size_t owner_of(const Routing *routing, int crtc) {
    size_t owner = 0;
    while (owner < routing->count && routing->routes[owner] != crtc)
        owner++;
    return owner;
}

/* Finds a CRTC for the i-th display: a free one, else by moving others: an augmenting path (Kuhn
 * 1955). `tried` has the CRTCs that were looked at already. */
static bool find_route(const Routing *routing, size_t i, uint32_t *tried) {
    for (int moves = 0; moves < 2; moves++)
        for (int crtc = 0; crtc < KMS_ROUTE_MAX; crtc++) {
            uint32_t bit = UINT32_C(1) << crtc;
            size_t owner = owner_of(routing, crtc);
            bool is_free = owner == routing->count;
            if (!(routing->possible[i] & bit) || (*tried & bit) || (!moves && !is_free))
                continue;
            *tried |= bit;
            if (!is_free && !find_route(routing, owner, tried))
                continue;
            routing->routes[i] = crtc;
            return true;
        }
    return false;
}

void kms_route(const uint32_t *possible, size_t count, int routes[]) {
    Routing routing = {possible, routes, count};
    for (size_t i = 0; i < count; i++)
        if (routes[i] != KMS_ROUTE_NONE && !(possible[i] & UINT32_C(1) << routes[i]))
            routes[i] = KMS_ROUTE_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t tried = 0;
        if (routes[i] == KMS_ROUTE_NONE)
            find_route(&routing, i, &tried);
    }
}
