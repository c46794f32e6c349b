/* control_json.c: the kiosk's answers as lines of JSON. Part of control.h. */
#include <jansson.h>
#include <stdlib.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/address.h"
#include "base/shorten.h"
#include "live/control.h"
#include "live/json_text.h"
#include "live/kinds.h"
#include "schedule/feeds.h"
#include "schedule/now_next.h"

static void put(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

static void put_text(json_t *object, const char *key, Str text) {
    put(object, key, text.len ? json_of_text(text) : json_null());
}

static Str dump(Arena *arena, json_t *root) {
    char *text = json_dumps(root, JSON_COMPACT);
    Str copy = str_copy(arena, str_from(text ? text : "{\"ok\":false}"));
    free(text);
    json_decref(root);
    return copy;
}

Str control_answer_json(Arena *arena, const Answer *answer) {
    bool is_ok = answer->code == EXIT_FINE || answer->status.len;
    json_t *root = json_object();
    put(root, "ok", json_boolean(is_ok));
    if (answer->status.len)
        put(root, "status", json_loadb(answer->status.s, answer->status.len, 0, NULL));
    else
        put(root, is_ok ? "message" : "error", json_of_text(answer->text));
    if (answer->code != EXIT_FINE)
        put(root, "exit", json_integer(answer->code));
    return dump(arena, root);
}

/* ---- status --------------------------------------------------------------------------------- */

bool control_clock_is_synchronised(double *error_ms) {
    struct timex clock = {.modes = 0};
    int state = adjtimex(&clock);
    bool is_synchronised = state >= 0 && state != TIME_ERROR && !(clock.status & STA_UNSYNC);
    if (error_ms)
        *error_ms = is_synchronised ? (double)clock.esterror / 1000 : -1;
    return is_synchronised;
}

/* In the venue's zone. */
static json_t *time_of(Arena *arena, const Schedule *schedule, Instant at) {
    return word_time(arena, schedule ? schedule->event.zone : zone_utc(), at);
}

static Str text_in(const Schedule *schedule, const Localized *text) {
    return localized_get(text, schedule->display.languages, schedule->display.language_count);
}

static json_t *session_json(Arena *arena, const Schedule *schedule, size_t index) {
    const Session *session = &schedule->sessions[index];
    json_t *object = json_object(), *rooms = json_array();
    put(object, "id", json_of_text(session->id));
    put(object, "title", json_of_text(text_in(schedule, &session->title)));
    put(object, "start", time_of(arena, schedule, session->start));
    put(object, "end", time_of(arena, schedule, session->end));
    for (size_t i = 0; i < session->room_count; i++)
        json_array_append_new(rooms, json_of_text(schedule->rooms[session->rooms[i]].id));
    put(object, "rooms", rooms);
    put(object, "status", json_string(session_status_name(session->status)));
    return object;
}

static json_t *sessions_json(Arena *arena, const Schedule *schedule, const size_t *sessions,
                             size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, session_json(arena, schedule, sessions[i]));
    return list;
}

static json_t *sources_json(const ControlStatus *status) {
    json_t *list = json_array();
    for (size_t i = 0; i < status->source_count; i++) {
        const ControlSource *source = &status->sources[i];
        json_t *object = json_object();
        put_text(object, "name", source->name);
        put(object, "there", json_boolean(source->is_there));
        put(object, "sessions", json_integer((json_int_t)source->session_count));
        put(object, "age_s", source->is_there ? json_integer(source->age / 1000) : json_null());
        put(object, "waiting", json_boolean(source->is_waiting));
        put_text(object, "problem", source->problem);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *schedule_json(Arena *arena, const ControlStatus *status) {
    const Schedule *schedule = status->schedule;
    json_t *object = json_object();
    put_text(object, "name", status->schedule_name);
    put(object, "age_s",
        status->schedule_age < 0 ? json_null() : json_integer(status->schedule_age / 1000));
    put_text(object, "source_error", status->source_error);
    put_text(object, "watch", status->watch);
    put(object, "sources", sources_json(status));
    if (!schedule)
        return object;
    put(object, "hash",
        json_string(arena_printf(arena, "%016llx", (unsigned long long)schedule->hash)));
    put_text(object, "event", text_in(schedule, &schedule->event.name));
    put_text(object, "timezone", zone_name(schedule->event.zone));
    put(object, "sessions", json_integer((json_int_t)schedule->session_count));
    put(object, "days", json_integer((json_int_t)schedule->day_count));
    return object;
}

static json_t *clock_json(Arena *arena, const ControlStatus *status) {
    double error_ms;
    bool is_synchronised = control_clock_is_synchronised(&error_ms);
    json_t *object = json_object();
    put(object, "now", time_of(arena, status->schedule, status->now));
    put(object, "simulated", json_boolean(status->is_simulated));
    put(object, "speed", json_real(status->speed));
    put(object, "synchronised", json_boolean(is_synchronised));
    put(object, "error_ms", error_ms < 0 ? json_null() : json_real(error_ms));
    return object;
}

static json_t *slot_json(Arena *arena, const Schedule *schedule, const ControlScreen *screen) {
    json_t *object = json_object();
    put_text(object, "state", screen->state);
    put(object, "number", json_integer((json_int_t)screen->slot));
    put_text(object, "view", screen->view);
    put(object, "page", json_integer((json_int_t)screen->page));
    put(object, "from", time_of(arena, schedule, screen->slide_from));
    put(object, "until", time_of(arena, schedule, screen->slide_until));
    put(object, "next_change", time_of(arena, schedule, screen->next_change));
    put(object, "held", json_boolean(screen->is_held));
    put_text(object, "room", screen->room);
    return object;
}

static json_t *screen_json(const ControlScreen *screen) {
    json_t *object = json_object();
    put(object, "width", json_integer(screen->width));
    put(object, "height", json_integer(screen->height));
    put_text(object, "renderer", screen->renderer);
    put(object, "pictures", json_integer((json_int_t)screen->pictures));
    put(object, "frames", json_integer((json_int_t)screen->frames));
    put(object, "late_frames", json_integer((json_int_t)screen->late_frames));
    put(object, "draw_ms", json_real(screen->draw_ms));
    return object;
}

/* All of them: each as if it were the only one, with its display. */
static json_t *screens_json(Arena *arena, const ControlStatus *status) {
    json_t *list = json_array();
    for (size_t i = 0; i < status->screen_count; i++) {
        const ControlScreen *screen = &status->screens[i];
        json_t *object = json_object();
        put(object, "display", screen->display < 0 ? json_null() : json_integer(screen->display));
        put_text(object, "name", screen->name);
        put(object, "there", json_boolean(screen->is_there));
        put(object, "slot", slot_json(arena, status->schedule, screen));
        put(object, "screen", screen_json(screen));
        json_array_append_new(list, object);
    }
    return list;
}

/* One sentence of the change's own words, as it would be said again. */
static json_t *op_json(Arena *arena, const ControlStatus *status, const LiveOp *op) {
    const Zone *zone = status->schedule ? status->schedule->event.zone : zone_utc();
    const Kind *kind = kind_row(op->kind);
    json_t *object = json_object();
    put(object, "do", json_string(kind->name));
    put(object, "number", json_integer(op->number));
    put(object, "name", json_of_text(live_name(arena, status->schedule, op)));
    put(object, "at", word_time(arena, zone, op->at));
    put_text(object, "sender", op->sender);
    put_text(object, "room", op->room);
    put_text(object, "session", op->session);
    put_text(object, "text", op->text);
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        if (kind->words[i].word->tell)
            kind->words[i].word->tell(object, arena, zone, op);
    return object;
}

static json_t *changes_json(Arena *arena, const ControlStatus *status) {
    json_t *list = json_array();
    for (size_t i = 0; status->live && i < status->live->count; i++)
        json_array_append_new(list, op_json(arena, status, &status->live->ops[i]));
    return list;
}

/* Each with its items, so that staff find the number of what they saw. */
static json_t *feed_json(Arena *arena, const ControlStatus *status, const NewsFeed *feed) {
    size_t counts[FEED_SILENT + 1] = {0};
    json_t *object = json_object(), *list = json_array();
    for (size_t i = 0; i < feed->item_count; i++) {
        const NewsItem *item = &feed->items[i];
        FeedFate fate = feed_fate(feed, i, status->now);
        counts[fate]++;
        json_t *one = json_object();
        put(one, "number", json_integer(item->number));
        put_text(one, "author", item->author);
        put_text(one, "text",
                 shorten_marked(arena, item->title.len ? item->title : item->text, 80));
        put(one, "at", time_of(arena, status->schedule, item->at));
        put(one, "shown", json_boolean(fate == FEED_SHOWN));
        put(one, "hidden", json_boolean(fate == FEED_HIDDEN));
        json_array_append_new(list, one);
    }
    bool has_come = feed->fetched != INT64_MIN;
    put(object, "address",
        json_of_text(address_public_name(arena, str_copy(arena, feed->address).s)));
    put_text(object, "title", feed->title);
    put(object, "fetched",
        has_come ? time_of(arena, status->schedule, feed->fetched) : json_null());
    put(object, "shown", json_integer((json_int_t)counts[FEED_SHOWN]));
    put(object, "hidden", json_integer((json_int_t)counts[FEED_HIDDEN]));
    put(object, "too_old", json_integer((json_int_t)counts[FEED_TOO_OLD]));
    put(object, "silent", json_boolean(counts[FEED_SILENT] > 0 || !has_come));
    put(object, "left_out", json_integer((json_int_t)feed->left_out));
    put(object, "undated", json_integer((json_int_t)feed->undated));
    put_text(object, "problem", feed->problem);
    put(object, "items", list);
    return object;
}

static json_t *feeds_json(Arena *arena, const ControlStatus *status) {
    json_t *list = json_array();
    for (size_t i = 0; status->schedule && i < status->schedule->slide_count; i++) {
        const SlideContent *slide = &status->schedule->slides[i];
        if (slide->feed && slide->feed_page == 0)
            json_array_append_new(list, feed_json(arena, status, slide->feed));
    }
    return list;
}

/* What lies over the views, and who put it there. */
static json_t *over_json(Arena *arena, const ControlStatus *status) {
    json_t *list = json_array();
    for (size_t i = 0; i < status->over_count; i++) {
        const LiveOver *over = &status->over[i];
        json_t *object = json_object();
        put(object, "level", json_string(notice_level_name(over->level)));
        put_text(object, "text", over->text);
        put_text(object, "from", over->from);
        put(object, "until", time_of(arena, status->schedule, over->until));
        put_text(object, "room", over->room);
        json_array_append_new(list, object);
    }
    return list;
}

Str control_status_json(Arena *arena, const ControlStatus *status) {
    json_t *object = json_object(), *problems = json_array();
    const Schedule *schedule = status->schedule;
    const ControlScreen *first = status->screens;
    char host[256] = "";
    if (gethostname(host, sizeof host - 1) == 0)
        put(object, "host", json_string(host));
    put(object, "version", json_string(status->version ? status->version : "?"));
    put_text(object, "box", status->box_name);
    put_text(object, "code", status->box_code);
    put(object, "schedule", schedule_json(arena, status));
    put(object, "slot", slot_json(arena, schedule, first));
    put(object, "clock", clock_json(arena, status));
    put(object, "screen", screen_json(first));
    put(object, "restarts", json_integer((json_int_t)status->restarts));
    put(object, "last_end", status->last_end.len ? json_of_text(status->last_end) : json_null());
    put(object, "screens", screens_json(arena, status));
    if (status->overlay.len)
        put(object, "overlay", json_loadb(status->overlay.s, status->overlay.len, 0, NULL));
    put(object, "feeds", feeds_json(arena, status));
    put(object, "over", over_json(arena, status));
    put(object, "changes", changes_json(arena, status));
    put_text(object, "state_file", status->state_file);
    for (size_t i = 0; i < status->problem_count; i++)
        json_array_append_new(problems, json_of_text(status->problems[i]));
    put(object, "problems", problems);
    if (schedule) {
        size_t room = first->room.len ? schedule_room_by_id(schedule, first->room) : SCHEDULE_NONE;
        NowNext lists = now_next_at(arena, schedule, room, status->now, 8);
        put(object, "now", sessions_json(arena, schedule, lists.now, lists.now_count));
        put(object, "gone", sessions_json(arena, schedule, lists.gone, lists.gone_count));
        put(object, "next", sessions_json(arena, schedule, lists.next, lists.next_count));
    }
    return dump(arena, object);
}
