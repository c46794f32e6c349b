#include "station/operator_face.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"
#include "operator/state.h"
#include "station/neighbours.h"
#include "station/station.h"
#include "station/upload.h"

#define LOG_MODULE "operator"

/* How often those who listen get a sign of life, and what has changed by itself. */
enum { TICK_S = 2, PREVIEWS_MAX = 8 };

/* Who asks for the state soon after it was put together gets that one, unless it is known to be
 * another. */
enum { STATE_MS = 200 };

/* For so long pages are answered; then it is the turn of all others that the loop serves. */
enum { TURN_MS = 10 };

/* A command that was given and is not answered yet. Lives as long as the station: the desk answers
 * the last ones when the face is closed. */
typedef struct Slip {
    struct Slip *next;
    AskBox *box;
    Ask *ask; /* NULL: nobody waits for it any more */
} Slip;

typedef struct {
    const OperatorSettings *settings; /* borrowed */
    Station *station;                 /* borrowed; NULL before it is opened */
    OperatorServer *server;           /* owned; NULL before it is opened */
    const Schedule *schedule;         /* borrowed: what is shown */
    int tick;                         /* owned: timerfd */
    uint64_t version;                 /* of the state that was published last */
    Arena *told_arena;                /* owned: `told` */
    Str told;                         /* that state, but for its version and time */
    bool is_stale;                    /* something has changed since */
    Arena *state_arena;               /* owned: `state` */
    Str state;                        /* as it was put together last; empty: not yet … */
    Millis state_at;                  /* … then, on the steady clock */
    bool is_state_old;                /* something was done since */
    uint64_t states_made;
    Upload *upload;              /* owned; NULL: the system refused it */
    Neighbours *neighbours;      /* owned; NULL: the same */
    Slip *slips;                 /* the station's memory */
    Ask *previews[PREVIEWS_MAX]; /* those that are not drawn yet, the first one first */
    size_t preview_count;
} OperatorFace;

/* ---- the state ------------------------------------------------------------------------------ */

typedef struct {
    Arena *arena;
    Answer answer;
} Heard;

/* Order.answer, at once. */
static void hear(void *context, uint64_t id, const Answer *answer) {
    Heard *heard = context;
    (void)id;
    heard->answer.code = answer->code;
    heard->answer.text = str_copy(heard->arena, answer->text);
    heard->answer.status = str_copy(heard->arena, answer->status);
}

static Answer status_of(const OperatorFace *face, Arena *arena) {
    Heard heard = {.arena = arena};
    Order order = {.text = str_from("status"), .answer = hear, .context = &heard};
    station_obey(face->station, &order);
    return heard.answer;
}

static Str state_of(OperatorFace *face, Arena *arena, uint64_t version, Instant now) {
    const Source *source = station_source(face->station);
    OperatorFacts facts = {.schedule = face->schedule,
                           .plan = source ? source->schedule : NULL,
                           .now = now,
                           .version = version,
                           .made = ++face->states_made,
                           .name = station_screen_name(face->station, arena),
                           .neighbours = neighbours_json(face->neighbours, arena),
                           .status = status_of(face, arena).status};
    return operator_state(arena, &facts);
}

/* The state for who asks: many who ask at once share one. */
static Str shared_state(OperatorFace *face, Instant now) {
    Millis at = steady_now();
    if (face->state.len && !face->is_state_old && at - face->state_at < STATE_MS)
        return face->state;
    arena_free(face->state_arena);
    face->state_arena = arena_create();
    face->state = state_of(face, face->state_arena, face->version, now);
    face->state_at = at;
    face->is_state_old = false;
    return face->state;
}

/* What changes by itself, and tells nobody anything. */
static void leave_out_clocks(json_t *root) {
    static const char *const KEYS[] = {"pictures", "frames", "draw_ms"};
    json_t *status = json_object_get(root, "status");
    json_object_del(root, "now");
    json_object_del(root, "version");
    json_object_del(root, "made");
    json_object_del(json_object_get(status, "clock"), "now");
    json_object_del(json_object_get(status, "clock"), "error_ms");
    json_object_del(json_object_get(status, "schedule"), "age_s");
    json_object_del(status, "overlay");
    for (size_t i = 0; i < countof(KEYS); i++) {
        json_object_del(json_object_get(status, "screen"), KEYS[i]);
        for (size_t k = 0; k < json_array_size(json_object_get(status, "screens")); k++)
            json_object_del(
                json_object_get(json_array_get(json_object_get(status, "screens"), k), "screen"),
                KEYS[i]);
    }
}

static Str told_of(Arena *arena, Str state) {
    json_t *root = json_loadb(state.s, state.len, 0, NULL);
    leave_out_clocks(root);
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    Str told = str_copy(arena, str_from(text));
    free(text);
    json_decref(root);
    return told;
}

/* Tells the pages, if there is news. */
static void publish(OperatorFace *face) {
    Arena *arena = arena_create();
    Instant now = clock_now(station_clock(face->station));
    Str state = state_of(face, arena, face->version + 1, now), told = told_of(arena, state);
    face->is_stale = false;
    if (str_equal(told, face->told)) {
        arena_free(arena);
        return;
    }
    face->version++;
    arena_free(face->told_arena);
    face->told_arena = arena_create();
    face->told = str_copy(face->told_arena, told);
    feed_publish(operator_feed(face->server), state, face->version);
    arena_free(arena);
}

/* ---- what pages ask ------------------------------------------------------------------------- */

static unsigned code_of(const Answer *answer) {
    switch (answer->code) {
    case EXIT_FINE:
        return 200;
    default:
        return answer->status.len ? 200 : 400;
    }
}

/* Order.answer; `context` is the slip. */
static void answer_command(void *context, uint64_t id, const Answer *answer) {
    Slip *slip = context;
    (void)id;
    if (!slip->ask)
        return;
    Arena *arena = arena_create();
    ask_answer(slip->box, slip->ask, code_of(answer), control_answer_json(arena, answer));
    slip->ask = NULL;
    arena_free(arena);
}

/* One that nobody waits for any more, or a new one. */
static Slip *take_slip(OperatorFace *face) {
    Slip *slip = face->slips;
    while (slip && slip->ask)
        slip = slip->next;
    if (slip)
        return slip;
    slip = arena_new(station_arena(face->station), Slip, 1);
    slip->next = face->slips;
    face->slips = slip;
    return slip;
}

static Str refusal(Arena *arena, Str sentence) {
    Answer answer = {.code = EXIT_USAGE, .text = sentence};
    return control_answer_json(arena, &answer);
}

/* The room is not as the sender saw it: what was changed there last. */
static bool is_stale_click(const OperatorFace *face, const Ask *ask, Instant now, Arena *arena) {
    return ask->seen.len && ask->room.len &&
           !str_equal(operator_room_version(arena, face->schedule, ask->room, now), ask->seen);
}

static void do_command(OperatorFace *face, Ask *ask, Arena *arena) {
    AskBox *box = operator_box(face->server);
    Instant now = clock_now(station_clock(face->station));
    if (is_stale_click(face, ask, now, arena)) {
        Str sentence = str_from("this room has changed meanwhile: look again, and decide again");
        ask_answer(box, ask, 409, refusal(arena, sentence));
        return;
    }
    Slip *slip = take_slip(face);
    slip->box = box;
    slip->ask = ask;
    Order order = {.text = ask->text,
                   .sender = ask->sender,
                   .is_remote = true,
                   .is_without_alarm = ask->role < OPERATOR_ALARM,
                   .answer = answer_command,
                   .context = slip};
    station_obey(face->station, &order);
    face->is_stale = face->is_state_old = true;
    if (feed_listeners(operator_feed(face->server)) > 0)
        neighbours_hurry(face->neighbours);
}

static void tell_health(OperatorFace *face, Ask *ask, Arena *arena) {
    json_error_t error;
    Answer answer = status_of(face, arena);
    json_t *status =
        json_loadb(answer.status.s ? answer.status.s : "", answer.status.len, 0, &error);
    json_t *root = json_object(), *problems = json_object_get(status, "problems");
    bool is_well = answer.code == EXIT_FINE;
    json_object_set_new(root, "ok", json_boolean(is_well));
    json_object_set(root, "problems", problems ? problems : json_null());
    char *text = json_dumps(root, JSON_COMPACT);
    ask_answer(operator_box(face->server), ask, is_well ? 200 : 503, str_from(text));
    free(text);
    json_decref(root);
    json_decref(status);
}

static void take_picture(OperatorFace *face, Ask *ask, Arena *arena) {
    Str problem = {0};
    if (station_picture(face->station, ask->display, &ask->picture, arena, &problem))
        ask_answer(operator_box(face->server), ask, 200, (Str){0});
    else
        ask_answer(operator_box(face->server), ask, 404, refusal(arena, problem));
}

/* Drawn one by one, when there is time. */
static void take_preview(OperatorFace *face, Ask *ask, Arena *arena) {
    if (face->preview_count < PREVIEWS_MAX)
        face->previews[face->preview_count++] = ask;
    else
        ask_answer(operator_box(face->server), ask, 429,
                   refusal(arena, str_from("too many previews at once; wait a second")));
}

static void draw_preview(OperatorFace *face) {
    Ask *ask = face->previews[0];
    face->preview_count--;
    memmove(face->previews, face->previews + 1, face->preview_count * sizeof(Ask *));
    Arena *arena = arena_create();
    Str problem = {0};
    /* An emergency, too, may be looked at by whoever may not raise it: nothing is changed. */
    Order order = {.text = ask->text, .sender = ask->sender, .is_remote = true};
    if (station_preview(face->station, &order, ask->display, &ask->picture, arena, &problem))
        ask_answer(operator_box(face->server), ask, 200, (Str){0});
    else
        ask_answer(operator_box(face->server), ask, 400, refusal(arena, problem));
    arena_free(arena);
}

/* Its texts are the schedule's, which may go. */
static void tell_button(AskBox *box, Ask *ask) {
    ask->button.room = str_copy(ask->arena, ask->button.room);
    ask->button.title = str_copy(ask->arena, ask->button.title);
    ask_answer(box, ask, 200, (Str){0});
}

static void tell_neighbour(const OperatorFace *face, Ask *ask, Arena *arena) {
    Str picture = neighbours_picture(face->neighbours, ask->name, arena);
    if (picture.len)
        ask_answer(operator_box(face->server), ask, 200, picture);
    else
        ask_answer(operator_box(face->server), ask, 404,
                   refusal(arena, str_from("there is no picture of such a screen")));
}

static void obey_upload(const OperatorFace *face, Ask *ask, Instant now, Arena *arena) {
    UploadPlace place = {.settings = station_source_settings(face->station),
                         .source = station_source(face->station),
                         .now = now};
    if (face->upload)
        upload_obey(face->upload, &place, ask);
    else
        ask_answer(operator_box(face->server), ask, 503,
                   refusal(arena, str_from("the kiosk cannot take files now; its log says why")));
}

static void do_ask(OperatorFace *face, Ask *ask) {
    Arena *arena = arena_create();
    AskBox *box = operator_box(face->server);
    Instant now = clock_now(station_clock(face->station));
    switch (ask->kind) {
    case ASK_STATE:
        ask_answer(box, ask, 200, shared_state(face, now));
        break;
    case ASK_COMMAND:
        do_command(face, ask, arena);
        break;
    case ASK_PICTURE:
        take_picture(face, ask, arena);
        break;
    case ASK_PREVIEW:
        take_preview(face, ask, arena);
        break;
    case ASK_BUTTON:
        if (button_of(ask->arena, face->schedule, ask->room, now, &ask->button))
            tell_button(box, ask);
        else
            ask_answer(box, ask, 404, refusal(arena, str_from("there is no such room")));
        break;
    case ASK_NEIGHBOUR:
        tell_neighbour(face, ask, arena);
        break;
    case ASK_UPLOAD:
    case ASK_UPLOAD_TAKE:
    case ASK_UPLOAD_CANCEL:
    case ASK_SCREEN:
        obey_upload(face, ask, now, arena);
        break;
    case ASK_HEALTH:
        tell_health(face, ask, arena);
        break;
    }
    arena_free(arena);
}

/* WakeCall */
static void take_asks(void *context) {
    OperatorFace *face = context;
    uint64_t times;
    if (read(ask_box_fd(operator_box(face->server)), &times, sizeof times) < 0)
        return;
    AskBox *box = operator_box(face->server);
    double start = steady_ms();
    bool is_over = false;
    for (Ask *ask; !is_over && (ask = ask_take(box)); is_over = steady_ms() - start >= TURN_MS)
        do_ask(face, ask);
    if (is_over)
        ask_box_ring(box);
    if (face->is_stale)
        publish(face);
}

/* WakeCall of the neighbours. */
static void take_neighbours(void *context) {
    OperatorFace *face = context;
    uint64_t times;
    if (read(neighbours_fd(face->neighbours), &times, sizeof times) > 0)
        face->is_stale = true; /* published by the step that follows */
}

/* WakeCall of the timer. */
static void tick(void *context) {
    OperatorFace *face = context;
    uint64_t times;
    if (read(face->tick, &times, sizeof times) < 0)
        return;
    operator_tick(face->server);
    face->is_stale = true;
    if (feed_listeners(operator_feed(face->server)) == 0)
        return;
    publish(face);
    neighbours_look(face->neighbours);
}

/* ---- as a face ------------------------------------------------------------------------------ */

/* FaceKind.set_schedule */
static void set_schedule(void *context, const Schedule *schedule, const Source *source,
                         bool is_urgent) {
    OperatorFace *face = context;
    (void)source, (void)is_urgent;
    face->schedule = schedule;
    face->is_stale = face->is_state_old = true;
}

/* FaceKind.start */
static ExitCode start(void *context, Station *station) {
    OperatorFace *face = context;
    face->station = station;
    Arena *arena = arena_create();
    Str problem = {0};
    face->server = operator_start(face->settings, arena, &problem);
    ExitCode code = face->server ? EXIT_FINE : EXIT_USAGE;
    if (!face->server) {
        log_error("%.*s", str_arg(problem));
    } else {
        const struct itimerspec time = {.it_interval.tv_sec = TICK_S, .it_value.tv_sec = TICK_S};
        timerfd_settime(face->tick, 0, &time, NULL);
        wake_add(station_wake(station), ask_box_fd(operator_box(face->server)), take_asks, face);
        wake_add(station_wake(station), face->tick, tick, face);
        face->neighbours = neighbours_create(station_screen_name(station, arena));
        if (face->neighbours)
            wake_add(station_wake(station), neighbours_fd(face->neighbours), take_neighbours, face);
        face->upload = upload_create(station_wake(station), operator_box(face->server));
        log_info("the operator's page is at %.*s", str_arg(operator_url(face->server, arena)));
        publish(face);
    }
    arena_free(arena);
    return code;
}

/* FaceKind.step: an order that somebody else gave has changed something. A preview takes as long as
 * a page: one at a time, and none while a crossfade runs, which comes by here frame by frame. */
static Instant step(void *context, Instant now) {
    OperatorFace *face = context;
    if (face->server && face->is_stale && feed_listeners(operator_feed(face->server)))
        publish(face);
    if (face->preview_count == 0 || station_is_fading(face->station))
        return INSTANT_NEVER;
    draw_preview(face);
    return face->preview_count ? now : INSTANT_NEVER;
}

/* FaceKind.close */
static void close_face(void *context) {
    OperatorFace *face = context;
    if (face->server) {
        upload_free(face->upload);
        if (face->neighbours)
            wake_remove(station_wake(face->station), neighbours_fd(face->neighbours));
        neighbours_free(face->neighbours);
        wake_remove(station_wake(face->station), ask_box_fd(operator_box(face->server)));
        wake_remove(station_wake(face->station), face->tick);
        while (face->preview_count)
            ask_answer(operator_box(face->server), face->previews[--face->preview_count], 503,
                       str_from("{\"ok\":false,\"error\":\"the kiosk ends\"}"));
        for (Slip *slip = face->slips; slip; slip = slip->next)
            if (slip->ask) {
                ask_answer(slip->box, slip->ask, 503,
                           str_from("{\"ok\":false,\"error\":\"the kiosk ends\"}"));
                slip->ask = NULL;
            }
    }
    operator_stop(face->server);
    if (face->tick >= 0)
        close(face->tick);
    arena_free(face->told_arena);
    arena_free(face->state_arena);
    free(face);
}

/* FaceKind.status: it has nothing to tell. */
static void status(void *context, Arena *arena, ControlStatus *to) {
    (void)context, (void)arena, (void)to;
}

/* FaceKind.picture and others that a page does not have. */
static bool picture(void *context, int32_t display, Pixmap *out, Arena *arena, Str *problem) {
    (void)context, (void)display, (void)out, (void)arena;
    *problem = str_from("an operator's page has no picture");
    return false;
}

static void nothing(void *context) {
    (void)context;
}

Face operator_face(const OperatorSettings *settings) {
    static const FaceKind KIND = {.set_schedule = set_schedule,
                                  .start = start,
                                  .close = close_face,
                                  .step = step,
                                  .clock_set = nothing,
                                  .look_again = nothing,
                                  .status = status,
                                  .picture = picture};
    OperatorFace *face = calloc(1, sizeof *face);
    if (!face)
        abort();
    face->settings = settings;
    face->tick = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return (Face){.kind = &KIND, .self = face};
}
