#include "stream/overlay_server.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"
#include "live/json_text.h"
#include "picture/moment.h"
#include "stream/output_ways.h"
#include "stream/overlay_json.h"

#define LOG_MODULE "overlay"

typedef struct {
    const OutputWay *way;
    void *self; /* owned */
} Output;

struct OverlayServer {
    Arena *arena; /* owned: this struct and the pages */
    OverlaySettings settings;
    PictureBoard *board;         /* owned, as all below */
    OverlayPainter *painter;     /* draws */
    CaptionFeed *captions;       /* NULL: nobody writes any */
    Output outputs[OUTPUTS_MAX]; /* one for each way that is used */
    size_t output_count;
    OutputSetup setup;
    pthread_mutex_t mutex; /* guards the two below: the page's thread asks for them */
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

static OutputSetup output_setup(OverlayServer *server, int64_t start) {
    const OverlaySettings *settings = &server->settings;
    OutputSetup setup = {
        .board = server->board,
        .width = settings->screen.width,
        .height = settings->screen.height,
        .is_strip = settings->choice.is_strip,
        .rate = settings->rate,
        .start = start,
        .container = settings->container,
        .layout = settings->layout,
        .source = {
            .context = server, .status = page_status, .now = page_now, .screen = page_screen}};
    int32_t until;
    overlay_choice_rows(&settings->choice, setup.height, &setup.first_row, &until);
    setup.row_count = until - setup.first_row;
    if (output_find(settings->outputs, settings->output_count, OUTPUT_PAGE)) {
        setup.index_page = read_page(server, "index.html");
        setup.overlay_page = read_page(server, "overlay.html");
    }
    return setup;
}

static bool has_way(const OverlayServer *server, const OutputWay *way) {
    for (size_t i = 0; i < server->output_count; i++)
        if (server->outputs[i].way == way)
            return true;
    return false;
}

/* All places of a way. */
static bool open_way(OverlayServer *server, const OutputWay *way, Str *problem) {
    const OverlaySettings *settings = &server->settings;
    OutputPlace *places = arena_new(server->arena, OutputPlace, settings->output_count);
    size_t count = 0;
    for (size_t i = 0; i < settings->output_count; i++)
        if (output_row(settings->outputs[i].kind)->way == way)
            places[count++] = settings->outputs[i];
    void *output = way->open(&server->setup, places, count, server->arena, problem);
    if (output)
        server->outputs[server->output_count++] = (Output){.way = way, .self = output};
    return output;
}

/* In the order of the table. */
static bool open_outputs(OverlayServer *server, Str *problem) {
    const OverlaySettings *settings = &server->settings;
    for (OutputKind kind = 0; kind < OUTPUT_KIND_COUNT; kind++) {
        const OutputWay *way = output_row(kind)->way;
        if (!output_find(settings->outputs, settings->output_count, kind) || has_way(server, way))
            continue;
        if (!open_way(server, way, problem))
            return false;
    }
    return true;
}

/* CaptionTaker, in the feed's thread. */
static void take_captions(void *context, const OverlayCaptions *captions) {
    painter_set_captions(context, captions);
}

OverlayServer *overlay_server_start(const OverlaySettings *settings, const OverlayShow *show,
                                    ExitCode *code) {
    Arena *arena = arena_create();
    OverlayServer *server = arena_new(arena, OverlayServer, 1);
    *server = (OverlayServer){
        .arena = arena, .settings = *settings, .show = *show, .host_zone = moment_host_zone(arena)};
    pthread_mutex_init(&server->mutex, NULL);
    server->board = board_create(settings->screen.width, settings->screen.height);
    int64_t start = steady_nanoseconds();
    Str problem = {0};
    *code = EXIT_OUTPUT;
    /* Whoever listens at the board is there before the first picture. */
    server->setup = output_setup(server, start);
    if (!open_outputs(server, &problem)) {
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
    if (settings->captions.kind != CAPTIONS_NONE) {
        server->captions = caption_feed_start(&settings->captions, take_captions, server->painter,
                                              arena, &problem);
        if (!server->captions) {
            log_error("%.*s", str_arg(problem));
            overlay_server_stop(server);
            return NULL;
        }
    }
    *code = EXIT_FINE;
    return server;
}

void overlay_server_stop(OverlayServer *server) {
    if (!server)
        return;
    caption_feed_stop(server->captions);
    painter_stop(server->painter);
    while (server->output_count > 0) {
        const Output *output = &server->outputs[--server->output_count];
        output->way->close(output->self);
    }
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

/* "1 Ada Lovelace (ACM), 2 Grace Hopper; @host Kathleen Booth": who can be shown. */
static Str list_names(const OverlayServer *server, Arena *arena) {
    const Schedule *schedule = server->show.schedule;
    Instant now = clock_now(&server->settings.clock);
    size_t index = overlay_session_at(schedule, server->show.room, now);
    const Session *session = index == SCHEDULE_NONE ? NULL : &schedule->sessions[index];
    size_t speakers = session ? session->speaker_count : 0;
    size_t people = schedule ? schedule->person_count : 0;
    Str list = {0};
    for (size_t i = 0; i < speakers + people; i++) {
        const Speaker *who =
            i < speakers ? &session->speakers[i] : &schedule->people[i - speakers].who;
        Str mark = i < speakers
                       ? str_printf(arena, "%zu", i + 1)
                       : str_printf(arena, "@%.*s", str_arg(schedule->people[i - speakers].id));
        Str name = localized_get(&who->name, NULL, 0);
        Str line = localized_get(&who->affiliation, NULL, 0);
        list = str_printf(arena, "%.*s%s%.*s %.*s%s%.*s%s", str_arg(list), i ? ", " : "",
                          str_arg(mark), str_arg(name), line.len ? " (" : "", str_arg(line),
                          line.len ? ")" : "");
    }
    return list.len ? list
                    : str_from("nobody: no session with speakers runs, and the schedule has "
                               "no people");
}

bool overlay_server_lower_third(OverlayServer *server, const LowerThird *third, Arena *arena,
                                Str *answer) {
    if (third->call == THIRD_LIST) {
        *answer = list_names(server, arena);
        return true;
    }
    if (!painter_show_cue(server->painter, third)) {
        *answer = str_printf(arena, "there is no such name now: %.*s",
                             str_arg(list_names(server, arena)));
        return false;
    }
    *answer = str_from(third->call == THIRD_HIDE
                           ? "the lower third is hidden; the next one comes as planned"
                           : "the lower third is shown, until it is hidden or the session "
                             "ends");
    return true;
}

void overlay_server_clock_set(OverlayServer *server) {
    painter_clock_set(server->painter);
}

void overlay_server_look_again(OverlayServer *server) {
    painter_look_again(server->painter);
}

void overlay_server_tick(OverlayServer *server) {
    for (size_t i = 0; i < server->output_count; i++)
        if (server->outputs[i].way->tick)
            server->outputs[i].way->tick(server->outputs[i].self);
}

bool overlay_server_wants_ticks(const OverlayServer *server) {
    for (size_t i = 0; i < server->output_count; i++)
        if (server->outputs[i].way->tick)
            return true;
    return false;
}

int overlay_server_descriptor(const OverlayServer *server) {
    const Output *only = &server->outputs[0];
    return server->output_count == 1 && only->way->over ? only->way->over(only->self) : -1;
}

SenderCounters overlay_server_counters(OverlayServer *server) {
    for (size_t i = 0; i < server->output_count; i++)
        if (server->outputs[i].way == &FRAMES_WAY)
            return frame_sender_counters(server->outputs[i].self);
    return (SenderCounters){0};
}

void overlay_server_announce(const OverlayServer *server) {
    Arena *arena = arena_create();
    const CaptionPlace *captions = &server->settings.captions;
    if (captions->kind != CAPTIONS_NONE)
        log_plain(str_printf(arena, "kiosk: captions are read from %s", captions->path));
    for (size_t i = 0; i < server->output_count; i++) {
        const Output *output = &server->outputs[i];
        if (output->way->describe)
            log_plain(
                str_printf(arena, "kiosk: %.*s",
                           str_arg(output->way->describe(output->self, &server->setup, arena))));
    }
    arena_free(arena);
}

static json_t *views_json(const OverlayChoice *choice) {
    json_t *views = json_array();
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        if (choice->views[view])
            json_array_append_new(views, json_string(overlay_view_name(view)));
    return views;
}

Str overlay_server_font_problem(OverlayServer *server, Arena *arena) {
    return painter_font_problem(server->painter, arena);
}

char *overlay_server_status(OverlayServer *server) {
    const OverlaySettings *settings = &server->settings;
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
    json_object_set_new(root, "clock", json_of_text(now));
    json_object_set_new(root, "schedule", source.len ? json_of_text(source) : json_null());
    json_object_set_new(root, "views", views_json(&settings->choice));
    json_object_set_new(root, "width", json_integer(settings->screen.width));
    json_object_set_new(root, "height", json_integer(settings->screen.height));
    json_object_set_new(root, "fps", json_real((double)settings->rate.rate / settings->rate.scale));
    json_object_set_new(root, "pictures", json_integer((json_int_t)pictures));
    json_object_set_new(root, "moving", json_boolean(is_moving));
    json_object_set_new(root, "sent", json_integer(0));    /* unless frames are sent */
    json_object_set_new(root, "dropped", json_integer(0)); /* unless frames are sent */
    json_object_set_new(root, "late", json_integer(0));    /* unless frames are sent */
    json_object_set_new(root, "readers", json_integer(0)); /* unless frames are sent */
    for (size_t i = 0; i < server->output_count; i++)
        server->outputs[i].way->add_status(server->outputs[i].self, root);
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
