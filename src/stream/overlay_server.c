#include "stream/overlay_server.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "picture/moment.h"
#include "stream/overlay_json.h"

#define LOG_MODULE "overlay"

struct OverlayServer {
    Arena *arena; /* owned: this struct and the pages */
    OverlaySettings settings;
    PictureBoard *board;     /* owned, as all below */
    OverlayPainter *painter; /* draws */
    FrameSender *sender;     /* NULL: no targets */
    PngTarget *png;          /* NULL: no file */
    OverlayHttp *page;       /* NULL: none */
    pthread_mutex_t mutex;   /* guards the two below: the page's thread asks for them */
    OverlayShow show;
    Screen *venue; /* owned: what the venue's screen shows; made when first asked for */
    const Zone *host_zone;
};

/* ---- what the page asks for, in its thread -------------------------------------------------- */

static char *page_now(void *context) {
    OverlayServer *server = context;
    pthread_mutex_lock(&server->mutex);
    char *json = overlay_now_json(server->show.schedule, server->show.room, server->host_zone,
                                  clock_now(&server->settings.clock));
    pthread_mutex_unlock(&server->mutex);
    return json;
}

static char *page_status(void *context) {
    return overlay_server_status(context);
}

static bool draw_venue(OverlayServer *server, Pixmap *out) {
    if (!server->venue) {
        ScreenSettings settings = server->settings.screen;
        settings.width = server->settings.venue_width;
        settings.height = server->settings.venue_height;
        server->venue = screen_create(&settings);
        if (!server->venue)
            return false;
        screen_set_schedule(server->venue, server->show.schedule, server->show.room,
                            server->show.folder);
    }
    Instant at = clock_now(&server->settings.clock);
    *out = pixmap_create(server->settings.venue_width, server->settings.venue_height);
    Slide slide = screen_slide_at(server->venue, (ScreenHold){0}, at);
    screen_draw(server->venue, &slide, at, out);
    return true;
}

static bool page_screen(void *context, Pixmap *out) {
    OverlayServer *server = context;
    if (server->settings.read_screen)
        return server->settings.read_screen(server->settings.context, out);
    pthread_mutex_lock(&server->mutex);
    bool is_drawn = draw_venue(server, out);
    pthread_mutex_unlock(&server->mutex);
    return is_drawn;
}

/* ---- start and end -------------------------------------------------------------------------- */

static Str read_page(OverlayServer *server, const char *name) {
    Str folder = path_join(server->arena, server->settings.screen.resources->assets, "overlay");
    Str path = path_join(server->arena, folder, name), page;
    if (file_read(server->arena, path.s, &page))
        return page;
    log_error("%.*s: %s", str_arg(path), file_error_words(errno));
    return str_from("<!doctype html><title>kiosk</title>The program's files are missing.");
}

static bool start_page(OverlayServer *server, Str *problem) {
    HttpSettings settings = {
        .address = server->settings.page,
        .source = {.context = server,
                   .status = page_status,
                   .now = page_now,
                   .screen = page_screen},
        .board = server->board,
        .index_page = read_page(server, "index.html"),
        .overlay_page = read_page(server, "overlay.html"),
    };
    server->page = overlay_http_start(&settings, server->arena, problem);
    return server->page != NULL;
}

static bool start_sender(OverlayServer *server, int64_t start, Str *problem) {
    const OverlaySettings *settings = &server->settings;
    int32_t from, until;
    overlay_choice_rows(&settings->choice, settings->screen.height, &from, &until);
    SenderSettings sender = {
        .target_count = settings->target_count,
        .container = settings->container,
        .layout = settings->layout,
        .rate = settings->rate,
        .start = start,
        .width = settings->screen.width,
        .first_row = from,
        .row_count = until - from,
    };
    memcpy(sender.targets, settings->targets, sizeof sender.targets);
    server->sender = frame_sender_start(&sender, server->board, server->arena, problem);
    return server->sender != NULL;
}

static bool start_png(OverlayServer *server) {
    const OverlaySettings *settings = &server->settings;
    PngTargetSettings png = {.path = settings->png_path,
                             .voctocore = settings->has_voctocore ? &settings->voctocore : NULL};
    if (settings->choice.is_strip) {
        int32_t until;
        overlay_choice_rows(&settings->choice, settings->screen.height, &png.first_row, &until);
        png.row_count = until - png.first_row;
    }
    server->png = png_target_start(&png, server->board);
    return server->png != NULL;
}

OverlayServer *overlay_server_start(const OverlaySettings *settings, const OverlayShow *show,
                                    ExitCode *code) {
    Arena *arena = arena_create();
    OverlayServer *server = arena_new(arena, OverlayServer, 1);
    *server = (OverlayServer){
        .arena = arena, .settings = *settings, .show = *show, .host_zone = moment_host_zone(arena)};
    pthread_mutex_init(&server->mutex, NULL);
    server->board = board_create(settings->screen.width, settings->screen.height);
    int64_t start = monotonic_now();
    Str problem = {0};
    *code = EXIT_OUTPUT;
    /* Whoever listens at the board is there before the first picture. */
    if ((settings->target_count && !start_sender(server, start, &problem)) ||
        (settings->png_path && !start_png(server)) ||
        (settings->has_page && !start_page(server, &problem))) {
        if (problem.len)
            log_error("%.*s", str_arg(problem));
        overlay_server_stop(server);
        return NULL;
    }
    PainterSettings painter = {.screen = settings->screen,
                               .choice = settings->choice,
                               .rate = settings->rate,
                               .start = start,
                               .clock = settings->clock,
                               .is_by_hand = settings->is_by_hand};
    server->painter = painter_start(&painter, show, server->board);
    if (!server->painter) {
        *code = EXIT_FONTS;
        overlay_server_stop(server);
        return NULL;
    }
    *code = EXIT_FINE;
    return server;
}

void overlay_server_stop(OverlayServer *server) {
    if (!server)
        return;
    painter_stop(server->painter);
    frame_sender_stop(server->sender);
    png_target_stop(server->png);
    overlay_http_stop(server->page);
    screen_free(server->venue);
    board_free(server->board);
    pthread_mutex_destroy(&server->mutex);
    arena_free(server->arena);
}

/* ---- while it runs -------------------------------------------------------------------------- */

void overlay_server_set_show(OverlayServer *server, const OverlayShow *show) {
    painter_set_show(server->painter, show);
    pthread_mutex_lock(&server->mutex);
    server->show = *show;
    if (server->venue)
        screen_set_schedule(server->venue, show->schedule, show->room, show->folder);
    pthread_mutex_unlock(&server->mutex);
}

void overlay_server_show_cue(OverlayServer *server, bool is_shown) {
    painter_show_cue(server->painter, is_shown);
}

void overlay_server_clock_set(OverlayServer *server) {
    painter_clock_set(server->painter);
}

void overlay_server_tick(OverlayServer *server) {
    if (server->page)
        overlay_http_tick(server->page);
}

int overlay_server_descriptor(const OverlayServer *server) {
    return server->sender && !server->png && !server->page ? frame_sender_descriptor(server->sender)
                                                           : -1;
}

SenderCounters overlay_server_counters(OverlayServer *server) {
    return server->sender ? frame_sender_counters(server->sender) : (SenderCounters){0};
}

/* What is sent, for people; empty when no frames are sent. */
static Str describe_frames(const OverlaySettings *settings, Arena *arena) {
    if (settings->target_count == 0)
        return (Str){0};
    int32_t from, until;
    overlay_choice_rows(&settings->choice, settings->screen.height, &from, &until);
    return str_printf(arena, "frames of %dx%d %s, %s, %g a second%s", settings->screen.width,
                      until - from, settings->layout.format == PIXEL_RGBA ? "rgba" : "bgra",
                      settings->container == CONTAINER_MKV ? "in Matroska" : "raw",
                      (double)settings->rate.rate / settings->rate.scale,
                      settings->choice.is_strip ? arena_printf(arena, ", to be laid at 0,%d", from)
                                                : "");
}

void overlay_server_announce(const OverlayServer *server) {
    Arena *arena = arena_create();
    Str url = server->page ? overlay_http_url(server->page, arena) : (Str){0};
    Str frames = describe_frames(&server->settings, arena);
    if (url.len)
        fprintf(stderr, "kiosk: the overlay's page is %.*s/overlay\n", str_arg(url));
    if (frames.len)
        fprintf(stderr, "kiosk: %.*s\n", str_arg(frames));
    arena_free(arena);
}

static json_t *views_json(const OverlayChoice *choice) {
    json_t *views = json_array();
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        if (choice->views[view])
            json_array_append_new(views, json_string(overlay_view_name(view)));
    return views;
}

char *overlay_server_status(OverlayServer *server) {
    const OverlaySettings *settings = &server->settings;
    SenderCounters counters = overlay_server_counters(server);
    bool is_moving;
    uint64_t pictures = board_number(server->board, &is_moving);
    Arena *arena = arena_create();
    pthread_mutex_lock(&server->mutex);
    const Schedule *schedule = server->show.schedule;
    const Zone *zone = schedule ? schedule->event.zone : server->host_zone;
    Str source = str_copy(arena, schedule ? schedule->source_name : (Str){0});
    Str now = moment_format(arena, zone, clock_now(&settings->clock));
    pthread_mutex_unlock(&server->mutex);
    json_t *root = json_object();
    json_object_set_new(root, "version", json_string(KIOSK_VERSION));
    json_object_set_new(root, "clock", json_stringn(now.s, now.len));
    json_object_set_new(root, "schedule",
                        source.len ? json_stringn(source.s, source.len) : json_null());
    json_object_set_new(root, "views", views_json(&settings->choice));
    json_object_set_new(root, "width", json_integer(settings->screen.width));
    json_object_set_new(root, "height", json_integer(settings->screen.height));
    json_object_set_new(root, "fps", json_real((double)settings->rate.rate / settings->rate.scale));
    json_object_set_new(root, "pictures", json_integer((json_int_t)pictures));
    json_object_set_new(root, "moving", json_boolean(is_moving));
    json_object_set_new(root, "sent", json_integer((json_int_t)counters.sent));
    json_object_set_new(root, "dropped", json_integer((json_int_t)counters.dropped));
    json_object_set_new(root, "late", json_integer((json_int_t)counters.late));
    json_object_set_new(root, "readers", json_integer((json_int_t)counters.readers));
    if (server->page)
        json_object_set_new(root, "browsers",
                            json_integer((json_int_t)overlay_http_listeners(server->page)));
    if (server->png)
        json_object_set_new(root, "png_written",
                            json_integer((json_int_t)png_target_written(server->png)));
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    arena_free(arena);
    return text;
}

bool overlay_server_picture(OverlayServer *server, Pixmap *out) {
    const BoardPicture *picture = board_take(server->board);
    if (!picture)
        return false;
    *out = pixmap_create(picture->pixels.width, picture->pixels.height);
    pixmap_copy(out, &picture->pixels);
    board_give_back(server->board, picture);
    return true;
}
