/* fake_drm.h: graphics cards that come, go and change when a test says so, behind KmsCalls.
 *
 * As strict as the kernel where it matters: who is not master is refused, a framebuffer that is
 * shown must not be written to, a second flip before the vertical blank is refused, memory is
 * counted. */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/kms_calls.h"

enum {
    FAKE_CARDS = 3,
    FAKE_CONNECTORS = 3,
    FAKE_CRTCS = 2,
    FAKE_MODES = 8,
    FAKE_BUFFERS = 32,
    FAKE_EVENTS = 8,
    /* Numbers of objects, by card: 1000 × (card + 1) + these. */
    FAKE_CONNECTOR = 10,
    FAKE_CRTC = 20,
    FAKE_PLANE = 30,
    FAKE_CURSOR = 40,
    FAKE_FD = 500
};

static const char *const FAKE_PROPERTIES[] = {
    "",       "CRTC_ID", "link-status", "DPMS",   "EDID",   "MODE_ID",
    "ACTIVE", "type",    "FB_ID",       "SRC_X",  "SRC_Y",  "SRC_W",
    "SRC_H",  "CRTC_X",  "CRTC_Y",      "CRTC_W", "CRTC_H", "FB_DAMAGE_CLIPS"};
enum { FAKE_PROPERTY_COUNT = sizeof FAKE_PROPERTIES / sizeof *FAKE_PROPERTIES };

typedef struct {
    uint32_t type; /* DRM_MODE_CONNECTOR_… */
    drmModeConnection connection;
    bool has_edid;
    drmModeModeInfo modes[FAKE_MODES];
    int mode_count;
    int crtc;    /* index that drives it; -1: none */
    bool is_off; /* DPMS */
} FakeConnector;

typedef struct {
    uint32_t fb; /* that is shown; 0: nothing */
    bool is_active;
    drmModeModeInfo mode;
    uint32_t next; /* comes with the vertical blank; 0: nothing */
    uint64_t user_data;
    uint32_t *seen; /* what was in the buffer when it came to be shown */
    uint64_t modesets, flips;
    uint32_t cursor; /* left by somebody */
} FakeCrtc;

typedef struct {
    bool exists;              /* plugged in */
    int number;               /* /dev/dri/cardN */
    bool is_open, is_dead;    /* dead: open, and gone */
    bool is_master, is_taken; /* taken: another program is master */
    bool has_atomic, has_no_dumb;
    bool is_denied; /* its file has no rights yet */
    int connector_count, crtc_count;
    FakeConnector connectors[FAKE_CONNECTORS];
    FakeCrtc crtcs[FAKE_CRTCS];
    uint32_t refused_width; /* modes as wide as this cannot be set */
    struct drm_event_vblank events[FAKE_EVENTS];
    size_t event_count;
} FakeCard;

typedef struct {
    bool is_used;
    int fd;
    uint32_t fb;
    bool has_handle, is_mapped;
    uint32_t width, height;
    uint32_t *pixels;
} FakeBuffer;

typedef struct {
    uint32_t object, property;
    uint64_t value;
} FakeChange;

typedef struct {
    FakeChange changes[128];
    int count;
} FakeRequest;

static struct {
    FakeCard cards[FAKE_CARDS];
    FakeBuffer buffers[FAKE_BUFFERS];
    struct {
        bool is_used;
        size_t size;
        char bytes[2048];
    } blobs[16];
    bool is_kept;      /* somebody else has the descriptors too: closing them changes nothing */
    bool was_asked;    /* a display was asked what it is, which takes long */
    size_t clip_count; /* of the last flip */
    uint64_t torn;     /* pixels that changed while they were shown */
} fake;

static FakeCard *fake_card(int fd) {
    for (int i = 0; i < FAKE_CARDS; i++)
        if (fd == FAKE_FD + i)
            return &fake.cards[i];
    return NULL;
}

static uint32_t fake_base(const FakeCard *card) {
    return 1000 * (uint32_t)(card - fake.cards + 1);
}

/* NULL with errno when the card is gone. */
static FakeCard *fake_alive(int fd) {
    FakeCard *card = fake_card(fd);
    if (card && card->is_open && !card->is_dead)
        return card;
    errno = ENODEV;
    return NULL;
}

static FakeCard *fake_as_master(int fd) {
    FakeCard *card = fake_alive(fd);
    if (card && !card->is_master) {
        errno = EACCES;
        return NULL;
    }
    return card;
}

static int fake_fail(int error) {
    errno = error;
    return -1;
}

/* ---- buffers -------------------------------------------------------------------------------- */

static FakeBuffer *fake_buffer_of(uint32_t fb) {
    for (int i = 0; i < FAKE_BUFFERS; i++)
        if (fb && fake.buffers[i].is_used && fake.buffers[i].fb == fb)
            return &fake.buffers[i];
    return NULL;
}

static void fake_drop(FakeBuffer *buffer) {
    if (buffer->fb || buffer->has_handle || buffer->is_mapped)
        return;
    free(buffer->pixels);
    *buffer = (FakeBuffer){0};
}

static size_t fake_buffer_count(void) {
    size_t count = 0;
    for (int i = 0; i < FAKE_BUFFERS; i++)
        count += fake.buffers[i].is_used;
    return count;
}

static int fake_create_dumb(int fd, uint32_t width, uint32_t height, uint32_t bpp, uint32_t flags,
                            uint32_t *handle, uint32_t *pitch, uint64_t *size) {
    (void)bpp, (void)flags;
    if (!fake_alive(fd))
        return -1;
    for (int i = 0; i < FAKE_BUFFERS; i++) {
        FakeBuffer *buffer = &fake.buffers[i];
        if (buffer->is_used)
            continue;
        uint32_t stride = width + 16; /* pitches are seldom what one expects */
        *buffer = (FakeBuffer){
            .is_used = true, .fd = fd, .has_handle = true, .width = width, .height = height};
        buffer->pixels = calloc((size_t)stride * height, 4);
        *handle = (uint32_t)i + 1;
        *pitch = stride * 4;
        *size = (uint64_t)stride * height * 4;
        return 0;
    }
    return fake_fail(ENOMEM);
}

static int fake_destroy_dumb(int fd, uint32_t handle) {
    (void)fd;
    fake.buffers[handle - 1].has_handle = false;
    fake_drop(&fake.buffers[handle - 1]);
    return 0;
}

static int fake_map_dumb(int fd, uint32_t handle, uint64_t *offset) {
    (void)fd;
    *offset = handle;
    return 0;
}

static void *fake_map(int fd, uint64_t offset, size_t bytes) {
    (void)fd, (void)bytes;
    fake.buffers[offset - 1].is_mapped = true;
    return fake.buffers[offset - 1].pixels;
}

static void fake_unmap(void *memory, size_t bytes) {
    (void)bytes;
    for (int i = 0; i < FAKE_BUFFERS; i++)
        if (fake.buffers[i].is_used && fake.buffers[i].pixels == memory) {
            fake.buffers[i].is_mapped = false;
            fake_drop(&fake.buffers[i]);
            return;
        }
}

static int fake_add_fb(int fd, uint32_t width, uint32_t height, uint8_t depth, uint8_t bpp,
                       uint32_t pitch, uint32_t handle, uint32_t *fb) {
    (void)width, (void)height, (void)depth, (void)bpp, (void)pitch;
    static uint32_t last = 100;
    if (!fake_alive(fd))
        return -1;
    *fb = fake.buffers[handle - 1].fb = ++last;
    return 0;
}

/* As the kernel does: what is shown goes dark when its framebuffer is taken away. */
static int fake_remove_fb(int fd, uint32_t fb) {
    FakeCard *card = fake_card(fd);
    FakeBuffer *buffer = fake_buffer_of(fb);
    for (int i = 0; card && i < FAKE_CRTCS; i++)
        if (card->crtcs[i].fb == fb) {
            card->crtcs[i].fb = 0;
            card->crtcs[i].is_active = false;
        }
    if (buffer) {
        buffer->fb = 0;
        fake_drop(buffer);
    }
    return 0;
}

#include "fake_drm_there.h"

/* ---- what is shown -------------------------------------------------------------------------- */

/* From now on the buffer is read by the display. */
static void fake_scan(FakeCrtc *crtc, uint32_t fb) {
    const FakeBuffer *buffer = fake_buffer_of(fb);
    free(crtc->seen);
    crtc->seen = NULL;
    crtc->fb = fb;
    if (!buffer)
        return;
    size_t bytes = (size_t)(buffer->width + 16) * buffer->height * 4;
    crtc->seen = malloc(bytes);
    memcpy(crtc->seen, buffer->pixels, bytes);
}

/* Counts what was written to while it was shown. */
static void fake_check(const FakeCrtc *crtc) {
    const FakeBuffer *buffer = fake_buffer_of(crtc->fb);
    if (buffer && crtc->seen)
        for (size_t i = 0; i < (size_t)(buffer->width + 16) * buffer->height; i++)
            fake.torn += buffer->pixels[i] != crtc->seen[i];
}

static int fake_set(FakeCard *card, int index, uint32_t fb, const drmModeModeInfo *mode,
                    uint32_t connector) {
    FakeCrtc *crtc = &card->crtcs[index];
    if (card->refused_width && mode->hdisplay == card->refused_width)
        return fake_fail(EINVAL);
    const FakeBuffer *buffer = fake_buffer_of(fb);
    if (!buffer || buffer->width != mode->hdisplay || buffer->height != mode->vdisplay)
        return fake_fail(ENOSPC);
    fake_check(crtc);
    crtc->mode = *mode;
    crtc->is_active = true;
    crtc->next = 0;
    crtc->modesets++;
    for (int i = 0; i < card->connector_count; i++)
        if (card->connectors[i].crtc == index)
            card->connectors[i].crtc = -1;
    card->connectors[connector - fake_base(card) - FAKE_CONNECTOR].crtc = index;
    fake_scan(crtc, fb);
    return 0;
}

static int fake_set_crtc(int fd, uint32_t id, uint32_t fb, uint32_t x, uint32_t y,
                         uint32_t *connectors, int count, drmModeModeInfo *mode) {
    (void)x, (void)y;
    FakeCard *card = fake_as_master(fd);
    if (!card)
        return -1;
    int index = (int)(id - fake_base(card) - FAKE_CRTC);
    if (count)
        return fake_set(card, index, fb, mode, connectors[0]);
    card->crtcs[index].is_active = false;
    card->crtcs[index].next = 0;
    fake_scan(&card->crtcs[index], 0);
    for (int i = 0; i < card->connector_count; i++)
        if (card->connectors[i].crtc == index)
            card->connectors[i].crtc = -1;
    return 0;
}

static int fake_set_cursor(int fd, uint32_t id, uint32_t handle, uint32_t width, uint32_t height) {
    (void)width, (void)height;
    FakeCard *card = fake_as_master(fd);
    if (!card)
        return -1;
    card->crtcs[id - fake_base(card) - FAKE_CRTC].cursor = handle;
    return 0;
}

static int fake_begin_flip(FakeCrtc *crtc, uint32_t fb, const void *user_data) {
    if (crtc->next)
        return fake_fail(EBUSY);
    if (!crtc->is_active || !fake_buffer_of(fb))
        return fake_fail(EINVAL);
    crtc->next = fb;
    crtc->user_data = (uint64_t)(uintptr_t)user_data;
    crtc->flips++;
    return 0;
}

static int fake_page_flip(int fd, uint32_t id, uint32_t fb, uint32_t flags, void *user_data) {
    FakeCard *card = fake_as_master(fd);
    if (!card)
        return -1;
    if (flags != DRM_MODE_PAGE_FLIP_EVENT)
        return fake_fail(ENOTSUP);
    return fake_begin_flip(&card->crtcs[id - fake_base(card) - FAKE_CRTC], fb, user_data);
}

static int fake_set_connector_property(int fd, uint32_t id, uint32_t property, uint64_t value) {
    FakeCard *card = fake_as_master(fd);
    if (!card)
        return -1;
    if (strcmp(FAKE_PROPERTIES[property], "DPMS") == 0)
        card->connectors[id - fake_base(card) - FAKE_CONNECTOR].is_off = value != DRM_MODE_DPMS_ON;
    return 0;
}

static drmModeAtomicReqPtr fake_atomic_alloc(void) {
    return (drmModeAtomicReqPtr)(void *)calloc(1, sizeof(FakeRequest));
}

static void fake_atomic_free(drmModeAtomicReqPtr request) {
    free(request);
}

static int fake_atomic_add(drmModeAtomicReqPtr request, uint32_t object, uint32_t property,
                           uint64_t value) {
    FakeRequest *to = (void *)request;
    to->changes[to->count++] = (FakeChange){object, property, value};
    return to->count;
}

static bool fake_change(const FakeRequest *request, uint32_t object, const char *name,
                        uint64_t *value) {
    for (int i = 0; i < request->count; i++)
        if (request->changes[i].object == object &&
            strcmp(FAKE_PROPERTIES[request->changes[i].property], name) == 0) {
            *value = request->changes[i].value;
            return true;
        }
    return false;
}

static int fake_atomic_commit(int fd, drmModeAtomicReqPtr from, uint32_t flags, void *user_data) {
    const FakeRequest *request = (const void *)from;
    FakeCard *card = fake_as_master(fd);
    if (!card)
        return -1;
    bool may_set = (flags & DRM_MODE_ATOMIC_ALLOW_MODESET) != 0;
    for (int index = 0; index < card->crtc_count; index++) {
        FakeCrtc *crtc = &card->crtcs[index];
        uint32_t id = fake_base(card) + FAKE_CRTC + (uint32_t)index;
        uint32_t plane = fake_base(card) + FAKE_PLANE + (uint32_t)index;
        uint64_t fb = 0, mode = 0, active = 1, clips = 0, none = 1, driver = 0;
        bool has_fb = fake_change(request, plane, "FB_ID", &fb);
        bool has_mode = fake_change(request, id, "MODE_ID", &mode);
        bool has_active = fake_change(request, id, "ACTIVE", &active);
        if (fake_change(request, fake_base(card) + FAKE_CURSOR + (uint32_t)index, "FB_ID", &none))
            crtc->cursor = (uint32_t)none;
        if (fake_change(request, plane, "FB_DAMAGE_CLIPS", &clips) && clips)
            fake.clip_count = fake.blobs[clips - 1].size / sizeof(struct drm_mode_rect);
        if (has_active && !active) {
            if (!may_set)
                return fake_fail(EINVAL);
            crtc->is_active = false;
            crtc->next = 0;
            if (has_fb)
                fake_scan(crtc, 0);
            continue;
        }
        drmModeModeInfo wanted;
        if (has_mode && mode)
            memcpy(&wanted, fake.blobs[mode - 1].bytes, sizeof wanted);
        bool is_new = has_mode && mode &&
                      (!crtc->is_active || memcmp(&wanted, &crtc->mode, sizeof wanted) != 0);
        if (is_new && !may_set)
            return fake_fail(EINVAL);
        uint32_t connector = 0;
        for (int i = 0; i < card->connector_count; i++)
            if (fake_change(request, fake_base(card) + FAKE_CONNECTOR + (uint32_t)i, "CRTC_ID",
                            &driver) &&
                driver == id)
                connector = fake_base(card) + FAKE_CONNECTOR + (uint32_t)i;
        if (is_new && fake_set(card, index, (uint32_t)fb, &wanted, connector) != 0)
            return -1;
        if (!is_new && has_fb && fb) {
            if (flags & DRM_MODE_ATOMIC_NONBLOCK) {
                if (fake_begin_flip(crtc, (uint32_t)fb, user_data) != 0)
                    return -1;
            } else {
                fake_check(crtc);
                fake_scan(crtc, (uint32_t)fb);
            }
        }
    }
    return 0;
}

static ssize_t fake_read(int fd, void *to, size_t size) {
    FakeCard *card = fake_alive(fd);
    if (!card)
        return -1;
    size_t bytes = card->event_count * sizeof *card->events;
    if (bytes == 0)
        return fake_fail(EAGAIN);
    if (size < bytes)
        abort();
    memcpy(to, card->events, bytes);
    card->event_count = 0;
    return (ssize_t)bytes;
}

/* ---- for tests ------------------------------------------------------------------------------ */

/* The vertical blank of all displays: what was flipped to is shown, and the events are there. */
static void fake_vblank(void) {
    for (int c = 0; c < FAKE_CARDS; c++)
        for (int i = 0; i < FAKE_CRTCS; i++) {
            FakeCard *card = &fake.cards[c];
            FakeCrtc *crtc = &card->crtcs[i];
            fake_check(crtc);
            if (!crtc->next)
                continue;
            fake_scan(crtc, crtc->next);
            crtc->next = 0;
            card->events[card->event_count++] = (struct drm_event_vblank){
                .base = {.type = DRM_EVENT_FLIP_COMPLETE, .length = sizeof *card->events},
                .user_data = crtc->user_data,
                .tv_sec = 1,
                .crtc_id = fake_base(card) + FAKE_CRTC + (uint32_t)i};
        }
}

/* The pixel that a connector's display shows; 0xDEAD: it is dark. */
static uint32_t fake_pixel(const FakeCard *card, int connector, int32_t x, int32_t y) {
    int index = card->connectors[connector].crtc;
    const FakeCrtc *crtc = index >= 0 ? &card->crtcs[index] : NULL;
    const FakeBuffer *buffer = crtc ? fake_buffer_of(crtc->fb) : NULL;
    if (!buffer || !crtc->is_active || card->connectors[connector].is_off)
        return 0xDEAD;
    return crtc->seen[y * ((int32_t)buffer->width + 16) + x];
}

static drmModeModeInfo fake_mode(int width, int height, int hertz, bool is_preferred) {
    drmModeModeInfo mode = {.hdisplay = (uint16_t)width,
                            .vdisplay = (uint16_t)height,
                            .htotal = (uint16_t)(width + 100),
                            .vtotal = (uint16_t)(height + 50),
                            .vrefresh = (uint32_t)hertz,
                            .type = is_preferred ? DRM_MODE_TYPE_PREFERRED : 0};
    mode.clock = (uint32_t)((width + 100) * (height + 50) / 1000 * hertz);
    return mode;
}

/* A display with that as its only mode is plugged in. */
static void fake_plug(FakeCard *card, int connector, int width, int height) {
    FakeConnector *to = &card->connectors[connector];
    to->connection = DRM_MODE_CONNECTED;
    to->has_edid = true;
    to->mode_count = 1;
    to->modes[0] = fake_mode(width, height, 60, true);
}

__attribute__((unused)) static void fake_unplug(FakeCard *card, int connector) {
    FakeConnector *to = &card->connectors[connector];
    to->connection = DRM_MODE_DISCONNECTED;
    to->has_edid = false;
    to->mode_count = 0;
}

/* One card with two free HDMI sockets and two CRTCs. */
static FakeCard *fake_begin(bool is_atomic) {
    memset(&fake, 0, sizeof fake);
    for (int c = 0; c < FAKE_CARDS; c++) {
        FakeCard *card = &fake.cards[c];
        card->number = c;
        card->has_atomic = is_atomic;
        card->connector_count = card->crtc_count = 2;
        for (int i = 0; i < FAKE_CONNECTORS; i++)
            card->connectors[i] = (FakeConnector){
                .type = DRM_MODE_CONNECTOR_HDMIA, .connection = DRM_MODE_DISCONNECTED, .crtc = -1};
    }
    fake.cards[0].exists = true;
    return &fake.cards[0];
}

static void fake_end(void) {
    for (int c = 0; c < FAKE_CARDS; c++)
        for (int i = 0; i < FAKE_CRTCS; i++)
            free(fake.cards[c].crtcs[i].seen);
}

static const KmsCalls FAKE_CALLS = {
    .get_cap = fake_get_cap,
    .set_client_cap = fake_set_client_cap,
    .set_master = fake_set_master,
    .drop_master = fake_drop_master,
    .is_master = fake_is_master,
    .get_resources = fake_get_resources,
    .free_resources = fake_free_resources,
    .get_connector = fake_get_connector,
    .get_connector_current = fake_get_connector_current,
    .free_connector = fake_free_connector,
    .get_encoder = fake_get_encoder,
    .free_encoder = fake_free_encoder,
    .get_planes = fake_get_planes,
    .free_planes = fake_free_planes,
    .get_plane = fake_get_plane,
    .free_plane = fake_free_plane,
    .get_properties = fake_get_properties,
    .free_properties = fake_free_properties,
    .get_property = fake_get_property,
    .free_property = fake_free_property,
    .create_dumb = fake_create_dumb,
    .destroy_dumb = fake_destroy_dumb,
    .map_dumb = fake_map_dumb,
    .add_fb = fake_add_fb,
    .remove_fb = fake_remove_fb,
    .set_crtc = fake_set_crtc,
    .set_cursor = fake_set_cursor,
    .page_flip = fake_page_flip,
    .set_connector_property = fake_set_connector_property,
    .create_blob = fake_create_blob,
    .destroy_blob = fake_destroy_blob,
    .atomic_alloc = fake_atomic_alloc,
    .atomic_free = fake_atomic_free,
    .atomic_add = fake_atomic_add,
    .atomic_commit = fake_atomic_commit,
    .find_cards = fake_find_cards,
    .open_card = fake_open_card,
    .holder = fake_holder,
    .close_card = fake_close_card,
    .number_of = fake_number_of,
    .read = fake_read,
    .map = fake_map,
    .unmap = fake_unmap,
};
