#include "station/overlay_link.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "station/overlay_run.h"

enum { PATIENCE_S = 3 }; /* how long the page waits for the loop */

struct OverlayLink {
    OverlayServer *server; /* owned */
    uint32_t event_type;
    int event_code;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t change;
    bool is_wanted;
    bool is_there; /* `picture` is the answer */
    bool is_ending;
    Pixmap picture; /* owned */
};

/* OverlaySettings.read_screen, in the page's thread. */
static bool read_screen(void *context, Pixmap *out) {
    OverlayLink *link = context;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&link->mutex);
    pixmap_free(&link->picture);
    link->is_wanted = !link->is_ending;
    link->is_there = false;
    SDL_Event event = {.user = {.type = link->event_type, .code = link->event_code}};
    if (link->is_wanted)
        SDL_PushEvent(&event);
    while (!link->is_there && !link->is_ending)
        if (pthread_cond_timedwait(&link->change, &link->mutex, &until) != 0)
            break;
    bool is_there = link->is_there;
    link->is_wanted = link->is_there = false;
    if (is_there) {
        *out = link->picture;
        link->picture = (Pixmap){0};
    }
    pthread_mutex_unlock(&link->mutex);
    return is_there;
}

void overlay_link_answer(OverlayLink *link, const Window *window) {
    if (!link)
        return;
    pthread_mutex_lock(&link->mutex);
    if (link->is_wanted) {
        int32_t width, height;
        window_size(window, &width, &height);
        link->picture = pixmap_create(width, height);
        window_read(window, &link->picture);
        link->is_wanted = false;
        link->is_there = true;
        pthread_cond_signal(&link->change);
    }
    pthread_mutex_unlock(&link->mutex);
}

static OverlayShow show_of(const Source *source, const Desk *desk) {
    return (OverlayShow){
        .schedule = desk_schedule(desk), .room = source->room, .folder = source->loaded->folder};
}

OverlayLink *overlay_link_start(const OverlaySettings *settings, Clock clock, const Source *source,
                                const Desk *desk, uint32_t event_type, int event_code,
                                ExitCode *code) {
    *code = EXIT_FINE;
    if (!settings)
        return NULL;
    OverlayLink *link = calloc(1, sizeof *link);
    if (!link)
        abort();
    *link = (OverlayLink){.event_type = event_type, .event_code = event_code};
    pthread_mutex_init(&link->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&link->change, &attributes);
    pthread_condattr_destroy(&attributes);
    OverlaySettings own = *settings;
    own.read_screen = read_screen;
    own.context = link;
    own.clock = clock;
    own.screen.font_folder = source->loaded->folder;
    OverlayShow show = show_of(source, desk);
    link->server = overlay_server_start(&own, &show, code);
    if (!link->server) {
        overlay_link_stop(link);
        return NULL;
    }
    overlay_announce(link->server, &own);
    return link;
}

void overlay_link_stop(OverlayLink *link) {
    if (!link)
        return;
    pthread_mutex_lock(&link->mutex);
    link->is_ending = true;
    pthread_cond_signal(&link->change);
    pthread_mutex_unlock(&link->mutex);
    overlay_server_stop(link->server);
    pixmap_free(&link->picture);
    pthread_cond_destroy(&link->change);
    pthread_mutex_destroy(&link->mutex);
    free(link);
}

void overlay_link_set_show(OverlayLink *link, const Source *source, const Desk *desk) {
    if (!link)
        return;
    OverlayShow show = show_of(source, desk);
    overlay_server_set_show(link->server, &show);
}

void overlay_link_show_cue(OverlayLink *link, bool is_shown) {
    if (link)
        overlay_server_show_cue(link->server, is_shown);
}

void overlay_link_clock_set(OverlayLink *link) {
    if (link)
        overlay_server_clock_set(link->server);
}

Str overlay_link_status(OverlayLink *link, Arena *arena) {
    if (!link)
        return (Str){0};
    char *json = overlay_server_status(link->server);
    Str text = str_copy(arena, str_from(json));
    free(json);
    return text;
}
