#include "output/kms_output.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "kms"

enum {
    CLIPS_MAX = 64, /* beyond that one around them all is cheaper for everybody */
    FLIP_MAX = 1000 /* ms: a card that has not shown a picture by then has lost it */
};

/* ---- damage --------------------------------------------------------------------------------- */

static PixelRect around(PixelRect a, PixelRect b) {
    int32_t left = a.x < b.x ? a.x : b.x, top = a.y < b.y ? a.y : b.y;
    int32_t a_right = a.x + a.width, b_right = b.x + b.width;
    int32_t a_bottom = a.y + a.height, b_bottom = b.y + b.height;
    return (PixelRect){left, top, (a_right > b_right ? a_right : b_right) - left,
                       (a_bottom > b_bottom ? a_bottom : b_bottom) - top};
}

static PixelRect around_all(const PixelRect *rects, size_t count) {
    PixelRect all = rects[0];
    for (size_t i = 1; i < count; i++)
        all = around(all, rects[i]);
    return all;
}

/* The frames of a fade change the same places, one after the other: they are noted once. */
static void add_damage(KmsDamage *damage, const PixelRect *rects, size_t count) {
    if (count == 0 ||
        (damage->last == count && damage->count >= count &&
         memcmp(damage->rects + damage->count - count, rects, count * sizeof *rects) == 0))
        return;
    if (damage->count + count > KMS_DAMAGE_MAX) {
        PixelRect all = around_all(rects, count);
        if (damage->count)
            all = around(all, around_all(damage->rects, damage->count));
        *damage = (KmsDamage){.rects = {all}, .count = 1};
        return;
    }
    memcpy(damage->rects + damage->count, rects, count * sizeof *rects);
    damage->count += count;
    damage->last = count;
}

static void forget_damage(KmsDamage *damage) {
    damage->count = damage->last = 0;
}

/* ---- buffers -------------------------------------------------------------------------------- */

static const KmsCalls *calls_of(const KmsOutput *output) {
    return output->card->calls;
}

static void free_buffers(const KmsOutput *output, KmsBuffer buffers[2]) {
    for (int i = 0; i < 2; i++)
        kms_buffer_free(calls_of(output), output->card->fd, &buffers[i]);
}

static PixelRect whole(const KmsOutput *output) {
    return (PixelRect){0, 0, output->mode.hdisplay, output->mode.vdisplay};
}

static bool are_right(const KmsOutput *output) {
    const KmsBuffer *one = &output->buffers[0];
    return one->fb && one->width == output->mode.hdisplay && one->height == output->mode.vdisplay;
}

static bool create_buffers(KmsOutput *output) {
    KmsBuffer made[2] = {0};
    PixelRect all = whole(output);
    for (int i = 0; i < 2; i++)
        if (!kms_buffer_create(calls_of(output), output->card->fd, all.width, all.height,
                               &made[i])) {
            int error = errno;
            free_buffers(output, made);
            errno = error;
            return false;
        }
    memcpy(output->buffers, made, sizeof made);
    output->front = 0;
    return true;
}

static KmsResult result_of(int error) {
    switch (error) {
    case ENODEV:
    case ENXIO:
    case EBADF:
        return KMS_GONE;
    case EACCES:
    case EPERM:
        return KMS_PAUSED;
    default:
        return KMS_REFUSED;
    }
}

/* ---- what goes to the card ------------------------------------------------------------------ */

static const KmsConnector *connector_of(const KmsOutput *output) {
    for (size_t i = 0; i < output->card->connector_count; i++)
        if (output->card->connectors[i].id == output->connector_id)
            return &output->card->connectors[i];
    return NULL;
}

static const KmsPlane *plane_of(const KmsOutput *output) {
    for (size_t i = 0; i < output->card->plane_count; i++) {
        const KmsPlane *plane = &output->card->planes[i];
        if (plane->is_primary && plane->crtcs & UINT32_C(1) << output->crtc)
            return plane;
    }
    return NULL;
}

static bool is_atomic(const KmsOutput *output) {
    return output->card->is_atomic && plane_of(output);
}

static uint32_t crtc_id(const KmsOutput *output) {
    return output->card->crtcs[output->crtc].id;
}

typedef struct {
    const KmsCalls *calls;
    drmModeAtomicReq *request;
} Request;

static void add(Request request, uint32_t object, uint32_t property, uint64_t value) {
    if (property)
        request.calls->atomic_add(request.request, object, property, value);
}

/* Everything, so that nothing is left of whoever had the card before. */
static void add_mode(Request request, const KmsOutput *output, uint32_t mode_blob) {
    const KmsConnector *connector = connector_of(output);
    const KmsCrtc *crtc = &output->card->crtcs[output->crtc];
    const KmsPlane *plane = plane_of(output);
    PixelRect all = whole(output);
    if (connector) {
        add(request, connector->id, connector->crtc_property, crtc->id);
        add(request, connector->id, connector->link_status, DRM_MODE_LINK_STATUS_GOOD);
    }
    add(request, crtc->id, crtc->mode, mode_blob);
    add(request, crtc->id, crtc->active, 1);
    for (size_t i = 0; i < output->card->plane_count; i++) {
        const KmsPlane *other = &output->card->planes[i];
        if (other == plane || other->crtc != crtc->id)
            continue;
        add(request, other->id, other->fb, 0);
        add(request, other->id, other->crtc_property, 0);
    }
    add(request, plane->id, plane->crtc_property, crtc->id);
    add(request, plane->id, plane->src_x, 0);
    add(request, plane->id, plane->src_y, 0);
    add(request, plane->id, plane->src_w, (uint64_t)all.width << 16); /* 16.16 */
    add(request, plane->id, plane->src_h, (uint64_t)all.height << 16);
    add(request, plane->id, plane->crtc_x, 0);
    add(request, plane->id, plane->crtc_y, 0);
    add(request, plane->id, plane->crtc_w, (uint64_t)all.width);
    add(request, plane->id, plane->crtc_h, (uint64_t)all.height);
}

/* What has changed since the last picture, as the kernel takes it; 0: everything has. */
static uint32_t create_clips(const KmsOutput *output) {
    const KmsDamage *changed = &output->changed;
    struct drm_mode_rect clips[CLIPS_MAX];
    uint32_t blob = 0;
    size_t count = changed->count;
    if (!plane_of(output)->damage || count == 0)
        return 0;
    PixelRect all = around_all(changed->rects, count);
    bool is_one = count > CLIPS_MAX;
    count = is_one ? 1 : count;
    for (size_t i = 0; i < count; i++) {
        PixelRect rect = is_one ? all : changed->rects[i];
        clips[i] =
            (struct drm_mode_rect){rect.x, rect.y, rect.x + rect.width, rect.y + rect.height};
    }
    return calls_of(output)->create_blob(output->card->fd, clips, count * sizeof *clips, &blob) == 0
               ? blob
               : 0;
}

static void *user_data(const KmsOutput *output) {
    return (void *)(uintptr_t)output->serial; /* NOLINT: a number that comes back */
}

/* `mode_blob` 0: the mode stays. 0, or an errno. */
static int commit(KmsOutput *output, uint32_t fb, uint32_t mode_blob, uint32_t flags) {
    const KmsCalls *calls = calls_of(output);
    Request request = {calls, calls->atomic_alloc()};
    if (!request.request)
        return ENOMEM;
    const KmsPlane *plane = plane_of(output);
    uint32_t clips = mode_blob ? 0 : create_clips(output);
    if (mode_blob)
        add_mode(request, output, mode_blob);
    add(request, plane->id, plane->fb, fb);
    if (clips)
        add(request, plane->id, plane->damage, clips);
    int error = calls->atomic_commit(output->card->fd, request.request, flags, user_data(output))
                    ? errno
                    : 0;
    calls->atomic_free(request.request);
    if (clips)
        calls->destroy_blob(output->card->fd, clips);
    return error;
}

/* The mode with that picture. Where the display has it already (a restart) nothing flickers: first
 * it is tried as a change that sets no mode. */
static int set_mode(KmsOutput *output, uint32_t fb, bool *has_event) {
    const KmsCalls *calls = calls_of(output);
    int fd = output->card->fd;
    *has_event = false;
    if (!is_atomic(output)) {
        int error =
            calls->set_crtc(fd, crtc_id(output), fb, 0, 0, &output->connector_id, 1, &output->mode)
                ? errno
                : 0;
        if (!error)
            calls->set_cursor(fd, crtc_id(output), 0, 0, 0);
        return error;
    }
    uint32_t blob = 0;
    if (calls->create_blob(fd, &output->mode, sizeof output->mode, &blob) != 0)
        return errno;
    const uint32_t flip = DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK;
    int error = commit(output, fb, blob, flip);
    *has_event = error == 0;
    if (error == EINVAL || error == EBUSY)
        error = commit(output, fb, blob, DRM_MODE_ATOMIC_ALLOW_MODESET);
    calls->destroy_blob(fd, blob);
    return error;
}

/* On the next vertical blank. */
static int flip(KmsOutput *output, uint32_t fb, bool *has_event) {
    *has_event = true;
    if (is_atomic(output))
        return commit(output, fb, 0, DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK);
    return calls_of(output)->page_flip(output->card->fd, crtc_id(output), fb,
                                       DRM_MODE_PAGE_FLIP_EVENT, user_data(output))
               ? errno
               : 0;
}

static KmsResult fail(KmsOutput *output, int error) {
    KmsResult result = result_of(error);
    if (result == KMS_REFUSED && output->refused_count < KMS_REFUSED_MAX) {
        log_warning("%s: %dx%d at %.2f Hz cannot be shown: %s", output->name, output->mode.hdisplay,
                    output->mode.vdisplay, kms_mode_hertz(&output->mode), strerror(error));
        output->refused[output->refused_count++] = output->mode;
    }
    output->is_set = output->is_flipping = false;
    return result;
}

/* Draws the newest picture into the buffer that is not shown, and hands it to the card. */
static KmsResult push(KmsOutput *output) {
    KmsBuffer old[2] = {0};
    bool is_new = !are_right(output);
    if (is_new) {
        memcpy(old, output->buffers, sizeof old);
        memset(output->buffers, 0, sizeof output->buffers);
        if (!create_buffers(output)) {
            memcpy(output->buffers, old, sizeof old);
            return fail(output, errno);
        }
        PixelRect all = whole(output);
        for (int i = 0; i < 2; i++) {
            forget_damage(&output->stale[i]);
            add_damage(&output->stale[i], &all, 1);
        }
        output->is_set = false;
    }
    int back = !output->front;
    KmsDamage *stale = &output->stale[back];
    for (size_t i = 0; i < stale->count; i++)
        kms_buffer_write(&output->buffers[back], output->picture, stale->rects[i]);
    forget_damage(stale);
    output->serial++;
    output->flip_began = steady_now();
    bool has_event = false;
    uint32_t fb = output->buffers[back].fb;
    int error = output->is_set ? flip(output, fb, &has_event) : set_mode(output, fb, &has_event);
    /* A flip that the driver does not know, or a display that has lost its mode. */
    if (error == EINVAL && output->is_set)
        error = set_mode(output, fb, &has_event);
    if (error == EBUSY) {
        /* One of a process that had the card before is on its way: its event brings this one. */
        output->is_flipping = output->is_waiting = true;
        PixelRect all = whole(output);
        add_damage(stale, &all, 1);
        return KMS_SHOWN;
    }
    if (error) {
        PixelRect all = whole(output);
        add_damage(stale, &all, 1);
        return fail(output, error);
    }
    output->front = back;
    output->is_set = true;
    output->is_flipping = has_event;
    output->is_waiting = false;
    output->flips++;
    forget_damage(&output->changed);
    free_buffers(output, old); /* not before: what is shown must not be taken away */
    return KMS_SHOWN;
}

/* ---- for others ----------------------------------------------------------------------------- */

void kms_output_set(KmsOutput *output, int crtc, const drmModeModeInfo *mode) {
    output->crtc = crtc;
    output->mode = *mode;
    kms_output_renew(output);
}

void kms_output_renew(KmsOutput *output) {
    output->is_set = output->is_flipping = output->is_waiting = false;
}

KmsResult kms_output_show(KmsOutput *output, const Pixmap *picture, const PixelRect *rects,
                          size_t count) {
    for (int i = 0; i < 2; i++)
        add_damage(&output->stale[i], rects, count);
    add_damage(&output->changed, rects, count);
    output->picture = picture;
    if (output->crtc == KMS_ROUTE_NONE || output->is_off)
        return KMS_SHOWN;
    bool is_lost = output->is_flipping && steady_now() - output->flip_began > FLIP_MAX;
    if (is_lost) {
        log_warning("%s: the card has not told that it showed the last picture", output->name);
        kms_output_renew(output);
    }
    output->is_waiting = output->is_flipping;
    return output->is_flipping ? KMS_SHOWN : push(output);
}

void kms_output_forget(KmsOutput *output) {
    output->picture = NULL;
    output->is_waiting = false;
}

KmsResult kms_output_flipped(KmsOutput *output, uint32_t serial, int64_t microseconds) {
    bool is_ours = serial == output->serial;
    if (!output->is_flipping || (!is_ours && !output->is_waiting))
        return KMS_SHOWN;
    output->is_flipping = false;
    if (is_ours)
        output->last_flip = microseconds;
    return output->is_waiting && output->picture && !output->is_off ? push(output) : KMS_SHOWN;
}

static int switch_off(const KmsOutput *output) {
    const KmsCalls *calls = calls_of(output);
    const KmsConnector *connector = connector_of(output);
    if (!is_atomic(output))
        return connector && connector->dpms &&
                       calls->set_connector_property(output->card->fd, connector->id,
                                                     connector->dpms, DRM_MODE_DPMS_OFF)
                   ? errno
                   : 0;
    Request request = {calls, calls->atomic_alloc()};
    if (!request.request)
        return ENOMEM;
    const KmsCrtc *crtc = &output->card->crtcs[output->crtc];
    add(request, crtc->id, crtc->active, 0);
    int error =
        calls->atomic_commit(output->card->fd, request.request, DRM_MODE_ATOMIC_ALLOW_MODESET, NULL)
            ? errno
            : 0;
    calls->atomic_free(request.request);
    return error;
}

KmsResult kms_output_power(KmsOutput *output, bool is_on) {
    if (is_on != output->is_off || output->crtc == KMS_ROUTE_NONE)
        return KMS_SHOWN;
    output->is_off = !is_on;
    if (!is_on) {
        int error = switch_off(output);
        if (error)
            log_warning("%s stays on: %s", output->name, strerror(error));
        kms_output_renew(output);
        return error ? result_of(error) : KMS_SHOWN;
    }
    const KmsConnector *connector = connector_of(output);
    if (!is_atomic(output) && connector && connector->dpms)
        calls_of(output)->set_connector_property(output->card->fd, connector->id, connector->dpms,
                                                 DRM_MODE_DPMS_ON);
    return output->picture ? push(output) : KMS_SHOWN;
}

void kms_output_disable(KmsOutput *output) {
    const KmsCalls *calls = calls_of(output);
    if (output->crtc == KMS_ROUTE_NONE || !output->is_set)
        return;
    output->is_set = false;
    if (!is_atomic(output)) {
        calls->set_crtc(output->card->fd, crtc_id(output), 0, 0, 0, NULL, 0, NULL);
        return;
    }
    Request request = {calls, calls->atomic_alloc()};
    if (!request.request)
        return;
    const KmsConnector *connector = connector_of(output);
    const KmsCrtc *crtc = &output->card->crtcs[output->crtc];
    const KmsPlane *plane = plane_of(output);
    if (connector)
        add(request, connector->id, connector->crtc_property, 0);
    add(request, crtc->id, crtc->mode, 0);
    add(request, crtc->id, crtc->active, 0);
    add(request, plane->id, plane->fb, 0);
    add(request, plane->id, plane->crtc_property, 0);
    calls->atomic_commit(output->card->fd, request.request, DRM_MODE_ATOMIC_ALLOW_MODESET, NULL);
    calls->atomic_free(request.request);
}

void kms_output_release(KmsOutput *output) {
    kms_output_forget(output);
    /* Also what is to be set once more because the cable may have been out. */
    output->is_set = output->is_set || output->buffers[0].fb;
    kms_output_disable(output);
    output->is_off = output->is_flipping = false;
}

void kms_output_close(KmsOutput *output) {
    if (output->card)
        free_buffers(output, output->buffers);
    *output = (KmsOutput){0};
}

void kms_output_leave(KmsOutput *output) {
    for (int i = 0; i < 2; i++)
        output->buffers[i].fb = 0;
    kms_output_close(output);
}

double kms_output_frame_time(const KmsOutput *output) {
    double hertz = kms_mode_hertz(&output->mode);
    return hertz > 1 ? 1000.0 / hertz : 1000.0 / 60;
}
