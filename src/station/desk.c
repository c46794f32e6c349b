#include "station/desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/log.h"
#include "live/clashes.h"
#include "live/emergency_file.h"
#include "live/state_file.h"
#include "live/watch.h"
#include "schedule/now_next.h"
#include "station/copies.h"
#include "station/kept.h"
#include "station/picture_watch.h"

#define LOG_MODULE "live"

enum { TAG_SOURCE = 1, TAG_EMERGENCY = 2, TAG_STATE = 4, TAG_PICTURES = 8 };
enum { WAITING_MAX = CONTROL_CLIENTS_MAX };

struct Desk {
    const DeskSettings *settings;
    Arena *arena;     /* owned: what lives as long as the desk */
    Watch *watch;     /* owned */
    Control *control; /* owned; may be NULL */
    Copies *copies;   /* owned; NULL: the source is no URL */
    Str name;         /* of the schedule, for the state: an absolute path or a URL */
    const char *path; /* of the state file; NULL: changes are not kept */
    Kept *kept;       /* owned; NULL like the path */

    const Source *source;    /* borrowed; NULL before desk_set_plan */
    Schedule *changed;       /* owned; NULL: the plan is shown as it is */
    LiveState *state;        /* owned */
    EmergencyFile emergency; /* owned */
    Arena *lost_arena;       /* owned: the texts */
    Str *lost;               /* changes whose session or room is not in the plan; for staff */
    size_t lost_count;
    Instant loaded_at;
    Instant day_until;          /* when the state's day ends */
    Order waiting[WAITING_MAX]; /* who asked for a reading; without their texts */
    size_t waiting_count;
};

static Instant now_of(const Desk *desk) {
    return clock_now(desk->settings->clock);
}

static void want_reading(const Desk *desk, bool is_wanted) {
    if (is_wanted)
        desk->settings->hooks.read(desk->settings->hooks.context);
}

/* ---- the day and its changes ---------------------------------------------------------------- */

static const Schedule *plan_of(const Desk *desk) {
    return desk->source ? desk->source->schedule : NULL;
}

const Schedule *desk_schedule(const Desk *desk) {
    return desk->changed ? desk->changed : plan_of(desk);
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
    desk->changed = live_apply(plan_of(desk), desk->state, &desk->emergency.emergency, now);
    hooks->show(hooks->context, is_urgent);
    schedule_free(former);
}

static LiveState *read_state(const Desk *desk, Date date) {
    return desk->path ? state_read(desk->path, date) : live_create(date);
}

static bool is_same(const LiveState *a, const LiveState *b) {
    Arena *arena = arena_create();
    bool is_equal = str_equal(live_to_json(arena, a, (Str){0}), live_to_json(arena, b, (Str){0}));
    arena_free(arena);
    return is_equal;
}

/* The changes of the day that `now` is in; those of this run stay when nothing is kept. */
static void take_day(Desk *desk, Instant now) {
    if (!desk->state && desk->path)
        desk->state = state_read_any(desk->path);
    Date date = live_date_at(plan_of(desk), desk->state, now, &desk->day_until);
    if (!desk->state || date_compare(desk->state->date, date) != 0) {
        live_free(desk->state);
        desk->state = read_state(desk, date);
    }
}

void desk_tick(Desk *desk, Instant now) {
    if (now < desk->day_until)
        return;
    take_day(desk, now);
    apply(desk, now, false);
}

Instant desk_next(const Desk *desk) {
    return desk->day_until;
}

bool desk_hold(const Desk *desk, ViewKind *view) {
    return live_hold(desk->state, view);
}

/* ---- answers -------------------------------------------------------------------------------- */

static void answer_waiting(Desk *desk, ExitCode code, Str text) {
    for (size_t i = 0; i < desk->waiting_count; i++)
        order_answer(&desk->waiting[i], code, text);
    desk->waiting_count = 0;
}

/* ---- the plan ------------------------------------------------------------------------------- */

/* Beside the schedule or, when that is a URL, beside the state; NULL when there is neither. */
static const char *emergency_path(const Desk *desk, Arena *arena, const Source *source) {
    if (desk->copies && !desk->path)
        return NULL;
    Str folder = desk->copies ? path_folder(arena, str_from(desk->path)) : source->loaded->folder;
    return path_join(arena, folder.len ? folder : str_from("."), EMERGENCY_FILE_NAME).s;
}

static bool read_emergency(Desk *desk) {
    Arena *scratch = arena_create();
    const char *path = desk->source ? emergency_path(desk, scratch, desk->source) : NULL;
    bool is_changed = emergency_file_read(&desk->emergency, path);
    arena_free(scratch);
    return is_changed;
}

static void watch_emergency(Desk *desk, const Source *source) {
    Arena *scratch = arena_create();
    const char *former = desk->source ? emergency_path(desk, scratch, desk->source) : NULL;
    const char *path = emergency_path(desk, scratch, source);
    if (path && (!former || strcmp(path, former) != 0)) {
        watch_remove(desk->watch, TAG_EMERGENCY);
        watch_add(desk->watch, path, WATCH_AT_ONCE, TAG_EMERGENCY);
    }
    arena_free(scratch);
}

void desk_set_plan(Desk *desk, const Source *source, Instant now) {
    watch_emergency(desk, source);
    watch_pictures(desk->watch, source->schedule, source->loaded->folder, TAG_PICTURES);
    desk->source = source;
    desk->loaded_at = now;
    read_emergency(desk);
    take_day(desk, now);
    apply(desk, now, false);
    copies_show(desk->copies, source->schedule,
                diagnostics_has_errors(&source->loaded->diagnostics));
    Arena *scratch = arena_create();
    answer_waiting(desk, source->problem.len ? EXIT_SCHEDULE : EXIT_FINE,
                   source->problem.len ? source->problem
                                       : str_printf(scratch, "read: %zu sessions",
                                                    source->schedule->session_count));
    arena_free(scratch);
}

void desk_refuse(Desk *desk, Str problem) {
    copies_refuse(desk->copies);
    answer_waiting(desk, EXIT_SCHEDULE, problem);
}

void desk_doubt(Desk *desk, Str problem) {
    copies_doubt(desk->copies);
    answer_waiting(desk, EXIT_SCHEDULE, problem);
}

void desk_trust(Desk *desk) {
    copies_trust(desk->copies);
}

const Str *desk_content(const Desk *desk) {
    return copies_bytes(desk->copies);
}

Str desk_problem(const Desk *desk) {
    Str fetch = copies_problem(desk->copies);
    if (fetch.len || desk->emergency.problem.len)
        return fetch.len ? fetch : desk->emergency.problem;
    return desk->lost_count ? desk->lost[0] : (Str){0};
}

/* ---- commands ------------------------------------------------------------------------------- */

static void change(Desk *desk, Arena *arena, const Order *order, const LiveOp *wanted,
                   Instant now) {
    LiveOp aimed = *wanted, *op = &aimed;
    Str problem = {0};
    if (!live_aim(arena, plan_of(desk), desk->state, op, &problem)) {
        order_answer(order, EXIT_USAGE, problem);
        return;
    }
    if (!live_do(desk->state, op)) {
        order_answer(order, EXIT_USAGE, live_why_not(op));
        return;
    }
    /* The sentence compares with what was shown, which is gone then. */
    const Schedule *before = desk_schedule(desk);
    Schedule *after = live_apply(plan_of(desk), desk->state, &desk->emergency.emergency, now);
    const Schedule *shown = after ? after : plan_of(desk);
    Str text = live_describe(arena, before, shown, op);
    size_t clash_count = 0;
    const Str *clashes = before && shown ? live_clashes(arena, before, shown, &clash_count) : NULL;
    for (size_t i = 0; i < clash_count; i++)
        text = str_printf(arena, "%.*s; but %.*s", str_arg(text), str_arg(clashes[i]));
    schedule_free(after);
    apply(desk, now, live_is_urgent(op));
    if (!desk->kept)
        text = str_printf(arena, "%.*s (a rehearsal: not kept)", str_arg(text));
    log_info("%s from %.*s: %.*s", live_kind_name(op->kind), str_arg(op->sender), str_arg(text));
    if (desk->kept)
        kept_do(desk->kept, desk->state->date, op, order, text);
    else
        order_answer(order, EXIT_FINE, text);
}

static Str state_name(DayStateKind kind) {
    static const char *const NAMES[] = {[DAY_NO_SCHEDULE] = "no schedule",
                                        [DAY_FAR] = "far off",
                                        [DAY_NO_SESSIONS] = "no sessions",
                                        [DAY_BEFORE] = "before",
                                        [DAY_RUNNING] = "running",
                                        [DAY_BREAK] = "break",
                                        [DAY_GAP] = "free",
                                        [DAY_AFTER] = "after",
                                        [DAY_OVER] = "over"};
    _Static_assert(countof(NAMES) == DAY_STATE_COUNT, "a name for each state");
    return str_from(NAMES[kind]);
}

static Answer status(Desk *desk, Arena *arena, Instant now) {
    const Schedule *shown = desk_schedule(desk);
    size_t clash_count = 0;
    const Str *clashes = desk->changed && plan_of(desk)
                             ? live_clashes(arena, plan_of(desk), shown, &clash_count)
                             : NULL;
    size_t problem_count = 0;
    ControlStatus facts = {.version = KIOSK_VERSION,
                           .schedule = shown,
                           .schedule_name = desk->name,
                           .now = now,
                           .schedule_age = now - desk->loaded_at,
                           .live = desk->state,
                           .state_file = str_from(desk->path),
                           .watch = str_from(watch_method(desk->watch))};
    desk->settings->hooks.fill_status(desk->settings->hooks.context, arena, &facts);
    Str *problems = arena_new(arena, Str,
                              facts.screen_count + facts.picture_problem_count + desk->lost_count +
                                  clash_count + 4);
    for (size_t i = 0; i < facts.screen_count; i++) {
        size_t room = desk->source ? source_room(desk->source, i) : SCHEDULE_NONE;
        bool is_nowhere = room == SCHEDULE_NO_ROOM;
        if (shown && room != SCHEDULE_NONE && !is_nowhere)
            facts.screens[i].room = shown->rooms[room].id;
        facts.screens[i].state =
            state_name(is_nowhere ? DAY_NO_SCHEDULE : day_state_at(shown, room, now).kind);
    }
    if (facts.source_error.len)
        problems[problem_count++] = facts.source_error;
    if (copies_problem(desk->copies).len)
        problems[problem_count++] = copies_problem(desk->copies);
    if (shown && shown->event.is_zone_assumed)
        problems[problem_count++] =
            str_printf(arena,
                       "nobody said in which time zone the schedule is: it is taken to be in %.*s; "
                       "say --timezone",
                       str_arg(shown->event.zone_name));
    if (desk->emergency.problem.len)
        problems[problem_count++] = desk->emergency.problem;
    for (size_t i = 0; i < desk->lost_count; i++)
        problems[problem_count++] = desk->lost[i];
    for (size_t i = 0; i < clash_count; i++)
        problems[problem_count++] = clashes[i];
    for (size_t i = 0; i < facts.screen_count; i++)
        if (!facts.screens[i].is_there)
            problems[problem_count++] =
                str_printf(arena, "display %d is not there: %.*s", facts.screens[i].display,
                           str_arg(facts.screens[i].name));
    for (size_t i = 0; i < facts.picture_problem_count; i++)
        problems[problem_count++] = facts.picture_problems[i];
    facts.problems = problems;
    facts.problem_count = problem_count;
    return (Answer){.code = problem_count ? EXIT_USAGE : EXIT_FINE,
                    .status = control_status_json(arena, &facts)};
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
    Answer facts = status(task->desk, task->arena, task->now);
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
    Str problem = {0};
    if (hooks->screenshot(hooks->context, task->arena, name, task->command->display, &problem))
        order_answer(task->order, EXIT_FINE, str_printf(task->arena, "%s is written", name));
    else
        order_answer(task->order, EXIT_OUTPUT, problem);
}

static void do_reload(const Task *task) {
    Desk *desk = task->desk;
    if (desk->waiting_count < WAITING_MAX)
        desk->waiting[desk->waiting_count++] = order_asker(task->order);
    if (desk->copies)
        copies_ask(desk->copies);
    else
        want_reading(desk, true);
}

static void do_lower_third(const Task *task) {
    const DeskHooks *hooks = &task->desk->settings->hooks;
    bool is_on = task->command->is_on;
    Str problem = {0};
    if (!hooks->lower_third(hooks->context, is_on, &problem)) {
        order_answer(task->order, EXIT_USAGE, problem);
        return;
    }
    order_answer(task->order, EXIT_FINE,
                 str_from(is_on ? "the lower third is shown, until it is hidden or the session ends"
                                : "the lower third is hidden; the next one comes as planned"));
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
    if (!command_parse(arena, order->text, order->sender, desk_schedule(desk), now, &command,
                       &problem))
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

Str desk_screen_name(const Desk *desk, Arena *arena) {
    const char *wanted = desk->settings->screen_name ? desk->settings->screen_name : "kiosk";
    return desk->control ? control_name(desk->control, arena) : str_from(wanted);
}

/* ---- files and the network ------------------------------------------------------------------ */

/* What another screen of this machine was told. */
static void take_state_file(Desk *desk, Instant now) {
    if (!desk->path || !kept_is_idle(desk->kept))
        return; /* what was said here is on its way there; the file is looked at afterwards */
    LiveState *state = read_state(desk, desk->state->date);
    if (is_same(state, desk->state)) {
        live_free(state);
        return;
    }
    bool is_urgent_one = live_has_emergency(state) != live_has_emergency(desk->state);
    live_free(desk->state);
    desk->state = state;
    apply(desk, now, is_urgent_one);
}

static bool look_at_files(Desk *desk, Instant now) {
    uint32_t changed = watch_take(desk->watch);
    if ((changed & TAG_EMERGENCY) && read_emergency(desk))
        apply(desk, now, true);
    if (changed & TAG_STATE)
        take_state_file(desk, now);
    if (changed & TAG_PICTURES)
        desk->settings->hooks.look_again(desk->settings->hooks.context);
    return changed & TAG_SOURCE;
}

/* True when there is something to be read. */
static bool take_fetched(Desk *desk) {
    CopiesNews news = copies_take(desk->copies);
    if (news == COPIES_SAME || news == COPIES_BACK)
        answer_waiting(desk, EXIT_FINE, str_from("the server has nothing new"));
    else if (news == COPIES_FAILED)
        answer_waiting(desk, EXIT_SCHEDULE, copies_problem(desk->copies));
    return news == COPIES_NEW || news == COPIES_BACK;
}

/* ---- what wakes the loop: WakeCalls --------------------------------------------------------- */

static void take_watched(void *desk) {
    want_reading(desk, look_at_files(desk, now_of(desk)));
}

static void take_answer_of_server(void *desk) {
    want_reading(desk, take_fetched(desk));
}

static void take_kept(void *context) {
    Desk *desk = context;
    kept_take(desk->kept);
    take_state_file(desk, now_of(desk));
}

/* ---- beginning and end ---------------------------------------------------------------------- */

static FetchSettings fetch_settings(const DeskSettings *settings) {
    return (FetchSettings){.url = settings->source->path, .cache_folder = settings->cache_folder};
}

const Str *desk_first_content(Arena *arena, const DeskSettings *settings) {
    if (!settings->source->path || !fetch_is_url(settings->source->path))
        return NULL;
    FetchSettings fetch = fetch_settings(settings);
    Str *content = arena_new(arena, Str, 1);
    fetch_cached(&fetch, arena, content, NULL);
    return content;
}

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
    Str key = desk->copies ? str_from(settings->source->path) : desk->name;
    desk->path = state_path(desk->arena, folder, key).s;
    watch_add(desk->watch, desk->path, WATCH_AT_ONCE, TAG_STATE);
    desk->kept = kept_open(desk->path, desk->name);
    if (!desk->kept)
        desk->path = NULL;
}

Desk *desk_open(const DeskSettings *settings, Wake *wake) {
    Desk *desk = calloc(1, sizeof *desk);
    if (!desk)
        abort();
    const char *path = settings->source->path;
    *desk = (Desk){.settings = settings,
                   .arena = arena_create(),
                   .watch = watch_create(&(WatchSettings){0}),
                   .day_until = INSTANT_NEVER};
    if (path && fetch_is_url(path)) {
        FetchSettings fetch = fetch_settings(settings);
        const Str *content = desk_first_content(desk->arena, settings);
        desk->name = fetch_public_name(desk->arena, path);
        desk->copies = copies_open(&fetch, desk->name, *content);
    } else {
        const char *file = path ? path : settings->source->resources->schedules.s;
        desk->name = state_schedule_name(desk->arena, file ? file : "schedules");
        /* By the path that was given: the links on it may be pointed elsewhere. */
        watch_add(desk->watch, file ? file : desk->name.s, WATCH_WRITTEN, TAG_SOURCE);
    }
    for (size_t i = 0; i < settings->source->also_count; i++)
        watch_add(desk->watch, settings->source->also[i], WATCH_WRITTEN, TAG_SOURCE);
    open_state(desk);
    Str folder = control_folder(desk->arena);
    desk->control = control_open(folder.len ? folder.s : "",
                                 settings->screen_name ? settings->screen_name : "kiosk");
    wake_add(wake, watch_fd(desk->watch), take_watched, desk);
    if (desk->control)
        wake_add(wake, control_fd(desk->control), take_requests, desk);
    if (desk->copies)
        wake_add(wake, copies_fd(desk->copies), take_answer_of_server, desk);
    if (desk->kept)
        wake_add(wake, kept_fd(desk->kept), take_kept, desk);
    return desk;
}

void desk_close(Desk *desk) {
    if (!desk)
        return;
    copies_close(desk->copies);
    kept_close(desk->kept); /* answers by the socket */
    control_close(desk->control);
    watch_free(desk->watch);
    schedule_free(desk->changed);
    live_free(desk->state);
    emergency_file_close(&desk->emergency);
    arena_free(desk->lost_arena);
    arena_free(desk->arena);
    free(desk);
}
