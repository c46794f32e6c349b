#include "station/desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/files.h"
#include "base/log.h"
#include "live/clashes.h"
#include "live/state_file.h"
#include "picture/moment.h"
#include "schedule/now_next.h"
#include "station/copies.h"
#include "station/desk_inner.h"
#include "station/picture_watch.h"

#define LOG_MODULE "live"

/* What a new day's changes are waited for; they come later where the disk is slower than that. */
enum { DAY_WAIT_MS = 250 };

static Instant now_of(const Desk *desk) {
    return clock_now(desk->settings->clock);
}

static void want_reading(Desk *desk, bool is_wanted) {
    if (!is_wanted)
        return;
    desk->is_reading_wanted = true;
    desk->settings->hooks.read(desk->settings->hooks.context);
}

/* ---- the day and its changes ---------------------------------------------------------------- */

static const Schedule *plan_of(const Desk *desk) {
    return desk->source ? desk->source->schedule : NULL;
}

/* What the plan of now leaves without its place; logged when it is news. */
static void find_lost(Desk *desk) {
    const Schedule *plan = plan_of(desk);
    Arena *arena = arena_create();
    Str *lost = arena_new(arena, Str, desk->state->count);
    size_t count = 0;
    for (size_t i = 0; plan && i < desk->state->count; i++) {
        Str text = live_lost(arena, plan, desk->state, &desk->state->ops[i]);
        if (text.len == 0)
            continue;
        bool is_news = count >= desk->lost_count || !str_equal(text, desk->lost[count]);
        lost[count++] = text;
        if (is_news)
            log_warning("%.*s", str_arg(text));
    }
    arena_free(desk->lost_arena);
    desk->lost_arena = arena;
    desk->lost = lost;
    desk->lost_count = count;
}

/* Makes anew what is shown, and has it shown. */
static void apply(Desk *desk, Instant now, bool is_urgent) {
    find_lost(desk);
    const DeskHooks *hooks = &desk->settings->hooks;
    Schedule *former = desk->changed;
    desk_find_own(desk);
    desk->changed = live_apply(desk_base(desk), desk->own, &desk->emergency.emergency, now);
    hooks->show(hooks->context, is_urgent);
    schedule_free(former);
}

static bool is_same(const LiveState *a, const LiveState *b) {
    Arena *arena = arena_create();
    bool is_equal = str_equal(live_to_json(arena, a, (Str){0}), live_to_json(arena, b, (Str){0}));
    arena_free(arena);
    return is_equal;
}

/* What emergency.txt says; true when it is something else than before. */
static bool take_emergency(Desk *desk) {
    EmergencyFile fresh = {0};
    if (!lookout_take_emergency(desk->lookout, &fresh))
        return false;
    bool is_changed = !str_equal(fresh.emergency.text, desk->emergency.emergency.text);
    emergency_file_close(&desk->emergency);
    desk->emergency = fresh;
    return is_changed;
}

/* What another screen of this machine was told, or this one in a former run; true when it is
 * something else than what is shown. A file that cannot be read takes nothing away. */
static bool take_state(Desk *desk) {
    StateReading *reading = &desk->state_read;
    if (!lookout_take_state(desk->lookout, reading))
        return false;
    if (reading->problem.len)
        return false;
    LiveState *state = live_on(reading->state, desk->state->date);
    reading->state = NULL;
    /* What was said here and is on its way there is looked for when it has arrived. */
    if (!kept_is_idle(desk->kept) || kept_is_behind(desk->kept) || is_same(state, desk->state)) {
        live_free(state);
        return false;
    }
    live_free(desk->state);
    desk->state = state;
    return true;
}

/* The changes of the day that `now` is in; those of this run stay when nothing is kept. */
static void take_day(Desk *desk, Instant now) {
    if (!desk->state && desk->path) {
        desk->state = state_read_any(desk->path);
        lookout_read(desk->lookout,
                     LOOKOUT_STATE); /* again when it is watched: it has neighbours */
    }
    if (desk->settings->hold)
        care_see(desk->settings->hold, desk->state);
    Date date = live_date_at(desk_base(desk), desk->state, now, &desk->day_until);
    if (!desk->state || date_compare(desk->state->date, date) != 0) {
        desk->state = live_on(desk->state, date);
        lookout_read(desk->lookout, LOOKOUT_EMERGENCY | LOOKOUT_STATE);
        lookout_wait(desk->lookout, DAY_WAIT_MS);
        take_emergency(desk);
        take_state(desk);
    }
}

void desk_tick(Desk *desk, Instant now) {
    if (now < desk->day_until)
        return;
    take_day(desk, now);
    apply(desk, now, false);
}

void desk_set_clock(Desk *desk) {
    desk->day_until = INT64_MIN;
}

Instant desk_next(const Desk *desk) {
    return desk->day_until;
}

bool desk_hold(const Desk *desk, size_t screen, ViewKind *view) {
    const Schedule *plan = plan_of(desk);
    size_t room = plan ? source_room(desk->source, screen) : SCHEDULE_NONE;
    Str id = plan && room < plan->room_count ? plan->rooms[room].id : (Str){0};
    return live_hold(desk->own, id, view);
}

/* ---- answers -------------------------------------------------------------------------------- */

/* Not before all that was asked for has come. */
static void answer_waiting(Desk *desk, ExitCode code, Str text) {
    for (size_t i = 0; i < desk->source_count; i++)
        if (copies_is_asked(desk->copies[i]))
            return;
    if (desk->is_reading_wanted)
        return;
    for (size_t i = 0; i < desk->waiting_count; i++)
        order_answer(&desk->waiting[i], code, text);
    desk->waiting_count = 0;
}

/* ---- the plan ------------------------------------------------------------------------------- */

/* Beside the schedule or, when that is a URL, beside the state; NULL when there is neither. */
static const char *emergency_path(const Desk *desk, Arena *arena, const Source *source) {
    bool is_url = desk->copies[0] != NULL;
    if (is_url && !desk->path)
        return NULL;
    Str folder = is_url ? path_folder(arena, str_from(desk->path)) : source->loaded->folder;
    return path_join(arena, folder.len ? folder : str_from("."), EMERGENCY_FILE_NAME).s;
}

static void watch_files(Desk *desk, const Source *source) {
    Arena *scratch = arena_create();
    const char *emergency = emergency_path(desk, scratch, source);
    Str path = emergency ? str_from(emergency) : (Str){0};
    lookout_set(desk->lookout, LOOKOUT_EMERGENCY, WATCH_AT_ONCE, &path, NULL, emergency ? 1 : 0);
    size_t count;
    const Str *pictures = picture_paths(scratch, source->schedule, source->loaded->folders, &count);
    lookout_set(desk->lookout, LOOKOUT_PICTURES, WATCH_TOUCHED, pictures, NULL, count);
    lookout_set(desk->lookout, LOOKOUT_FEEDS, WATCH_WRITTEN, source->feed_files,
                source->feed_signatures, source->feed_file_count);
    lookout_read(desk->lookout, LOOKOUT_EMERGENCY | LOOKOUT_PICTURES);
    arena_free(scratch);
}

/* WakeCall of what fetches feeds: what they say is a part of the plan. */
static void take_feeds(void *context) {
    Desk *desk = context;
    want_reading(desk, collect_take(desk->feeds));
}

/* WakeCall of what fetches them. */
static void take_collected(void *context) {
    Desk *desk = context;
    if (!collect_take(desk->collect))
        return;
    desk->settings->hooks.look_again(desk->settings->hooks.context);
    const Schedule *plan = plan_of(desk);
    if (!plan || !address_has_scheme(plan->display.theme))
        return;
    desk_collect(desk, take_collected, take_feeds); /* the theme may name others now */
    apply(desk, now_of(desk), false);
}

void desk_set_plan(Desk *desk, const Source *source, Instant now) {
    if (!desk->source) /* later ones are read when the watch has told of them */
        lookout_set(desk->lookout, LOOKOUT_SOURCE, WATCH_WRITTEN, source->files, source->signatures,
                    source->file_count);
    watch_files(desk, source);
    desk->source = source;
    desk_take_groups(desk);
    desk->loaded_at = now;
    take_day(desk, now);
    apply(desk, now, false);
    desk_judge_copies(desk);
    desk_collect(desk, take_collected, take_feeds);
    desk->is_reading_wanted = false;
    Arena *scratch = arena_create();
    Str problem = source->problem.len ? source->problem : desk_source_problem(desk);
    answer_waiting(
        desk, problem.len ? EXIT_SCHEDULE : EXIT_FINE,
        problem.len ? problem
                    : str_printf(scratch, "read: %zu sessions", source->schedule->session_count));
    arena_free(scratch);
}

void desk_refuse(Desk *desk, Str problem) {
    for (size_t i = 0; i < desk->source_count; i++)
        copies_refuse(desk->copies[i]);
    desk->is_reading_wanted = false;
    answer_waiting(desk, EXIT_SCHEDULE, problem);
}

void desk_doubt(Desk *desk, Str problem) {
    for (size_t i = 0; i < desk->source_count; i++)
        copies_doubt(desk->copies[i]);
    desk->is_reading_wanted = false;
    answer_waiting(desk, EXIT_SCHEDULE, problem);
}

void desk_let_go(Desk *desk) {
    if (desk->settings->hold)
        desk->settings->hold->level = CARE_NONE;
    apply(desk, now_of(desk), false);
}

void desk_trust(Desk *desk) {
    for (size_t i = 0; i < desk->source_count; i++)
        copies_trust(desk->copies[i]);
}

/* ---- commands ------------------------------------------------------------------------------- */

/* Behind an answer: the emergency that no command takes away. */
static Str name_emergency_file(const Desk *desk, Arena *arena, const LiveOp *op, Str answer) {
    bool is_meant = op->kind == LIVE_LIFT && desk->emergency.emergency.text.len &&
                    (op->level == NOTICE_EMERGENCY || op->level == NOTICE_LEVEL_COUNT);
    return is_meant ? str_printf(arena,
                                 "%.*s; an emergency stands in %.*s: it ends when that file "
                                 "is removed",
                                 str_arg(answer), str_arg(desk->emergency.path))
                    : answer;
}

static void change(Desk *desk, Arena *arena, const Order *order, const LiveOp *wanted,
                   Instant now) {
    LiveOp aimed = *wanted, *op = &aimed;
    Str problem = {0};
    if (!live_aim(arena, plan_of(desk), desk->state, op, &problem)) {
        order_answer(order, EXIT_USAGE, problem);
        return;
    }
    if (!live_do(desk->state, op)) {
        order_answer(order, EXIT_USAGE, name_emergency_file(desk, arena, op, live_why_not(op)));
        return;
    }
    /* The sentence compares with what was shown, which is gone then; it is about all screens. */
    const Schedule *before = desk_schedule(desk);
    LiveState *all = desk_find_free(desk);
    Schedule *after = live_apply(desk_base(desk), all, &desk->emergency.emergency, now);
    live_free(all);
    const Schedule *shown = after ? after : plan_of(desk);
    Str text = live_describe(arena, before, shown, op);
    size_t clash_count = 0;
    const Str *clashes = before && shown ? live_clashes(arena, before, shown, &clash_count) : NULL;
    for (size_t i = 0; i < clash_count; i++)
        text = str_printf(arena, "%.*s; but %.*s", str_arg(text), str_arg(clashes[i]));
    schedule_free(after);
    text = name_emergency_file(desk, arena, op, text);
    apply(desk, now, live_is_urgent(op));
    if (!desk->kept)
        text = str_printf(arena, "%.*s (a rehearsal: not kept)", str_arg(text));
    log_info("%s from %.*s: %.*s", live_kind_name(op->kind), str_arg(op->sender), str_arg(text));
    if (desk->kept)
        kept_do(desk->kept, desk->state, op, order, text);
    else
        order_answer(order, EXIT_FINE, text);
}

/* ---- commands that are no changes ----------------------------------------------------------- */

/* A command that is being done. */
typedef struct {
    Desk *desk;
    Arena *arena; /* for its texts */
    const Order *order;
    const Command *command;
    Instant now;
} Task;

typedef void (*Action)(const Task *task);

static void do_turn(const Task *task) {
    const DeskHooks *hooks = &task->desk->settings->hooks;
    bool is_next = task->command->op.kind == LIVE_NEXT;
    Str problem = {0};
    if (hooks->turn(hooks->context, is_next ? 1 : -1, &problem))
        order_answer(task->order, EXIT_FINE,
                     str_from(is_next ? "the next page" : "the page before"));
    else
        order_answer(task->order, EXIT_USAGE, problem);
}

static void do_status(const Task *task) {
    const Order *order = task->order;
    Answer facts = desk_status(task->desk, task->arena, task->now);
    if (order->answer)
        order->answer(order->context, order->id, &facts);
}

static void do_list(const Task *task) {
    order_answer(task->order, EXIT_FINE,
                 live_list(task->arena, plan_of(task->desk), task->desk->state));
}

static void do_screenshot(const Task *task) {
    const DeskHooks *hooks = &task->desk->settings->hooks;
    const char *name = str_copy(task->arena, task->command->path).s;
    hooks->screenshot(hooks->context, name, task->command->display, task->command->width,
                      task->order);
}

static void do_reload(const Task *task) {
    Desk *desk = task->desk;
    if (desk->waiting_count < WAITING_MAX)
        desk->waiting[desk->waiting_count++] = order_asker(task->order);
    else
        order_answer(task->order, EXIT_USAGE,
                     str_from("so many wait for a reading that it is not told how this one ends"));
    collect_ask(desk->collect);
    collect_ask(desk->feeds);
    bool has_files = false;
    for (size_t i = 0; i < desk->source_count; i++) {
        copies_ask(desk->copies[i]);
        has_files |= !desk->copies[i];
    }
    want_reading(desk, has_files);
}

static void do_lower_third(const Task *task) {
    const DeskHooks *hooks = &task->desk->settings->hooks;
    Str answer = {0};
    bool is_done = hooks->lower_third(hooks->context, &task->command->third, task->arena, &answer);
    order_answer(task->order, is_done ? EXIT_FINE : EXIT_USAGE, answer);
}

static void do_take(const Task *task) {
    const DeskHooks *hooks = &task->desk->settings->hooks;
    Str problem = {0};
    if (hooks->take(hooks->context, &problem))
        order_answer(task->order, EXIT_FINE, str_from("the version that waited is shown"));
    else
        order_answer(task->order, EXIT_USAGE, problem);
}

static void do_help(const Task *task) {
    order_answer(task->order, EXIT_FINE, command_help(task->arena));
}

void desk_obey(Desk *desk, const Order *order) {
    static const Action ACTIONS[LIVE_KIND_COUNT] = {
        [LIVE_NEXT] = do_turn,
        [LIVE_PREVIOUS] = do_turn,
        [LIVE_STATUS] = do_status,
        [LIVE_SCREENSHOT] = do_screenshot,
        [LIVE_RELOAD] = do_reload,
        [LIVE_TAKE] = do_take,
        [LIVE_LOWER_THIRD] = do_lower_third,
        [LIVE_HELP] = do_help,
        [LIVE_LIST] = do_list,
    };
    Arena *arena = arena_create();
    Instant now = now_of(desk);
    Command command;
    Str problem;
    Task task = {.desk = desk, .arena = arena, .order = order, .command = &command, .now = now};
    if (!desk_read_order(desk, arena, order, now, &command, &problem))
        order_answer(order, EXIT_USAGE, problem);
    else if (ACTIONS[command.op.kind])
        ACTIONS[command.op.kind](&task);
    else
        change(desk, arena, order, &command.op, now);
    arena_free(arena);
}

/* ---- the socket ----------------------------------------------------------------------------- */

static void answer_client(void *context, uint64_t client, const Answer *answer) {
    Desk *desk = context;
    Arena *arena = arena_create();
    if (desk->control)
        control_answer(desk->control, client, control_answer_json(arena, answer));
    arena_free(arena);
}

/* WakeCall */
static void take_requests(void *context) {
    Desk *desk = context;
    ControlRequest request;
    Arena *arena = arena_create();
    while (control_take(desk->control, arena, &request)) {
        Order order = {.text = request.line,
                       .sender = str_from("socket"),
                       .answer = answer_client,
                       .context = desk,
                       .id = request.client};
        desk_obey(desk, &order);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* ---- files and the network ------------------------------------------------------------------ */

/* True when there is something to be read. */
static bool take_fetched(Desk *desk) {
    bool is_same = false, is_failed = false, is_new = false;
    for (size_t i = 0; i < desk->source_count; i++) {
        CopiesNews news = copies_take(desk->copies[i]);
        is_new |= news == COPIES_NEW || news == COPIES_BACK;
        is_same |= news == COPIES_SAME || news == COPIES_BACK;
        is_failed |= news == COPIES_FAILED;
    }
    if (is_failed)
        answer_waiting(desk, EXIT_SCHEDULE, desk_source_problem(desk));
    else if (is_same)
        answer_waiting(desk, EXIT_FINE, str_from("the server has nothing new"));
    return is_new;
}

/* ---- what wakes the loop: WakeCalls --------------------------------------------------------- */

static void take_watched(void *context) {
    Desk *desk = context;
    uint32_t changed = lookout_take(desk->lookout);
    bool had_emergency = live_has_emergency(desk->state), is_urgent = take_emergency(desk);
    bool is_other_state = take_state(desk);
    is_urgent |= live_has_emergency(desk->state) != had_emergency;
    if (is_urgent || is_other_state)
        apply(desk, now_of(desk), is_urgent);
    if (changed & LOOKOUT_PICTURES)
        desk->settings->hooks.look_again(desk->settings->hooks.context);
    want_reading(desk, changed & (LOOKOUT_SOURCE | LOOKOUT_FEEDS));
}

static void take_answer_of_server(void *desk) {
    want_reading(desk, take_fetched(desk));
}

static void take_kept(void *context) {
    Desk *desk = context;
    kept_take(desk->kept);
    lookout_read(desk->lookout, LOOKOUT_STATE);
}

/* ---- beginning and end ---------------------------------------------------------------------- */

static void open_state(Desk *desk) {
    const DeskSettings *settings = desk->settings;
    if (settings->is_rehearsal && !settings->state_folder)
        return;
    Str folder = state_folder(desk->arena, settings->state_folder);
    if (folder.len == 0) {
        log_warning("neither XDG_STATE_HOME, HOME nor XDG_RUNTIME_DIR is set; staff's changes end "
                    "with the program, unless --state says where to keep them");
        return;
    }
    desk->is_passing =
        !str_equal(folder, state_folder_lasting(desk->arena, settings->state_folder));
    if (desk->is_passing)
        log_warning("the disk is read-only: staff's changes are kept in %.*s, until the power goes",
                    str_arg(folder));
    Str key = desk->copies[0] ? str_from(settings->source->path) : desk->name;
    desk->path = state_path(desk->arena, folder, key).s;
    Str path = str_from(desk->path);
    desk->kept = kept_open(desk->path, desk->name, KEEPER_AGAIN_AFTER);
    if (desk->kept)
        lookout_set(desk->lookout, LOOKOUT_STATE, WATCH_AT_ONCE, &path, NULL, 1);
    else
        desk->path = NULL;
}

/* URLs are asked for, each by itself; files are watched once they have been read. */
static void open_sources(Desk *desk) {
    const DeskSettings *settings = desk->settings;
    const char *path = settings->source->path;
    desk->source_count = settings->source->also_count + 1;
    desk->copies = arena_new(desk->arena, Copies *, desk->source_count);
    const SourceContent *contents = desk_first_contents(desk->arena, settings);
    for (size_t i = 0; i < desk->source_count; i++) {
        FetchSettings fetch = desk_fetch_settings(settings, i);
        Str name = fetch.url ? address_public_name(desk->arena, fetch.url) : (Str){0};
        if (contents[i].is_url)
            desk->copies[i] = copies_open(&fetch, name, contents[i].bytes);
        if (i == 0)
            desk->name = name;
    }
    if (!contents[0].is_url) {
        const char *file = path ? path : settings->source->resources->schedules.s;
        desk->name = state_schedule_name(desk->arena, file ? file : "schedules");
    }
}

Desk *desk_open(const DeskSettings *settings, Wake *wake) {
    Desk *desk = calloc(1, sizeof *desk);
    if (!desk)
        abort();
    *desk = (Desk){.settings = settings,
                   .arena = arena_create(),
                   .lookout = lookout_open(&(WatchSettings){0}),
                   .day_until = INSTANT_NEVER};
    desk->wake = wake;
    desk->bare = live_bare_plan(moment_host_zone(desk->arena), moment_host_language(desk->arena));
    open_sources(desk);
    desk_take_groups(desk);
    open_state(desk);
    Str folder = control_folder(desk->arena);
    desk->control = control_open(folder.len ? folder.s : "",
                                 settings->screen_name ? settings->screen_name : "kiosk");
    wake_add(wake, lookout_fd(desk->lookout), take_watched, desk);
    if (desk->control)
        wake_add(wake, control_fd(desk->control), take_requests, desk);
    for (size_t i = 0; i < desk->source_count; i++)
        if (desk->copies[i])
            wake_add(wake, copies_fd(desk->copies[i]), take_answer_of_server, desk);
    if (desk->kept)
        wake_add(wake, kept_fd(desk->kept), take_kept, desk);
    return desk;
}

void desk_close(Desk *desk) {
    if (!desk)
        return;
    for (size_t i = 0; i < desk->source_count; i++)
        copies_close(desk->copies[i]);
    collect_stop(desk->collect);
    collect_stop(desk->feeds);
    kept_close(desk->kept); /* answers by the socket */
    control_close(desk->control);
    lookout_close(desk->lookout);
    schedule_free(desk->changed);
    schedule_free(desk->bare);
    live_free(desk->own);
    live_free(desk->state);
    state_reading_close(&desk->state_read);
    emergency_file_close(&desk->emergency);
    arena_free(desk->lost_arena);
    arena_free(desk->refused_arena);
    arena_free(desk->groups_arena);
    arena_free(desk->arena);
    free(desk);
}
