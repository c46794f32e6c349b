#include "output/kms_card.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"

#define LOG_MODULE "kms"

/* drm_mode.h has types of connectors that libdrm's own names do not reach. */
static const char *const TYPES[] = {
    [DRM_MODE_CONNECTOR_Unknown] = "Unknown",
    [DRM_MODE_CONNECTOR_VGA] = "VGA",
    [DRM_MODE_CONNECTOR_DVII] = "DVI-I",
    [DRM_MODE_CONNECTOR_DVID] = "DVI-D",
    [DRM_MODE_CONNECTOR_DVIA] = "DVI-A",
    [DRM_MODE_CONNECTOR_Composite] = "Composite",
    [DRM_MODE_CONNECTOR_SVIDEO] = "SVIDEO",
    [DRM_MODE_CONNECTOR_LVDS] = "LVDS",
    [DRM_MODE_CONNECTOR_Component] = "Component",
    [DRM_MODE_CONNECTOR_9PinDIN] = "DIN",
    [DRM_MODE_CONNECTOR_DisplayPort] = "DP",
    [DRM_MODE_CONNECTOR_HDMIA] = "HDMI-A",
    [DRM_MODE_CONNECTOR_HDMIB] = "HDMI-B",
    [DRM_MODE_CONNECTOR_TV] = "TV",
    [DRM_MODE_CONNECTOR_eDP] = "eDP",
    [DRM_MODE_CONNECTOR_VIRTUAL] = "Virtual",
    [DRM_MODE_CONNECTOR_DSI] = "DSI",
    [DRM_MODE_CONNECTOR_DPI] = "DPI",
    [DRM_MODE_CONNECTOR_WRITEBACK] = "Writeback",
    [DRM_MODE_CONNECTOR_SPI] = "SPI",
    [DRM_MODE_CONNECTOR_USB] = "USB",
};

typedef struct {
    const char *name;
    uint32_t *id;    /* becomes 0 when there is no such property */
    uint64_t *value; /* may be NULL */
} Wanted;

static void find_properties(const KmsCard *card, uint32_t object, uint32_t type,
                            const Wanted *wanted, size_t count) {
    const KmsCalls *calls = card->calls;
    for (size_t k = 0; k < count; k++)
        *wanted[k].id = 0;
    drmModeObjectProperties *all = calls->get_properties(card->fd, object, type);
    for (uint32_t i = 0; all && i < all->count_props; i++) {
        drmModePropertyRes *property = calls->get_property(card->fd, all->props[i]);
        for (size_t k = 0; property && k < count; k++)
            if (strcmp(property->name, wanted[k].name) == 0) {
                *wanted[k].id = property->prop_id;
                if (wanted[k].value)
                    *wanted[k].value = all->prop_values[i];
            }
        if (property)
            calls->free_property(property);
    }
    if (all)
        calls->free_properties(all);
}

static void forget_connectors(KmsCard *card) {
    for (size_t i = 0; i < card->connector_count; i++)
        free(card->connectors[i].modes);
    card->connector_count = 0;
}

static uint32_t crtcs_of(const KmsCard *card, const drmModeConnector *from) {
    uint32_t crtcs = 0;
    for (int i = 0; i < from->count_encoders; i++) {
        drmModeEncoder *encoder = card->calls->get_encoder(card->fd, from->encoders[i]);
        if (encoder)
            crtcs |= encoder->possible_crtcs;
        card->calls->free_encoder(encoder);
    }
    return crtcs;
}

static void take_connector(KmsCard *card, const drmModeConnector *from) {
    /* It writes pictures back into memory: nobody sees them. */
    if (from->connector_type == DRM_MODE_CONNECTOR_WRITEBACK ||
        card->connector_count == KMS_CONNECTORS_MAX)
        return;
    KmsConnector *connector = &card->connectors[card->connector_count++];
    const char *type = from->connector_type < countof(TYPES) ? TYPES[from->connector_type] : NULL;
    *connector = (KmsConnector){.id = from->connector_id,
                                .is_connected = from->connection != DRM_MODE_DISCONNECTED,
                                .is_certain = from->connection == DRM_MODE_CONNECTED,
                                .crtcs = crtcs_of(card, from)};
    snprintf(connector->name, sizeof connector->name, "%s-%u", type ? type : "Unknown",
             from->connector_type_id);
    if (from->count_modes > 0) {
        connector->mode_count = (size_t)from->count_modes;
        connector->modes = calloc(connector->mode_count, sizeof *connector->modes);
        if (!connector->modes)
            abort();
        memcpy(connector->modes, from->modes, connector->mode_count * sizeof *connector->modes);
    }
    uint32_t edid_property;
    uint64_t edid = 0;
    const Wanted wanted[] = {{"CRTC_ID", &connector->crtc_property, NULL},
                             {"link-status", &connector->link_status, NULL},
                             {"DPMS", &connector->dpms, NULL},
                             {"EDID", &edid_property, &edid}};
    find_properties(card, connector->id, DRM_MODE_OBJECT_CONNECTOR, wanted, countof(wanted));
    connector->has_edid = edid != 0;
}

static void take_crtc(KmsCard *card, uint32_t id) {
    if (card->crtc_count == KMS_CRTCS_MAX)
        return;
    KmsCrtc *crtc = &card->crtcs[card->crtc_count++];
    *crtc = (KmsCrtc){.id = id};
    const Wanted wanted[] = {{"MODE_ID", &crtc->mode, NULL}, {"ACTIVE", &crtc->active, NULL}};
    if (card->is_atomic)
        find_properties(card, id, DRM_MODE_OBJECT_CRTC, wanted, countof(wanted));
}

static void take_plane(KmsCard *card, uint32_t id) {
    drmModePlane *from = card->calls->get_plane(card->fd, id);
    if (!from)
        return;
    if (card->plane_count < KMS_PLANES_MAX) {
        KmsPlane *plane = &card->planes[card->plane_count++];
        uint32_t type_property;
        uint64_t type = DRM_PLANE_TYPE_OVERLAY;
        *plane = (KmsPlane){.id = id, .crtcs = from->possible_crtcs, .crtc = from->crtc_id};
        const Wanted wanted[] = {
            {"type", &type_property, &type},          {"FB_ID", &plane->fb, NULL},
            {"CRTC_ID", &plane->crtc_property, NULL}, {"SRC_X", &plane->src_x, NULL},
            {"SRC_Y", &plane->src_y, NULL},           {"SRC_W", &plane->src_w, NULL},
            {"SRC_H", &plane->src_h, NULL},           {"CRTC_X", &plane->crtc_x, NULL},
            {"CRTC_Y", &plane->crtc_y, NULL},         {"CRTC_W", &plane->crtc_w, NULL},
            {"CRTC_H", &plane->crtc_h, NULL},         {"FB_DAMAGE_CLIPS", &plane->damage, NULL}};
        find_properties(card, id, DRM_MODE_OBJECT_PLANE, wanted, countof(wanted));
        plane->is_primary = type == DRM_PLANE_TYPE_PRIMARY;
    }
    card->calls->free_plane(from);
}

static void look_at_planes(KmsCard *card) {
    drmModePlaneRes *planes = card->is_atomic ? card->calls->get_planes(card->fd) : NULL;
    card->plane_count = 0;
    for (uint32_t i = 0; planes && i < planes->count_planes; i++)
        take_plane(card, planes->planes[i]);
    if (planes)
        card->calls->free_planes(planes);
}

static bool look(KmsCard *card, __typeof__(&drmModeGetConnector) get_connector) {
    const KmsCalls *calls = card->calls;
    drmModeRes *resources = calls->get_resources(card->fd);
    if (!resources)
        return false;
    forget_connectors(card);
    card->crtc_count = 0;
    for (int i = 0; i < resources->count_crtcs; i++)
        take_crtc(card, resources->crtcs[i]);
    for (int i = 0; i < resources->count_connectors; i++) {
        drmModeConnector *connector = get_connector(card->fd, resources->connectors[i]);
        if (connector)
            take_connector(card, connector);
        calls->free_connector(connector);
    }
    calls->free_resources(resources);
    look_at_planes(card);
    return true;
}

bool kms_card_look(KmsCard *card) {
    return look(card, card->calls->get_connector);
}

static bool take(KmsCard *card, const KmsCalls *calls, int fd, int number, bool is_kept) {
    *card = (KmsCard){.calls = calls, .fd = fd, .number = number};
    uint64_t has_dumb = 0;
    errno = 0;
    bool can_show = calls->get_cap(fd, DRM_CAP_DUMB_BUFFER, &has_dumb) == 0 && has_dumb;
    if (can_show) {
        card->is_atomic = calls->set_client_cap(fd, DRM_CLIENT_CAP_ATOMIC, 1) == 0;
        can_show = look(card, is_kept ? calls->get_connector_current : calls->get_connector);
    }
    if (can_show)
        return true;
    int error = errno ? errno : ENODEV;
    kms_card_close(card);
    errno = error;
    return false;
}

bool kms_card_open(KmsCard *card, const KmsCalls *calls, int fd, int number) {
    return take(card, calls, fd, number, false);
}

bool kms_card_adopt(KmsCard *card, const KmsCalls *calls, int fd) {
    if (!take(card, calls, fd, calls->number_of(fd), true))
        return false;
    drmModeRes *resources = calls->get_resources(fd);
    for (int i = 0; resources && i < resources->count_fbs; i++)
        if (card->old_fb_count < KMS_OLD_FBS_MAX)
            card->old_fbs[card->old_fb_count++] = resources->fbs[i];
    if (resources)
        calls->free_resources(resources);
    return true;
}

void kms_card_tidy(KmsCard *card) {
    if (card->old_fb_count)
        log_debug("card%d: %zu framebuffers of an earlier process are freed", card->number,
                  card->old_fb_count);
    while (card->old_fb_count)
        card->calls->remove_fb(card->fd, card->old_fbs[--card->old_fb_count]);
}

void kms_card_close(KmsCard *card) {
    forget_connectors(card);
    if (card->calls && card->fd >= 0)
        card->calls->close_card(card->fd);
    card->fd = -1;
}
