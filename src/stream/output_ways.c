#include "stream/output_ways.h"

#include <jansson.h>

#include "stream/hub_target.h"
#include "stream/png_target.h"

static void put_count(json_t *status, const char *key, uint64_t count) {
    json_object_set_new(status, key, json_integer((json_int_t)count));
}

/* ---- frames --------------------------------------------------------------------------------- */

static void *open_frames(const OutputSetup *setup, const OutputPlace *places, size_t count,
                         Arena *arena, Str *problem) {
    SenderSettings settings = {.container = setup->container,
                               .layout = setup->layout,
                               .rate = setup->rate,
                               .start = setup->start,
                               .width = setup->width,
                               .first_row = setup->first_row,
                               .row_count = setup->row_count};
    for (size_t i = 0; i < count && i < FRAME_TARGETS_MAX; i++)
        settings.targets[settings.target_count++] = places[i].frame;
    return frame_sender_start(&settings, setup->board, arena, problem);
}

static void close_frames(void *output) {
    frame_sender_stop(output);
}

static void put_counters(json_t *status, SenderCounters counters) {
    put_count(status, "sent", counters.sent);
    put_count(status, "dropped", counters.dropped);
    put_count(status, "late", counters.late);
    put_count(status, "readers", counters.readers);
}

static void add_frames_status(void *output, json_t *status) {
    put_counters(status, frame_sender_counters(output));
}

static Str describe_frames(const void *output, const OutputSetup *setup, Arena *arena) {
    (void)output;
    return str_printf(
        arena, "frames of %dx%d %s, %s, %g a second%s", setup->width, setup->row_count,
        setup->layout.format == PIXEL_RGBA ? "rgba" : "bgra",
        setup->container == CONTAINER_MKV ? "in Matroska" : "raw",
        (double)setup->rate.rate / setup->rate.scale,
        setup->is_strip ? arena_printf(arena, ", to be laid at 0,%d", setup->first_row) : "");
}

static int frames_over(const void *output) {
    return frame_sender_descriptor(output);
}

const OutputWay FRAMES_WAY = {.open = open_frames,
                              .close = close_frames,
                              .add_status = add_frames_status,
                              .describe = describe_frames,
                              .over = frames_over};

/* ---- the hub -------------------------------------------------------------------------------- */

static void *open_hub(const OutputSetup *setup, const OutputPlace *places, size_t count,
                      Arena *arena, Str *problem) {
    HubTargetSettings settings = {.path = places[count - 1].path,
                                  .width = setup->width,
                                  .first_row = setup->first_row,
                                  .row_count = setup->row_count};
    return hub_target_start(&settings, setup->board, arena, problem);
}

static void close_hub(void *output) {
    hub_target_stop(output);
}

static void add_hub_status(void *output, json_t *status) {
    bool is_there;
    put_counters(status, hub_target_counters(output, &is_there));
    json_object_set_new(status, "hub", json_boolean(is_there));
}

static Str describe_hub(const void *output, const OutputSetup *setup, Arena *arena) {
    (void)output;
    return str_printf(arena, "pictures of %dx%d for the hub", setup->width, setup->row_count);
}

const OutputWay HUB_WAY = {
    .open = open_hub, .close = close_hub, .add_status = add_hub_status, .describe = describe_hub};

/* ---- the page ------------------------------------------------------------------------------- */

static void *open_page(const OutputSetup *setup, const OutputPlace *places, size_t count,
                       Arena *arena, Str *problem) {
    HttpSettings settings = {.address = places[count - 1].page,
                             .may_move = places[count - 1].is_implied,
                             .source = setup->source,
                             .board = setup->board,
                             .index_page = setup->index_page,
                             .overlay_page = setup->overlay_page};
    return overlay_http_start(&settings, arena, problem);
}

static void close_page(void *output) {
    overlay_http_stop(output);
}

static void add_page_status(void *output, json_t *status) {
    put_count(status, "browsers", overlay_http_listeners(output));
}

static Str describe_page(const void *output, const OutputSetup *setup, Arena *arena) {
    (void)setup;
    return str_printf(arena, "the overlay's page is %.*s/overlay",
                      str_arg(overlay_http_url(output, arena)));
}

static void tick_page(void *output) {
    overlay_http_tick(output);
}

const OutputWay PAGE_WAY = {.open = open_page,
                            .close = close_page,
                            .add_status = add_page_status,
                            .describe = describe_page,
                            .tick = tick_page};

/* ---- the picture file ----------------------------------------------------------------------- */

static void *open_picture(const OutputSetup *setup, const OutputPlace *places, size_t count,
                          Arena *arena, Str *problem) {
    (void)arena, (void)problem; /* it logs itself */
    PngTargetSettings settings = {0};
    for (size_t i = 0; i < count; i++) {
        if (places[i].kind == OUTPUT_PICTURE)
            settings.path = places[i].path;
        else
            settings.voctocore = &places[i].voctocore;
    }
    if (setup->is_strip) {
        settings.first_row = setup->first_row;
        settings.row_count = setup->row_count;
    }
    return png_target_start(&settings, setup->board);
}

static void close_picture(void *output) {
    png_target_stop(output);
}

static void add_picture_status(void *output, json_t *status) {
    put_count(status, "png_written", png_target_written(output));
}

const OutputWay PICTURE_WAY = {
    .open = open_picture, .close = close_picture, .add_status = add_picture_status};
