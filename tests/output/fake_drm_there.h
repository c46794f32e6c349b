/* fake_drm_there.h: what fake_drm.h's cards tell of themselves: connectors, modes, planes,
 * properties. Part of fake_drm.h. */
#pragma once

/* ---- what is there -------------------------------------------------------------------------- */

static size_t fake_find_cards(int numbers[KMS_CARDS_MAX]) {
    size_t count = 0;
    for (int number = 0; number < 100; number++)
        for (int i = 0; i < FAKE_CARDS; i++)
            if (fake.cards[i].exists && fake.cards[i].number == number)
                numbers[count++] = number;
    return count;
}

static bool fake_holder(int number, char *to, size_t size) {
    for (int i = 0; i < FAKE_CARDS; i++)
        if (fake.cards[i].number == number && fake.cards[i].is_taken)
            return snprintf(to, size, "kiosk \"hall\" (process 812)") > 0;
    return false;
}

static int fake_open_card(int number) {
    for (int i = 0; i < FAKE_CARDS; i++) {
        FakeCard *card = &fake.cards[i];
        if (!card->exists || card->number != number || card->is_open)
            continue;
        if (card->is_denied)
            return fake_fail(EACCES);
        card->is_open = true;
        card->is_dead = false;
        card->is_master = !card->is_taken;
        return FAKE_FD + i;
    }
    return fake_fail(ENOENT);
}

static void fake_close_card(int fd) {
    FakeCard *card = fake_card(fd);
    if (fake.is_kept && !card->is_dead)
        return;
    card->is_open = card->is_master = false;
    card->event_count = 0;
    for (int i = 0; i < FAKE_CRTCS; i++)
        card->crtcs[i].next = 0;
    for (int i = 0; i < FAKE_BUFFERS; i++)
        if (fake.buffers[i].is_used && fake.buffers[i].fd == fd) {
            fake.buffers[i].fb = 0;
            fake.buffers[i].has_handle = false;
            fake_drop(&fake.buffers[i]);
        }
}

static int fake_number_of(int fd) {
    return fake_card(fd)->number;
}

static int fake_get_cap(int fd, uint64_t capability, uint64_t *value) {
    const FakeCard *card = fake_alive(fd);
    *value = card && capability == DRM_CAP_DUMB_BUFFER && !card->has_no_dumb;
    return card ? 0 : -1;
}

static int fake_set_client_cap(int fd, uint64_t capability, uint64_t value) {
    (void)capability, (void)value;
    const FakeCard *card = fake_alive(fd);
    return card && card->has_atomic ? 0 : fake_fail(EOPNOTSUPP);
}

static int fake_is_master(int fd) {
    return fake_card(fd)->is_master;
}

static int fake_set_master(int fd) {
    FakeCard *card = fake_card(fd);
    if (card->is_taken)
        return fake_fail(EBUSY);
    card->is_master = true;
    return 0;
}

static int fake_drop_master(int fd) {
    fake_card(fd)->is_master = false;
    return 0;
}

static drmModeRes *fake_get_resources(int fd) {
    const FakeCard *card = fake_alive(fd);
    if (!card)
        return NULL;
    drmModeRes *resources = calloc(1, sizeof *resources);
    resources->count_connectors = card->connector_count;
    resources->connectors = calloc(FAKE_CONNECTORS, sizeof(uint32_t));
    for (int i = 0; i < card->connector_count; i++)
        resources->connectors[i] = fake_base(card) + FAKE_CONNECTOR + (uint32_t)i;
    resources->count_crtcs = card->crtc_count;
    resources->crtcs = calloc(FAKE_CRTCS, sizeof(uint32_t));
    for (int i = 0; i < card->crtc_count; i++)
        resources->crtcs[i] = fake_base(card) + FAKE_CRTC + (uint32_t)i;
    resources->fbs = calloc(FAKE_BUFFERS, sizeof(uint32_t));
    for (int i = 0; i < FAKE_BUFFERS; i++)
        if (fake.buffers[i].fb && fake.buffers[i].fd == fd)
            resources->fbs[resources->count_fbs++] = fake.buffers[i].fb;
    return resources;
}

static void fake_free_resources(drmModeRes *resources) {
    free(resources->connectors);
    free(resources->crtcs);
    free(resources->fbs);
    free(resources);
}

static drmModeConnector *fake_get_connector_current(int fd, uint32_t id) {
    const FakeCard *card = fake_alive(fd);
    if (!card)
        return NULL;
    uint32_t index = id - fake_base(card) - FAKE_CONNECTOR;
    const FakeConnector *from = &card->connectors[index];
    drmModeConnector *connector = calloc(1, sizeof *connector);
    *connector = (drmModeConnector){.connector_id = id,
                                    .connector_type = from->type,
                                    .connector_type_id = index + 1,
                                    .connection = from->connection,
                                    .count_encoders = 1,
                                    .count_modes = from->mode_count};
    connector->encoders = calloc(1, sizeof(uint32_t));
    connector->encoders[0] = 1;
    connector->modes = calloc(FAKE_MODES, sizeof *connector->modes);
    memcpy(connector->modes, from->modes, sizeof from->modes);
    return connector;
}

static drmModeConnector *fake_get_connector(int fd, uint32_t id) {
    fake.was_asked = true;
    return fake_get_connector_current(fd, id);
}

static void fake_free_connector(drmModeConnector *connector) {
    if (!connector)
        return;
    free(connector->encoders);
    free(connector->modes);
    free(connector);
}

static drmModeEncoder *fake_get_encoder(int fd, uint32_t id) {
    const FakeCard *card = fake_alive(fd);
    drmModeEncoder *encoder = card ? calloc(1, sizeof *encoder) : NULL;
    if (encoder)
        *encoder = (drmModeEncoder){.encoder_id = id,
                                    .possible_crtcs = (UINT32_C(1) << card->crtc_count) - 1};
    return encoder;
}

static void fake_free_encoder(drmModeEncoder *encoder) {
    free(encoder);
}

/* A primary plane and a cursor's for each CRTC. */
static drmModePlaneRes *fake_get_planes(int fd) {
    const FakeCard *card = fake_alive(fd);
    if (!card)
        return NULL;
    drmModePlaneRes *planes = calloc(1, sizeof *planes);
    planes->planes = calloc(2 * FAKE_CRTCS, sizeof(uint32_t));
    for (int i = 0; i < card->crtc_count; i++) {
        planes->planes[planes->count_planes++] = fake_base(card) + FAKE_CURSOR + (uint32_t)i;
        planes->planes[planes->count_planes++] = fake_base(card) + FAKE_PLANE + (uint32_t)i;
    }
    return planes;
}

static void fake_free_planes(drmModePlaneRes *planes) {
    free(planes->planes);
    free(planes);
}

static drmModePlane *fake_get_plane(int fd, uint32_t id) {
    const FakeCard *card = fake_alive(fd);
    if (!card)
        return NULL;
    bool is_cursor = id >= fake_base(card) + FAKE_CURSOR;
    uint32_t index = id - fake_base(card) - (is_cursor ? FAKE_CURSOR : FAKE_PLANE);
    drmModePlane *plane = calloc(1, sizeof *plane);
    *plane = (drmModePlane){.plane_id = id, .possible_crtcs = UINT32_C(1) << index};
    if (!is_cursor || card->crtcs[index].cursor)
        plane->crtc_id = fake_base(card) + FAKE_CRTC + index;
    return plane;
}

static void fake_free_plane(drmModePlane *plane) {
    free(plane);
}

static drmModeObjectProperties *fake_get_properties(int fd, uint32_t object, uint32_t type) {
    const FakeCard *card = fake_alive(fd);
    if (!card)
        return NULL;
    drmModeObjectProperties *all = calloc(1, sizeof *all);
    all->props = calloc(FAKE_PROPERTY_COUNT, sizeof *all->props);
    all->prop_values = calloc(FAKE_PROPERTY_COUNT, sizeof *all->prop_values);
    for (uint32_t i = 1; i < FAKE_PROPERTY_COUNT; i++)
        all->props[all->count_props++] = i;
    uint32_t own = object - fake_base(card);
    if (type == DRM_MODE_OBJECT_CONNECTOR)
        all->prop_values[3] = card->connectors[own - FAKE_CONNECTOR].has_edid ? 77 : 0;
    if (type == DRM_MODE_OBJECT_PLANE)
        all->prop_values[6] = own >= FAKE_CURSOR ? DRM_PLANE_TYPE_CURSOR : DRM_PLANE_TYPE_PRIMARY;
    return all;
}

static void fake_free_properties(drmModeObjectProperties *all) {
    free(all->props);
    free(all->prop_values);
    free(all);
}

static drmModePropertyRes *fake_get_property(int fd, uint32_t id) {
    (void)fd;
    drmModePropertyRes *property = calloc(1, sizeof *property);
    property->prop_id = id;
    strcpy(property->name, FAKE_PROPERTIES[id]);
    return property;
}

static void fake_free_property(drmModePropertyRes *property) {
    free(property);
}

static int fake_create_blob(int fd, const void *data, size_t size, uint32_t *id) {
    if (!fake_alive(fd))
        return -1;
    for (uint32_t i = 0; i < 16; i++) {
        if (fake.blobs[i].is_used)
            continue;
        fake.blobs[i].is_used = true;
        fake.blobs[i].size = size;
        memcpy(fake.blobs[i].bytes, data, size);
        *id = i + 1;
        return 0;
    }
    return fake_fail(ENOMEM);
}

static int fake_destroy_blob(int fd, uint32_t id) {
    (void)fd;
    fake.blobs[id - 1].is_used = false;
    return 0;
}
