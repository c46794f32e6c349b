/* test_loader.c: files and folders: which schedule is found, and what is said about the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "picture/loader.h"
#include "picture/rooms.h"
#include "picture/source.h"

enum { FILES_MAX = 6 };

/* "=2019-09-26": a schedule of that day; "=": of any day; "!": one that is not YAML. */
typedef struct {
    const char *name, *content;
} Entry;

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void write_entry(Arena *arena, const char *folder, const Entry *entry) {
    const char *path = path_join(arena, str_from(folder), entry->name).s;
    if (entry->content[0] == '!') {
        write_text(path, "kiosk: 1\n\tevent: [\n");
        return;
    }
    const char *date = entry->content + 1;
    write_text(path, arena_printf(arena,
                                  "kiosk: 1\n"
                                  "event: {name: Test, timezone: Asia/Shanghai}\n"
                                  "rooms:\n"
                                  "  - {id: main, name: Main Hall}\n"
                                  "days:\n"
                                  "  - %s%s\n"
                                  "    sessions:\n"
                                  "      - {time: \"09:00-10:00\", room: main, title: One}\n"
                                  "      - {time: \"10:00-11:10\", room: main, title: Two}\n",
                                  *date ? "date: " : "title: Any", date));
}

/* A folder of its own under the build's, with the entries in it. */
static const char *make_folder(Arena *arena, const Entry *entries, size_t count) {
    char *path = arena_printf(arena, "%s/loader-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(path));
    for (size_t i = 0; i < count && entries[i].name; i++)
        write_entry(arena, path, &entries[i]);
    return path;
}

static void remove_folder(Arena *arena, const char *folder) {
    const Str *names;
    size_t count;
    assert_true(folder_list(arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++)
        remove(path_join(arena, str_from(folder), names[i].s).s);
    assert_int_equal(rmdir(folder), 0);
}

static Instant at(const char *text) {
    Moment moment;
    assert_true(moment_parse(str_from(text), &moment));
    return moment_resolve(&moment, NULL, zone_utc(), 0);
}

static void the_days_file_is_found(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Entry entries[FILES_MAX];
        bool is_near_only;
        const char *found;  /* NULL: none */
        const char *remark; /* NULL: none */
    } CASES[] = {
        {"today before any day",
         {{"a.yaml", "="}, {"b.yaml", "=2019-09-26"}},
         false,
         "b.yaml",
         NULL},
        {"any day before another day",
         {{"a.yaml", "=2019-09-25"}, {"b.yaml", "="}, {"c.yaml", "=2019-09-27"}},
         false,
         "b.yaml",
         NULL},
        {"the nearest day to come",
         {{"a.yaml", "=2019-10-01"}, {"b.yaml", "=2019-09-28"}, {"c.yaml", "=2019-09-25"}},
         false,
         "b.yaml",
         NULL},
        {"the last of the past",
         {{"a.yaml", "=2019-09-01"}, {"b.yaml", "=2019-09-20"}, {"c.yaml", "=2019-01-01"}},
         false,
         "b.yaml",
         NULL},
        {"two for today: the first by name, and a remark",
         {{"b.yaml", "=2019-09-26"}, {"a.yaml", "=2019-09-26"}},
         false,
         "a.yaml",
         "b.yaml is for the same day"},
        {"two for any day: the first by name, and a remark",
         {{"x.yml", "="}, {"y.yaml", "="}},
         false,
         "x.yml",
         "y.yaml is for the same day"},
        {"capital letters sort first, .YML is a schedule too",
         {{"b.yaml", "=2019-09-26"}, {"Z.YML", "=2019-09-26"}},
         false,
         "Z.YML",
         "b.yaml is for"},
        {"other programs' files, known by what is in them",
         {{"a.txt", "=2019-09-26"}, {"b.json", "=2019-09-26"}, {"c.yaml", "="}},
         false,
         "b.json",
         NULL},
        {"hidden files and editors' leftovers are passed over",
         {{".a.yaml", "=2019-09-26"},
          {"a.yaml~", "=2019-09-26"},
          {"#a.yaml#", "=2019-09-26"},
          {"a.yaml.swp", "=2019-09-26"},
          {"notes.txt", "!"},
          {"b.yaml", "="}},
         false,
         "b.yaml",
         NULL},
        {"a broken file is reported, the others are used",
         {{"a.yaml", "!"}, {"b.yaml", "=2019-09-26"}},
         false,
         "b.yaml",
         "a.yaml"},
        {"only broken ones", {{"a.yaml", "!"}}, false, NULL, "a.yaml"},
        {"an empty folder",
         {{NULL, NULL}},
         false,
         NULL,
         "no schedule (.yaml, .xml, .json, .ics, .csv)"},
        {"near only: a day of the past is none", {{"a.yaml", "=2019-09-25"}}, true, NULL, NULL},
        {"near only: 30 days off is near", {{"a.yaml", "=2019-10-26"}}, true, "a.yaml", NULL},
        {"near only: 31 days off is none", {{"a.yaml", "=2019-10-27"}}, true, NULL, NULL},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        const char *folder = make_folder(arena, CASES[i].entries, FILES_MAX);
        LoaderSettings settings = {.path = folder,
                                   .now = at("2019-09-26T09:31+08:00"),
                                   .is_near_only = CASES[i].is_near_only};
        Loaded *loaded = loader_load(&settings);
        Str found = path_name(loaded->path);
        if (!str_equal_c(found, CASES[i].found ? CASES[i].found : "") ||
            (loaded->schedule != NULL) != (CASES[i].found != NULL))
            fail_msg("%s: found \"%.*s\"", CASES[i].name, str_arg(found));
        /* Where nothing was found, that is said too. */
        size_t remarks = (CASES[i].remark ? 1u : 0u) +
                         (CASES[i].remark && !CASES[i].found && CASES[i].entries[0].name ? 1u : 0u);
        if (loaded->remark_count != remarks)
            fail_msg("%s: %zu remarks", CASES[i].name, loaded->remark_count);
        if (CASES[i].remark && str_find(loaded->remarks[0], CASES[i].remark) == SIZE_MAX)
            fail_msg("%s: \"%.*s\"", CASES[i].name, str_arg(loaded->remarks[0]));
        loader_free(loaded);
        remove_folder(arena, folder);
        arena_free(arena);
    }
}

static void the_choice_holds_until_the_conference_day_ends(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const Entry ENTRIES[] = {{"any.yaml", "="}, {"day.yaml", "=2019-09-26"}};
    const char *folder = make_folder(arena, ENTRIES, countof(ENTRIES));
    static const struct {
        const char *file, *now, *until; /* NULL: never */
    } CASES[] = {
        {"", "2019-09-26T09:31+08:00", "2019-09-27T04:00+08:00"},
        {"", "2019-09-27T03:59+08:00", "2019-09-27T04:00+08:00"},
        {"any.yaml", "2019-09-27T04:00+08:00", "2019-09-28T04:00+08:00"},
        {"day.yaml", "2019-09-26T09:31+08:00", NULL},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        const char *path =
            *CASES[i].file ? path_join(arena, str_from(folder), CASES[i].file).s : folder;
        LoaderSettings settings = {.path = path, .now = at(CASES[i].now)};
        Loaded *loaded = loader_load(&settings);
        assert_non_null(loaded->schedule);
        Instant until = CASES[i].until ? at(CASES[i].until) : INSTANT_NEVER;
        if (loaded->valid_until != until)
            fail_msg("case %zu: %lld", i, (long long)loaded->valid_until);
        loader_free(loaded);
    }
    remove_folder(arena, folder);
    arena_free(arena);
}

static void what_cannot_be_read_is_said(void **state) {
    (void)state;
    static const struct {
        const char *path, *words;
    } CASES[] = {{"/nonexistent/day.yaml", "/nonexistent/day.yaml: No such file"},
                 {"/dev/null", "/dev/null: is a pipe, a device or a socket, no regular file"}};
    for (size_t i = 0; i < countof(CASES); i++) {
        LoaderSettings settings = {.path = CASES[i].path, .now = 0};
        Loaded *loaded = loader_load(&settings);
        assert_null(loaded->schedule);
        assert_int_equal(loaded->remark_count, 1);
        if (str_find(loaded->remarks[0], CASES[i].words) == SIZE_MAX)
            fail_msg("\"%.*s\"", str_arg(loaded->remarks[0]));
        loader_free(loaded);
    }
}

static void rooms_are_found_or_named(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Translation main_name[] = {{str_from("zh"), str_from("主会场")},
                               {str_from("en"), str_from("Main Hall")}};
    Room rooms[] = {{.id = str_from("main"), .guid = str_from("a1b2"), .name = {main_name, 2, {0}}},
                    {.id = str_from("r2"), .name = {0}}};
    Schedule schedule = {
        .source_name = str_from("day.yaml"), .rooms = rooms, .room_count = countof(rooms)};
    static const struct {
        const char *name;
        size_t room;
        const char *words[2];
    } CASES[] = {
        {"main", 0, {NULL}},
        {"MAIN", 0, {NULL}},
        {"main hall", 0, {NULL}},
        {"主会场", 0, {NULL}},
        {"r2", 1, {NULL}},
        {"a1b2", 0, {NULL}},
        {"ｍａｉｎ　 HALL", 0, {NULL}},
        {"mian", SCHEDULE_NONE, {"did you mean \"main\"?", "main (主会场), r2"}},
        {"cellar", SCHEDULE_NONE, {"no room \"cellar\" in day.yaml. There are: main"}},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Str problem = {0};
        size_t room = room_find(&schedule, str_from(CASES[i].name), arena, &problem);
        if (room != CASES[i].room)
            fail_msg("%s: %zu", CASES[i].name, room);
        for (size_t k = 0; k < 2 && CASES[i].words[k]; k++)
            if (str_find(problem, CASES[i].words[k]) == SIZE_MAX)
                fail_msg("%s: \"%.*s\"", CASES[i].name, str_arg(problem));
    }
    arena_free(arena);
}

/* The day of the files above is 09:00 to 11:10: its middle is 10:05. */
static void demo_puts_the_middle_on_now(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const Entry ENTRIES[] = {{"day.yaml", "=2019-09-26"}};
    const char *folder = make_folder(arena, ENTRIES, 1);
    Resources none = {0};
    SourceSettings settings = {.resources = &none,
                               .path = path_join(arena, str_from(folder), "day.yaml").s,
                               .is_demo = true};
    static const struct {
        const char *now, *start; /* of the first session */
    } CASES[] = {
        {"2026-11-23T12:05+08:00", "2026-11-23T11:00+08:00"},
        {"2026-11-23T12:07+08:00", "2026-11-23T11:00+08:00"},
        {"2026-11-23T12:07:30+08:00", "2026-11-23T11:05+08:00"},
        {"2019-09-26T10:05+08:00", "2019-09-26T09:00+08:00"},
        {"2001-01-01T00:04+08:00", "2000-12-31T23:00+08:00"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Source *source = source_open(&settings, at(CASES[i].now), NULL);
        assert_non_null(source->schedule);
        assert_true(source->schedule->sessions[0].start == at(CASES[i].start));
        /* A reload an hour later does not move it on. */
        Source *again = source_open(&settings, at(CASES[i].now) + MILLIS_HOUR, source);
        assert_true(again->schedule->sessions[0].start == at(CASES[i].start));
        source_close(again);
        source_close(source);
    }
    remove_folder(arena, folder);
    arena_free(arena);
}

/* A door that was opened as Curie is shown on under the room's new name; one that starts then has
 * no room, says so, and waits. */
static void a_renamed_room_stays_the_same_door(void **state) {
    (void)state;
    Resources none = {0};
    SourceSettings before = {.resources = &none,
                             .path = TEST_SOURCE_DIR "/tests/formats/field/room-rename-1.xml",
                             .room = str_from("Curie")};
    SourceSettings after = before;
    after.path = TEST_SOURCE_DIR "/tests/formats/field/room-rename-2.xml";
    Source *first = source_open(&before, at("2026-12-27T10:05+01:00"), NULL);
    Source *second = source_open(&after, at("2026-12-27T10:05+01:00"), first);
    assert_int_equal(second->problem.len, 0);
    const Room *room = &second->schedule->rooms[source_room(second, 0)];
    assert_true(str_equal_c(room->name.items[0].text, "Curie (1st floor)"));
    source_close(first);
    Source *fresh = source_open(&after, at("2026-12-27T10:05+01:00"), NULL);
    assert_int_equal(source_room(fresh, 0), SCHEDULE_NO_ROOM);
    assert_true(fresh->is_room_unknown);
    assert_int_not_equal(str_find(fresh->problem, "no room \"Curie\""), SIZE_MAX);
    Source *again = source_open(&before, at("2026-12-27T10:06+01:00"), fresh);
    assert_int_equal(again->problem.len, 0);
    assert_int_equal(source_room(again, 0), 0);
    source_close(again);
    source_close(fresh);
    source_close(second);
}

/* It goes, and comes back under another name. */
static void a_room_that_comes_back_is_the_same_door(void **state) {
    (void)state;
    Resources none = {0};
    static const char *const FILES[] = {"room-rename-1.xml", "voc.xml", "room-rename-2.xml"};
    Arena *arena = arena_create();
    Source *sources[countof(FILES)], *former = NULL;
    for (size_t i = 0; i < countof(FILES); i++) {
        SourceSettings settings = {.resources = &none, .room = str_from("Curie")};
        settings.path = arena_printf(arena, "%s/tests/formats/field/%s", TEST_SOURCE_DIR, FILES[i]);
        former = sources[i] = source_open(&settings, at("2026-12-27T10:05+01:00"), former);
    }
    assert_int_equal(source_room(sources[0], 0), 0);
    assert_int_equal(source_room(sources[1], 0), SCHEDULE_NO_ROOM);
    assert_int_equal(source_room(sources[2], 0), 0);
    assert_false(sources[2]->is_room_unknown);
    for (size_t i = 0; i < countof(FILES); i++)
        source_close(sources[i]);
    arena_free(arena);
}

/* Of several doors the others go on. */
static void one_door_of_several_is_not_there(void **state) {
    (void)state;
    Resources none = {0};
    const Str rooms[] = {str_from("Curie"), str_from("Tezla"), str_from("Tesla")};
    SourceSettings settings = {.resources = &none,
                               .path = TEST_SOURCE_DIR "/tests/formats/field/room-rename-1.xml",
                               .room = rooms[0],
                               .rooms = rooms,
                               .room_count = countof(rooms)};
    Source *source = source_open(&settings, at("2026-12-27T10:05+01:00"), NULL);
    assert_int_equal(source_room(source, 0), 0);
    assert_int_equal(source_room(source, 1), SCHEDULE_NO_ROOM);
    assert_int_equal(source_room(source, 2), 1);
    assert_int_not_equal(str_find(source->problem, "did you mean \"tesla\"?"), SIZE_MAX);
    source_close(source);
}

static void files_are_read_whole(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const Entry NOTHING[] = {{NULL, NULL}};
    const char *folder = make_folder(arena, NOTHING, 1);
    const char *path = path_join(arena, str_from(folder), "deep/deeper/x.txt").s;
    assert_true(folder_make(path_folder(arena, str_from(path)).s));
    write_text(path, "text");
    Str text;
    assert_true(file_read(arena, path, &text));
    assert_true(str_equal_c(text, "text"));
    assert_false(file_read(arena, folder, &text));
    assert_false(file_read(arena, "/nonexistent", &text));
    assert_false(folder_make(arena_printf(arena, "%s/below", path)));
    remove(path);
    rmdir(path_folder(arena, str_from(path)).s);
    remove_folder(arena, folder);

    assert_true(str_equal_c(path_join(arena, str_from("a/"), "b"), "a/b"));
    assert_true(str_equal_c(path_join(arena, str_from(""), "b"), "b"));
    assert_true(str_equal_c(path_folder(arena, str_from("b")), "."));
    assert_true(str_equal_c(path_folder(arena, str_from("/b")), "/"));
    assert_true(str_equal_c(path_name(str_from("a/b")), "b"));
    arena_free(arena);
}

/* Several files make one schedule; a broken one is left out at the start, and keeps all from being
 * replaced later. */
static void several_files_are_joined(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const Entry ENTRIES[] = {{"a.yaml", "=2019-09-26"}, {"c.yaml", "!"}};
    const char *folder = make_folder(arena, ENTRIES, countof(ENTRIES));
    const char *first = path_join(arena, str_from(folder), "a.yaml").s;
    const char *extra = path_join(arena, str_from(folder), "b.yaml").s;
    const char *broken = path_join(arena, str_from(folder), "c.yaml").s;
    write_text(extra, "kiosk: 1\nevent: {name: Extra}\ndays:\n- date: 2019-09-26\n  sessions:\n"
                      "  - {time: \"12:00-13:00\", title: Lunch, type: break}\n");
    const char *const both[] = {extra}, *const all[] = {extra, broken};
    LoaderSettings settings = {.path = first,
                               .also = both,
                               .also_count = 1,
                               .now = at("2019-09-26 01:00"),
                               .host_zone = str_from("America/New_York")};
    Loaded *loaded = loader_load(&settings);
    assert_non_null(loaded->schedule);
    assert_int_equal(loaded->schedule->session_count, 3);
    assert_int_equal(loaded->remark_count, 0); /* the extra is in the first one's zone */
    const Session *lunch = &loaded->schedule->sessions[2];
    assert_true(lunch->start == at("2019-09-26 04:00")); /* 12:00 in Shanghai */
    loader_free(loaded);

    settings.also = all;
    settings.also_count = 2;
    loaded = loader_load(&settings);
    assert_non_null(loaded->schedule);
    assert_int_equal(loaded->schedule->session_count, 3);
    assert_true(loaded->remark_count > 0);
    assert_true(str_find(loaded->remarks[0], "c.yaml") != SIZE_MAX);
    loader_free(loaded);

    settings.path = broken; /* the others go on without the first */
    settings.also = both;
    settings.also_count = 1;
    loaded = loader_load(&settings);
    assert_non_null(loaded->schedule);
    assert_int_equal(loaded->schedule->session_count, 1);
    assert_int_equal(loaded->sources[0].state, SOURCE_MISSING);
    assert_int_equal(loaded->sources[1].state, SOURCE_TAKEN);
    loader_free(loaded);
    remove_folder(arena, folder);
    arena_free(arena);
}

/* Three sessions in "programme.yaml" or at a URL; a lunch that does not say where it is. */
#define PROGRAMME                                                                                  \
    "kiosk: 1\nevent: {name: Test, timezone: Asia/Shanghai}\n"                                     \
    "rooms: [{id: main, name: Main Hall}]\ndays:\n- date: 2019-09-26\n  sessions:\n"               \
    "  - {time: \"09:00-10:00\", room: main, title: One}\n"
#define HALF_A_PROGRAMME                                                                           \
    "kiosk: 1\nevent: {name: Test}\ndays:\n- date: 2019-09-26\n  sessions:\n"                      \
    "  - {time: \"09:00-10:00\", title: One}\n"
#define TWO_MORE                                                                                   \
    "  - {time: \"10:00-11:00\", room: main, title: Two}\n"                                        \
    "  - {time: \"11:00-12:00\", room: main, title: Three}\n"
#define LUNCH                                                                                      \
    "kiosk: 1\nevent: {name: Extra}\ndays:\n- date: 2019-09-26\n  sessions:\n"                     \
    "  - {time: \"12:00-13:00\", title: Lunch, type: break}\n"

/* What a kiosk reads again and again. */
typedef struct {
    Arena *arena;
    const char *folder, *lunch;
    const char *also[1];
    SourceContent contents[2];
    LoaderSettings settings;
    Loaded *shown; /* owned */
} Kiosk;

static Kiosk *kiosk_open(void) {
    Arena *arena = arena_create();
    Kiosk *kiosk = arena_new(arena, Kiosk, 1);
    static const Entry NOTHING[] = {{NULL, NULL}};
    kiosk->arena = arena;
    kiosk->folder = make_folder(arena, NOTHING, 1);
    kiosk->lunch = path_join(arena, str_from(kiosk->folder), "lunch.yaml").s;
    write_text(kiosk->lunch, LUNCH);
    kiosk->also[0] = kiosk->lunch;
    kiosk->contents[0] = (SourceContent){.is_url = true, .bytes = str_from(PROGRAMME TWO_MORE)};
    kiosk->settings = (LoaderSettings){.path = "https://x.org/day.yaml?key=secret",
                                       .also = kiosk->also,
                                       .also_count = 1,
                                       .contents = kiosk->contents,
                                       .now = at("2019-09-26 01:00"),
                                       .host_zone = str_from("America/New_York")};
    kiosk->shown = loader_load(&kiosk->settings);
    return kiosk;
}

static void kiosk_read(Kiosk *kiosk) {
    kiosk->settings.former = kiosk->shown;
    kiosk->settings.now += MILLIS_MINUTE;
    Loaded *fresh = loader_load(&kiosk->settings);
    loader_free(kiosk->shown);
    kiosk->shown = fresh;
}

static void kiosk_close(Kiosk *kiosk) {
    loader_free(kiosk->shown);
    remove_folder(kiosk->arena, kiosk->folder);
    arena_free(kiosk->arena);
}

static void expect(const Kiosk *kiosk, size_t sessions, SourceState first, SourceState second) {
    const Loaded *shown = kiosk->shown;
    assert_non_null(shown->schedule);
    assert_int_equal(shown->schedule->session_count, sessions);
    assert_int_equal(shown->sources[0].state, first);
    assert_int_equal(shown->sources[1].state, second);
    assert_int_equal(shown->sources[0].problem.len > 0, first != SOURCE_TAKEN);
    assert_int_equal(shown->sources[1].problem.len > 0, second != SOURCE_TAKEN);
    /* Whatever became of the programme, which alone says the zone. */
    const Session *last = &shown->schedule->sessions[sessions - 1];
    assert_true(last->start == at("2019-09-26 04:00"));
}

/* One that cannot be read leaves what it was; the others are as they are now. */
static void a_broken_source_keeps_its_last_version(void **state) {
    (void)state;
    Kiosk *kiosk = kiosk_open();
    expect(kiosk, 4, SOURCE_TAKEN, SOURCE_TAKEN);
    assert_true(str_equal_c(kiosk->shown->sources[0].name, "https://x.org/day.yaml?…"));
    Instant since = kiosk->shown->sources[0].since;

    kiosk->contents[0].bytes = str_from("kiosk: 1\nevent: [");
    write_text(kiosk->lunch, LUNCH "  - {time: \"08:00-09:00\", title: Doors, type: break}\n");
    kiosk_read(kiosk);
    expect(kiosk, 5, SOURCE_BROKEN, SOURCE_TAKEN);
    assert_true(kiosk->shown->sources[0].since == since);
    assert_true(kiosk->shown->sources[1].since > since);

    /* Its bytes were refused: those that are shown come again, and it stays told. */
    kiosk->contents[0].bytes = str_from(PROGRAMME TWO_MORE);
    kiosk_read(kiosk);
    expect(kiosk, 5, SOURCE_BROKEN, SOURCE_TAKEN);
    kiosk->contents[0].is_settled = true; /* the server has them again */
    kiosk_read(kiosk);
    expect(kiosk, 5, SOURCE_TAKEN, SOURCE_TAKEN);

    assert_int_equal(remove(kiosk->lunch), 0);
    kiosk_read(kiosk);
    expect(kiosk, 5, SOURCE_TAKEN, SOURCE_BROKEN);
    kiosk_read(kiosk); /* and longer than one reading */
    expect(kiosk, 5, SOURCE_TAKEN, SOURCE_BROKEN);
    kiosk_close(kiosk);
}

/* Half of a URL's file is shown when the server sends it again, of a file's when it stays so; the
 * other sources go on meanwhile. */
static void each_source_waits_by_itself(void **state) {
    (void)state;
    Kiosk *kiosk = kiosk_open();
    kiosk->contents[0].bytes = str_from(HALF_A_PROGRAMME); /* which does not say the zone */
    write_text(kiosk->lunch, LUNCH "# of another version\n");
    kiosk_read(kiosk);
    expect(kiosk, 4, SOURCE_WAITS, SOURCE_TAKEN);
    kiosk->contents[0].bytes = str_from(PROGRAMME);
    kiosk_read(kiosk);
    expect(kiosk, 4, SOURCE_WAITS, SOURCE_TAKEN);
    kiosk->contents[0].bytes = str_from(PROGRAMME TWO_MORE); /* what is shown is read with others */
    write_text(kiosk->lunch, LUNCH "  - {time: \"08:00-09:00\", title: Doors, type: break}\n");
    kiosk_read(kiosk);
    expect(kiosk, 5, SOURCE_WAITS, SOURCE_TAKEN);
    kiosk->contents[0].bytes = str_from(PROGRAMME);
    kiosk_read(kiosk);
    expect(kiosk, 3, SOURCE_TAKEN, SOURCE_TAKEN);

    write_text(kiosk->lunch, LUNCH);
    kiosk_read(kiosk);
    expect(kiosk, 3, SOURCE_TAKEN, SOURCE_WAITS);
    kiosk->settings.steady += NEWER_SETTLES_IN - 1;
    kiosk_read(kiosk);
    expect(kiosk, 3, SOURCE_TAKEN, SOURCE_WAITS);
    kiosk->settings.steady += 1;
    kiosk_read(kiosk);
    expect(kiosk, 2, SOURCE_TAKEN, SOURCE_TAKEN);

    kiosk->contents[0].bytes = str_from(PROGRAMME TWO_MORE);
    kiosk_read(kiosk);
    expect(kiosk, 4, SOURCE_TAKEN, SOURCE_TAKEN);
    kiosk->contents[0].bytes = str_from(PROGRAMME);
    kiosk->settings.is_trusted = true; /* staff: kiosk live take */
    kiosk_read(kiosk);
    expect(kiosk, 2, SOURCE_TAKEN, SOURCE_TAKEN);
    kiosk_close(kiosk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_days_file_is_found),
        cmocka_unit_test(the_choice_holds_until_the_conference_day_ends),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(rooms_are_found_or_named),
        cmocka_unit_test(demo_puts_the_middle_on_now),
        cmocka_unit_test(a_renamed_room_stays_the_same_door),
        cmocka_unit_test(a_room_that_comes_back_is_the_same_door),
        cmocka_unit_test(one_door_of_several_is_not_there),
        cmocka_unit_test(files_are_read_whole),
        cmocka_unit_test(several_files_are_joined),
        cmocka_unit_test(a_broken_source_keeps_its_last_version),
        cmocka_unit_test(each_source_waits_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
