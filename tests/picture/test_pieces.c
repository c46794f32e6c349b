/* test_pieces.c: a schedule in three files: beside each other on a disk, on a server, and named
 * one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <poll.h>

#include "../live/web.h"
#include "base/files.h"
#include "base/log.h"
#include "formats/hoverboard_files.h"
#include "picture/loader.h"
#include "picture/pieces.h"
#include "picture/source.h"

static const char SCHEDULE[] =
    "[{\"date\": \"2027-03-05\",\n"
    "  \"tracks\": [{\"title\": \"Hall\"}, {\"title\": \"Barn\"}],\n"
    "  \"timeslots\": [\n"
    "   {\"startTime\": \"09:00\", \"endTime\": \"09:30\", \"sessions\": [[1], [2]]},\n"
    "   {\"startTime\": \"09:30\", \"endTime\": \"10:00\", \"sessions\": [[3], [2]]},\n"
    "   {\"startTime\": \"10:00\", \"endTime\": \"10:30\", \"sessions\": [[7]]}]}]\n";
static const char SESSIONS[] = "{\"1\": {\"id\": 1, \"title\": \"Ants\", \"speakers\": [11, 12]},\n"
                               " \"2\": {\"id\": 2, \"title\": \"Bees\", \"speakers\": [12]},\n"
                               " \"3\": {\"id\": 3, \"title\": \"Moths\"},\n"
                               " \"7\": {\"id\": 7, \"title\": \"Lunch\"}}\n";
static const char SPEAKERS[] =
    "[{\"id\": 11, \"name\": \"Ann\", \"title\": \"Reader\", \"company\": \"Meadow\"},\n"
    " {\"id\": 12, \"name\": \"Bob\"}]\n";

/* What all three say, by whichever way. */
static const char WHOLE[] = "09:00-09:30 Ants in Hall: Ann, Bob; 09:00-10:00 Bees in Barn: Bob; "
                            "09:30-10:00 Moths in Hall; 10:00-10:30 Lunch";

typedef struct {
    Arena *arena;
    Str folder, other;
    Loaded *loaded;
} World;

static Str make_folder(Arena *arena) {
    char *path = arena_printf(arena, "%s/pieces-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(path));
    return str_from(path);
}

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    world->arena = arena_create();
    world->folder = make_folder(world->arena);
    world->other = make_folder(world->arena);
    *context = world;
    return 0;
}

static void empty_folder(Arena *arena, Str folder) {
    const Str *names;
    size_t count;
    assert_true(folder_list(arena, folder.s, &names, &count));
    for (size_t i = 0; i < count; i++)
        remove(path_join(arena, folder, names[i].s).s);
}

static int tear_down(void **context) {
    World *world = *context;
    loader_free(world->loaded);
    empty_folder(world->arena, world->folder);
    empty_folder(world->arena, world->other);
    rmdir(world->folder.s);
    rmdir(world->other.s);
    arena_free(world->arena);
    free(world);
    return 0;
}

static const char *put(World *world, Str folder, const char *name, const char *text) {
    const char *path = path_join(world->arena, folder, name).s;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

/* "09:00-09:30 Ants in Hall: Ann, Bob; …" */
static const char *sessions_of(Arena *arena, const Schedule *schedule) {
    const char *text = "";
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        LocalTime start = zone_local(schedule->event.zone, session->start);
        LocalTime end = zone_local(schedule->event.zone, session->end);
        text = arena_printf(arena, "%s%s%02d:%02d-%02d:%02d %.*s", text, i ? "; " : "",
                            (int)start.hour, (int)start.minute, (int)end.hour, (int)end.minute,
                            str_arg(session->title.items[0].text));
        for (size_t k = 0; k < session->room_count; k++)
            text = arena_printf(arena, "%s in %.*s", text,
                                str_arg(schedule->rooms[session->rooms[k]].name.items[0].text));
        for (size_t k = 0; k < session->speaker_count; k++)
            text = arena_printf(arena, "%s%s %.*s", text, k ? "," : ":",
                                str_arg(session->speakers[k].name.items[0].text));
    }
    return schedule ? text : "none";
}

static void load(World *world, LoaderSettings settings) {
    loader_free(world->loaded);
    settings.zone = str_from("Europe/Berlin");
    world->loaded = loader_load(&settings);
}

static bool is_told(const World *world, const char *words) {
    const Diagnostics *found = &world->loaded->diagnostics;
    for (size_t i = 0; i < world->loaded->remark_count; i++)
        if (str_find(world->loaded->remarks[i], words) != SIZE_MAX)
            return true;
    for (size_t i = 0; i < found->count; i++)
        if (str_find(diagnostic_format(world->arena, found, &found->items[i]), words) != SIZE_MAX)
            return true;
    return false;
}

static void assert_whole(const World *world) {
    assert_string_equal(sessions_of(world->arena, world->loaded->schedule), WHOLE);
}

/* ---- on a disk ---- */

static void files_beside_it_belong_to_it(void **context) {
    World *world = *context;
    const char *path = put(world, world->folder, "schedule.json", SCHEDULE);
    put(world, world->folder, "sessions.json", SESSIONS);
    put(world, world->folder, "speakers.json", SPEAKERS);
    load(world, (LoaderSettings){.path = path});
    assert_whole(world);
    assert_int_equal(world->loaded->schedule->sessions[2].at.line, 5); /* of the schedule */
}

static void alone_it_asks_for_them(void **context) {
    World *world = *context;
    const char *path = put(world, world->folder, "schedule.json", SCHEDULE);
    load(world, (LoaderSettings){.path = path});
    assert_null(world->loaded->schedule);
    assert_true(is_told(world, "sessions.json and speakers.json beside it"));
}

static void a_broken_one_is_told_with_its_place(void **context) {
    World *world = *context;
    const char *path = put(world, world->folder, "schedule.json", SCHEDULE);
    put(world, world->folder, "sessions.json", "{\"1\": {\"title\":\n \"Ants\",,}}");
    load(world, (LoaderSettings){.path = path});
    assert_null(world->loaded->schedule);
    assert_true(is_told(world, "sessions.json:2:9: error: the JSON is broken here"));
}

static void without_speakers_their_numbers_stay(void **context) {
    World *world = *context;
    const char *path = put(world, world->folder, "schedule.json", SCHEDULE);
    put(world, world->folder, "sessions.json", SESSIONS);
    load(world, (LoaderSettings){.path = path});
    assert_int_equal(world->loaded->schedule->session_count, 4);
    assert_true(is_told(world, "speaker \"11\" is in no list of speakers"));
}

static void all_three_are_watched(void **context) {
    World *world = *context;
    const char *path = put(world, world->folder, "schedule.json", SCHEDULE);
    SourceSettings settings = {.path = path};
    size_t count, found = 0;
    const Str *files = source_files(world->arena, &settings, &count);
    for (size_t i = 0; i < count; i++)
        found += str_ends(files[i], "/sessions.json") || str_ends(files[i], "/speakers.json");
    assert_int_equal(found, 2);
}

/* ---- one by one ---- */

static void named_one_by_one_they_are_one(void **context) {
    World *world = *context;
    const char *also[] = {put(world, world->folder, "schedule.json", SCHEDULE),
                          put(world, world->other, "people.json", SPEAKERS)};
    load(world, (LoaderSettings){.path = put(world, world->other, "talks.json", SESSIONS),
                                 .also = also,
                                 .also_count = countof(also)});
    assert_whole(world);
    assert_int_equal(world->loaded->remark_count, 0);
    for (size_t i = 0; i < world->loaded->source_count; i++)
        assert_int_equal(world->loaded->sources[i].state, SOURCE_TAKEN);
}

/* What is shown stays while one of them is broken, and the next good version is taken. */
static void a_broken_version_of_one_changes_nothing(void **context) {
    World *world = *context;
    const char *also[] = {put(world, world->other, "talks.json", SESSIONS),
                          put(world, world->other, "people.json", SPEAKERS)};
    LoaderSettings settings = {.path = put(world, world->folder, "schedule.json", SCHEDULE),
                               .also = also,
                               .also_count = countof(also),
                               .zone = str_from("Europe/Berlin")};
    Loaded *first = loader_load(&settings);
    put(world, world->other, "talks.json", "{\"1\": {\"title\":");
    settings.former = first;
    load(world, settings);
    assert_whole(world);
    assert_int_equal(world->loaded->sources[1].state, SOURCE_BROKEN);
    put(world, world->other, "talks.json", "{\"1\": {\"title\": \"Wasps\"}}");
    Loaded *second = world->loaded;
    settings.former = second;
    settings.is_trusted = true;
    world->loaded = loader_load(&settings);
    assert_string_equal(sessions_of(world->arena, world->loaded->schedule),
                        "09:00-09:30 Wasps in Hall");
    loader_free(first);
    loader_free(second);
}

/* ---- on a server ---- */

/* What the server's answers become; "" when it could not be asked for all. */
static Str fetch(Arena *arena, const Web *server) {
    FetchSettings settings = {
        .url = arena_printf(arena, "http://127.0.0.1:%d/data/schedule.json", web_port(server)),
        .cache_folder = "",
        .interval = MILLIS_HOUR,
        .retry = MILLIS_HOUR,
        .timeout = 20 * MILLIS_SECOND,
        .pieces = &PIECES_OF_URL};
    Fetch *fetch = fetch_start(&settings);
    assert_non_null(fetch);
    struct pollfd fd = {.fd = fetch_fd(fetch), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 30000), 1);
    FetchResult result = fetch_take(fetch, arena);
    fetch_stop(fetch);
    return result.outcome == FETCH_BYTES ? result.bytes : (Str){0};
}

static void load_url(World *world, Str bytes) {
    SourceContent content = {.is_url = true, .bytes = bytes};
    load(world,
         (LoaderSettings){.path = "http://127.0.0.1/data/schedule.json", .contents = &content});
}

static void files_beside_its_address_belong_to_it(void **context) {
    World *world = *context;
    Web *server = web_start();
    web_set(server, WEB_STATUS, "", 404);
    web_put(server, "/data/schedule.json", SCHEDULE, strlen(SCHEDULE), 200);
    web_put(server, "/data/sessions.json", SESSIONS, strlen(SESSIONS), 200);
    web_put(server, "/data/speakers.json", SPEAKERS, strlen(SPEAKERS), 200);
    load_url(world, fetch(world->arena, server));
    assert_whole(world);
    web_put(server, "/data/speakers.json", "", 0, 404);
    load_url(world, fetch(world->arena, server));
    assert_int_equal(world->loaded->schedule->session_count, 4);
    web_put(server, "/data/sessions.json", "", 0, 404); /* they may be named apart */
    Str bytes = fetch(world->arena, server);
    assert_true(str_equal_c(bytes, SCHEDULE));
    web_put(server, "/data/sessions.json", "", 0, 500); /* not now: later */
    assert_int_equal(fetch(world->arena, server).len, 0);
    web_stop(server);
}

/* Of another program's file nothing else is asked for. */
static void others_are_left_alone(void **context) {
    World *world = *context;
    Web *server = web_start();
    static const char FRAB[] = "{\"schedule\": {\"conference\": {\"days\": []}}}";
    web_set(server, WEB_STATUS, "", 404);
    web_put(server, "/data/schedule.json", FRAB, strlen(FRAB), 200);
    assert_true(str_equal_c(fetch(world->arena, server), FRAB));
    assert_int_equal(web_count(server), 1);
    web_stop(server);
}

/* ---- which is which ---- */

static void parts_are_told_apart(void **context) {
    (void)context;
    static const struct {
        const char *text;
        HoverboardPart part;
    } CASES[] = {
        {SCHEDULE, HOVERBOARD_SCHEDULE},
        {"\xEF\xBB\xBF{\"schedule\": {\"2027-03-05\": {\"timeslots\": []}}}", HOVERBOARD_SCHEDULE},
        {"{\"schedule\": [{\"timeslots\": []}], \"sessions\": {}}", HOVERBOARD_WHOLE},
        {SESSIONS, HOVERBOARD_SESSIONS_PART},
        {"{\"sessions\": {\"1\": {\"title\": \"A\"}}}", HOVERBOARD_SESSIONS_PART},
        {"[{\"id\": 1, \"title\": \"A\", \"description\": \"B\"}]", HOVERBOARD_SESSIONS_PART},
        {SPEAKERS, HOVERBOARD_SPEAKERS_PART},
        {"{\"speakers\": [{\"id\": 1, \"name\": \"A\"}]}", HOVERBOARD_SPEAKERS_PART},
        {"{\"sessions\": [{\"title\": \"A\", \"startsAt\": \"2027-03-05T09:00\"}]}",
         HOVERBOARD_OTHER},
        {"{\"1\": {\"title\":", HOVERBOARD_OTHER},
        {"[]", HOVERBOARD_OTHER},
        {"{}", HOVERBOARD_OTHER},
        {"kiosk: 1\n", HOVERBOARD_OTHER},
        {"", HOVERBOARD_OTHER},
    };
    for (size_t i = 0; i < countof(CASES); i++)
        if (hoverboard_part(str_from(CASES[i].text)) != CASES[i].part)
            fail_msg("%s", CASES[i].text);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(files_beside_it_belong_to_it),
        CASE(alone_it_asks_for_them),
        CASE(a_broken_one_is_told_with_its_place),
        CASE(without_speakers_their_numbers_stay),
        CASE(all_three_are_watched),
        CASE(named_one_by_one_they_are_one),
        CASE(a_broken_version_of_one_changes_nothing),
        CASE(files_beside_its_address_belong_to_it),
        CASE(others_are_left_alone),
        cmocka_unit_test(parts_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
