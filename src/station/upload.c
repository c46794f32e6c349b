#include "station/upload.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/address.h"
#include "base/background.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/shorten.h"
#include "check/preflight.h"
#include "live/json_text.h"
#include "picture/moment.h"
#include "picture/own_screen.h"
#include "picture/rooms.h"

#define LOG_MODULE "upload"

enum { ALARMS_MAX = 64, COPIES_MAX = 1000 };

/* Notices that only some may raise or lift, each by its hash. */
typedef struct {
    uint64_t items[ALARMS_MAX];
    size_t count; /* ALARMS_MAX: perhaps more */
} Alarms;

struct Upload {
    Wake *wake;  /* borrowed */
    AskBox *box; /* borrowed */
    int event;   /* owned; written by the thread when it is done */
    pthread_t thread;
    bool is_busy; /* a thread runs, or waits to be joined */

    /* What waits to be taken. */
    Arena *arena;     /* owned; NULL: nothing does */
    Str bytes, name;  /* as they were sent */
    Str id, sender;   /* … */
    bool is_usable;   /* it can be shown */
    size_t sessions;  /* of it */
    uint64_t instead; /* Schedule.hash of what was shown when it was checked */
    Alarms alarms;

    /* The thread's while it runs. */
    Ask *ask;
    SourceSettings settings;
    Instant now;
    Str path;  /* of the file that is shown */
    Str stamp; /* "20260516-104012": now, there */
    unsigned code;
    Arena *answer_arena; /* owned */
    Str answer;          /* JSON */
};

/* ---- answers -------------------------------------------------------------------------------- */

static Str dump(Arena *arena, json_t *root) {
    char *text = json_dumps(root, JSON_COMPACT);
    Str copy = str_copy(arena, str_from(text ? text : "{}"));
    free(text);
    json_decref(root);
    return copy;
}

/* {"ok": …, "error" or "message": …} */
static Str sentence(Arena *arena, unsigned code, Str text) {
    json_t *root = json_object();
    json_object_set_new(root, "ok", json_boolean(code == 200));
    json_object_set_new(root, code == 200 ? "message" : "error", json_of_text(text));
    return dump(arena, root);
}

static void say(const Upload *upload, Ask *ask, unsigned code, Str text) {
    Arena *arena = arena_create();
    ask_answer(upload->box, ask, code, sentence(arena, code, text));
    arena_free(arena);
}

/* The thread's answer. */
static void conclude(Upload *upload, unsigned code, Str text) {
    upload->code = code;
    upload->answer = sentence(upload->answer_arena, code, text);
}

static void forget(Upload *upload) {
    arena_free(upload->arena);
    upload->arena = NULL;
    upload->bytes = upload->name = upload->id = upload->sender = (Str){0};
}

/* ---- alarms --------------------------------------------------------------------------------- */

static uint64_t hash_notice(const Notice *notice) {
    uint64_t hash = str_hash(STR_HASH_SEED + notice->level, &notice->from, sizeof notice->from);
    hash = str_hash(hash, &notice->until, sizeof notice->until);
    for (size_t i = 0; i < notice->text.count; i++) {
        const Translation *text = &notice->text.items[i];
        hash = str_hash(hash, text->language.s, text->language.len);
        hash = str_hash(hash, text->text.s, text->text.len);
    }
    return str_hash(hash, notice->rooms, notice->room_count * sizeof *notice->rooms);
}

static Alarms alarms_of(const Schedule *schedule) {
    Alarms alarms = {0};
    for (size_t i = 0; schedule && i < schedule->notice_count; i++) {
        NoticeLevel level = schedule->notices[i].level;
        bool is_alarm = level == NOTICE_EMERGENCY || level == NOTICE_TEST;
        if (is_alarm && alarms.count < ALARMS_MAX)
            alarms.items[alarms.count++] = hash_notice(&schedule->notices[i]);
    }
    return alarms;
}

static bool are_same_alarms(const Alarms *a, const Alarms *b) {
    return a->count == b->count && a->count < ALARMS_MAX &&
           memcmp(a->items, b->items, a->count * sizeof *a->items) == 0;
}

/* ---- the thread ----------------------------------------------------------------------------- */

/* Beside the file that is shown, with its ending, so that it is read as that is, and finds the same
 * pictures. It has no life of its own: what is taken is the bytes. */
static const char *trial_path(const Upload *upload, Arena *arena) {
    Str name =
        str_printf(arena, ".upload-%d-%.*s", (int)getpid(), str_arg(path_name(upload->path)));
    return path_join(arena, path_folder(arena, upload->path), name.s).s;
}

/* The findings, as `kiosk check --json` writes them, about the name that the sender knows. */
static json_t *check(Upload *upload, const char *trial, Arena *arena) {
    SourceSettings settings = upload->settings;
    settings.path = trial;
    settings.contents = NULL;
    Source *source = source_open(&settings, upload->now, NULL);
    source->loaded->diagnostics.file_name = upload->name;
    CheckReport report = check_report_create(arena);
    PreflightSettings preflight = {.resources = settings.resources,
                                   .copies = settings.copies,
                                   .path = str_copy(arena, upload->name).s};
    preflight_run(&preflight, source, &report);
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    if (!to)
        abort();
    check_report_print_json(&report, false, to);
    fclose(to);
    json_t *json = json_loadb(text, len, 0, NULL);
    free(text);
    upload->is_usable = source->schedule != NULL;
    upload->sessions = source->schedule ? source->schedule->session_count : 0;
    upload->alarms = alarms_of(source->schedule);
    source_close(source);
    return json ? json : json_object();
}

static void check_upload(Upload *upload) {
    Arena *arena = arena_create();
    const char *trial = trial_path(upload, arena);
    if (!file_write(trial, &upload->bytes, 1,
                    &(FileWrite){.is_private = true, .makes_folders = true})) {
        Str why = str_printf(arena, "%.*s: %s; nothing can be put there",
                             str_arg(path_folder(arena, upload->path)), file_error_words(errno));
        conclude(upload, 409, why);
        forget(upload);
        arena_free(arena);
        return;
    }
    json_t *root = json_object();
    json_object_set_new(root, "ok", json_true());
    json_object_set_new(root, "id", json_of_text(upload->id));
    json_object_set_new(root, "name", json_of_text(upload->name));
    json_object_set_new(root, "instead_of", json_of_text(path_name(upload->path)));
    json_object_set_new(root, "report", check(upload, trial, arena));
    json_object_set_new(root, "usable", json_boolean(upload->is_usable));
    unlink(trial);
    upload->code = 200;
    upload->answer = dump(upload->answer_arena, root);
    arena_free(arena);
}

/* Where the file that is shown is kept: "day1.yaml.20260516-104012.bak". Empty: too many. */
static Str copy_path(const Upload *upload, Arena *arena) {
    for (int i = 1; i <= COPIES_MAX; i++) {
        Str number = i > 1 ? str_printf(arena, "-%d", i) : (Str){0};
        Str path = str_printf(arena, "%.*s.%.*s%.*s.bak", str_arg(upload->path),
                              str_arg(upload->stamp), str_arg(number));
        if (!file_exists(path.s))
            return path;
    }
    return (Str){0};
}

/* Where nothing is shown yet there is nothing to keep: `copy` stays empty. False: what is there
 * cannot be kept, errno says why; `copy` is then what was tried, empty when there are too many. */
static bool keep_former(const Upload *upload, Arena *arena, const char *path, Str *copy) {
    static const FileWrite HOW = {.is_durable = true};
    Str former;
    *copy = (Str){0};
    if (file_read(arena, path, &former)) {
        *copy = copy_path(upload, arena);
        return copy->len && file_write(copy->s, &former, 1, &HOW);
    }
    if (errno == ENOENT)
        return true;
    *copy = str_from(path);
    return false;
}

static void take_upload(Upload *upload) {
    Arena *arena = arena_create();
    const char *path = str_copy(arena, upload->path).s;
    static const FileWrite HOW = {.is_durable = true, .makes_folders = true};
    Str copy;
    bool is_kept = keep_former(upload, arena, path, &copy);
    if (is_kept && file_write(path, &upload->bytes, 1, &HOW)) {
        Str kept =
            copy.len ? str_printf(arena, "; what it was is kept as %.*s", str_arg(path_name(copy)))
                     : (Str){0};
        Str text = str_printf(arena, "%.*s is now what was sent as %.*s (%zu sessions)%.*s",
                              str_arg(path_name(upload->path)), str_arg(upload->name),
                              upload->sessions, str_arg(kept));
        conclude(upload, 200, text);
        log_info("from %.*s: %.*s", str_arg(upload->ask->sender), str_arg(text));
        forget(upload);
    } else {
        bool is_full = !is_kept && copy.len == 0;
        conclude(upload, 409,
                 str_printf(arena, "%s: %s; what is shown stays",
                            is_kept || is_full ? path : copy.s,
                            is_full ? "too many copies are there" : file_error_words(errno)));
    }
    arena_free(arena);
}

/* A plan with this screen alone. */
static void write_screen(Upload *upload) {
    static const FileWrite HOW = {.is_durable = true, .makes_folders = true};
    Arena *arena = arena_create();
    const Ask *ask = upload->ask;
    OwnScreenFile file;
    Str problem;
    if (!own_screen_plan(arena, &upload->settings, ask->name, ask->text, &file, &problem)) {
        conclude(upload, 409, problem);
    } else if (!file_write(file.path.s, &file.text, 1, &HOW)) {
        conclude(upload, 409,
                 str_printf(arena, "%.*s: %s; the screen is what it was", str_arg(file.path),
                            file_error_words(errno)));
    } else {
        Str text = str_printf(arena,
                              "this screen is %.*s and shows %.*s; commands know it by that name "
                              "after the kiosk's next start",
                              str_arg(ask->name),
                              str_arg(ask->text.len ? ask->text : str_from("all rooms")));
        conclude(upload, 200, text);
        log_info("from %.*s: %.*s", str_arg(ask->sender), str_arg(text));
    }
    arena_free(arena);
}

static void *run(void *context) {
    Upload *upload = context;
    background_begin();
    if (upload->ask->kind == ASK_UPLOAD)
        check_upload(upload);
    else if (upload->ask->kind == ASK_SCREEN)
        write_screen(upload);
    else
        take_upload(upload);
    uint64_t one = 1;
    if (write(upload->event, &one, sizeof one) < 0)
        log_error("%s", strerror(errno));
    return NULL;
}

/* ---- the loop's thread ---------------------------------------------------------------------- */

/* WakeCall */
static void finish(void *context) {
    Upload *upload = context;
    uint64_t times;
    if (!upload->is_busy || read(upload->event, &times, sizeof times) < 0)
        return;
    pthread_join(upload->thread, NULL);
    upload->is_busy = false;
    ask_answer(upload->box, upload->ask, upload->code, upload->answer);
    arena_free(upload->answer_arena);
    upload->answer_arena = NULL;
}

static void start(Upload *upload, const UploadPlace *place, Ask *ask) {
    Arena *arena = arena_create();
    LocalTime t = zone_local(place->source->schedule ? place->source->schedule->event.zone
                                                     : moment_host_zone(arena),
                             place->now);
    upload->answer_arena = arena;
    upload->ask = ask;
    upload->settings = *place->settings;
    upload->now = place->now;
    upload->path = str_copy(arena, place->source->loaded->path);
    upload->stamp = str_printf(arena, "%04d%02d%02d-%02d%02d%02d", t.date.year, t.date.month,
                               t.date.day, t.hour, t.minute, t.second);
    int error = pthread_create(&upload->thread, NULL, run, upload);
    upload->is_busy = !error;
    if (!error)
        return;
    say(upload, ask, 503, str_from(strerror(error)));
    arena_free(arena);
    upload->answer_arena = NULL;
}

/* Empty: there is one file that can be written over. */
static Str why_not(const UploadPlace *place) {
    const SourceSettings *settings = place->settings;
    if (settings->also_count)
        return str_from("this kiosk joins several schedules: each is changed where it lies");
    if (settings->is_demo || !settings->path)
        return str_from("this kiosk shows a schedule that came with the program: start it with a "
                        "file of your own");
    if (address_has_scheme(str_from(settings->path)))
        return str_from("this kiosk reads its schedule from a server: change it there");
    if (!place->source || place->source->loaded->path.len == 0)
        return str_from("there is no file that could be written over");
    return (Str){0};
}

/* Without what could look like something else in a message. */
static Str clean_name(Arena *arena, Str name) {
    enum { NAME_MAX_BYTES = 120 };
    Str last = str_copy(arena, path_name(name));
    char *bytes = (char *)(uintptr_t)last.s;
    for (size_t i = 0; i < last.len; i++)
        if ((unsigned char)bytes[i] < ' ' || bytes[i] == 0x7F)
            bytes[i] = ' ';
    last = shorten_bytes(str_trim(last), NAME_MAX_BYTES);
    return last.len ? last : str_from("schedule");
}

static uint64_t shown_hash(const UploadPlace *place) {
    return place->source->schedule ? place->source->schedule->hash : 0;
}

static void begin_check(Upload *upload, const UploadPlace *place, Ask *ask) {
    forget(upload);
    upload->arena = arena_create();
    upload->bytes = str_copy(upload->arena, ask->bytes);
    upload->name = clean_name(upload->arena, ask->name);
    upload->sender = str_copy(upload->arena, ask->sender);
    upload->id =
        str_printf(upload->arena, "%016llx",
                   (unsigned long long)str_hash(STR_HASH_SEED, ask->bytes.s, ask->bytes.len));
    upload->instead = shown_hash(place);
    start(upload, place, ask);
}

/* Why the one that is there is not taken; empty: it is. */
static Str why_not_taken(const Upload *upload, const UploadPlace *place, const Ask *ask) {
    Alarms shown = alarms_of(place->source->schedule);
    if (!upload->is_usable)
        return str_from("nothing in it could be shown");
    if (upload->instead != shown_hash(place))
        return str_from("the schedule that is shown has changed since: send it again");
    if (ask->role < OPERATOR_ALARM && !are_same_alarms(&shown, &upload->alarms))
        return str_from("it has other emergencies than what is shown, which you may neither raise "
                        "nor lift");
    return (Str){0};
}

static void take(Upload *upload, const UploadPlace *place, Ask *ask) {
    Str problem = why_not_taken(upload, place, ask);
    if (problem.len)
        say(upload, ask, 409, problem);
    else
        start(upload, place, ask);
}

/* Why a screen cannot be called and placed so; empty: it can, as far as the loop knows. */
static Str why_no_screen(const UploadPlace *place, const Ask *ask) {
    Str problem = {0};
    const Schedule *schedule = place->source ? place->source->schedule : NULL;
    if (!place->source)
        return str_from("the kiosk is only starting; send it again");
    if (schedule && ask->text.len)
        room_find(schedule, ask->text, ask->arena, &problem);
    return problem;
}

void upload_obey(Upload *upload, const UploadPlace *place, Ask *ask) {
    bool is_screen = ask->kind == ASK_SCREEN;
    Str problem = is_screen ? why_no_screen(place, ask) : why_not(place);
    if (problem.len) {
        say(upload, ask, 409, problem);
    } else if (upload->is_busy) {
        say(upload, ask, 409, str_from("another file is being checked; send it again"));
    } else if (is_screen) {
        start(upload, place, ask);
    } else if (ask->kind == ASK_UPLOAD) {
        begin_check(upload, place, ask);
    } else if (!upload->arena || !str_equal(upload->id, ask->text)) {
        say(upload, ask, 409,
            str_from(upload->arena ? "somebody has sent another file since: send it again"
                                   : "no file waits: send it first"));
    } else if (ask->kind == ASK_UPLOAD_TAKE) {
        take(upload, place, ask);
    } else {
        forget(upload);
        say(upload, ask, 200, str_from("it is forgotten"));
    }
}

Upload *upload_create(Wake *wake, AskBox *box) {
    Upload *upload = calloc(1, sizeof *upload);
    if (!upload)
        abort();
    *upload = (Upload){.wake = wake, .box = box};
    upload->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (upload->event >= 0 && wake_add(wake, upload->event, finish, upload))
        return upload;
    log_warning("schedules cannot be sent to the page: %s", strerror(errno));
    if (upload->event >= 0)
        close(upload->event);
    free(upload);
    return NULL;
}

void upload_free(Upload *upload) {
    if (!upload)
        return;
    if (upload->is_busy) {
        pthread_join(upload->thread, NULL);
        ask_answer(upload->box, upload->ask, upload->code, upload->answer);
        arena_free(upload->answer_arena);
    }
    wake_remove(upload->wake, upload->event);
    close(upload->event);
    forget(upload);
    free(upload);
}
