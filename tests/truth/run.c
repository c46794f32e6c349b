/* run.c: the oracle: walks schedules through their days and asks at each instant whether what is
 * shown is true (witness.h).
 *
 *   truth [--instants N] [--verbose] file PATH...   files, and all files in folders
 *   truth [--instants N] [--verbose] random SEED COUNT
 *   truth [--verbose] minutes N [SEED]              random schedules until the time is over
 *
 * Exits with 1 when something untrue was shown, with 77 when there was nothing to look at. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../splitmix.h"
#include "base/files.h"
#include "formats/formats.h"
#include "nasty.h"
#include "own_resources.h"
#include "witness.h"

typedef struct {
    Arena *arena;
    Witness witness;
    Tally tally;
    size_t instants; /* of each schedule and all its rooms together */
    time_t until;    /* 0: no end */
} Run;

/* ---- instants ------------------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    Instant *items;
    size_t count, capacity;
} Instants;

static void add_instant(Instants *list, Instant at) {
    Instant *place = arena_push(list->arena, &list->items, &list->count, &list->capacity,
                                sizeof *place, _Alignof(Instant));
    *place = at;
}

static void add_change(Instants *list, Instant at) {
    if (at == INSTANT_NEVER)
        return;
    for (int step = -1; step <= 1; step++)
        add_instant(list, at + step);
}

static Instants instants_of(Arena *arena, const Schedule *schedule, uint64_t *random) {
    Instants list = {.arena = arena};
    Instant first = INSTANT_NEVER, last = INT64_MIN;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        const Instant changes[] = {s->start, s->end, s->planned_start, s->planned_end};
        for (size_t k = 0; k < countof(changes); k++) {
            if (k < 2 || changes[k] != changes[k - 2])
                add_change(&list, changes[k]);
            first = instant_min(first, changes[k]);
            last = instant_max(last, changes[k]);
        }
        add_instant(&list, s->start + (s->end - s->start) / 2);
    }
    if (first > last)
        first = last = schedule->day_count ? schedule->days[0].from : 0;
    for (size_t d = 0; d < schedule->day_count; d++) {
        add_change(&list, schedule->days[d].from);
        add_change(&list, schedule->days[d].until);
    }
    for (size_t i = 0; i < schedule->notice_count; i++) {
        add_change(&list, schedule->notices[i].from);
        add_change(&list, schedule->notices[i].until);
    }
    /* Every day change from a day before the first session to two days after the last. */
    const Event *event = &schedule->event;
    first -= 24 * MILLIS_HOUR;
    last += 48 * MILLIS_HOUR;
    for (Instant at = first; at <= last && at < first + 60 * 24 * MILLIS_HOUR;
         at += 24 * MILLIS_HOUR) {
        Date date = zone_conference_date(event->zone, at, event->day_change);
        add_change(&list, zone_instant(event->zone, date, event->day_change, NULL));
    }
    size_t changes = list.count;
    for (size_t i = 0; i < changes / 4 + 10; i++)
        add_instant(&list, first + (Instant)(splitmix_next(random) % (uint64_t)(last - first)));
    return list;
}

/* ---- schedules ------------------------------------------------------------------------------ */

static void walk(Run *run, const Schedule *plan, const LiveState *state, uint64_t seed) {
    Arena *arena = arena_create();
    uint64_t random = seed;
    run->tally.schedules++;
    Instants list = instants_of(arena, plan, &random);
    size_t doors = plan->room_count + 1, all = list.count * doors;
    for (size_t i = 0; i < all && i < run->instants; i++) {
        size_t index = all > run->instants ? splitmix_below(&random, all) : i;
        Instant at = list.items[index / doors];
        size_t room = index % doors ? index % doors - 1 : SCHEDULE_NONE;
        Schedule *changed = state ? live_apply(plan, state, NULL, at) : NULL;
        witness_instant(&run->witness, changed ? changed : plan, room,
                        splitmix_below(&random, SHAPE_COUNT_LOOKED_AT), at);
        schedule_free(changed);
    }
    arena_free(arena);
}

static void finish(Run *run, size_t faults_before) {
    if (run->tally.faults > faults_before)
        printf("untrue: %s: %zu times\n", run->tally.what, run->tally.faults - faults_before);
    else
        printf("true: %s\n", run->tally.what);
}

static void walk_file(Run *run, const char *path) {
    Arena *arena = arena_create();
    Str source;
    if (file_read(arena, path, &source) && source.len) {
        Diagnostics diagnostics = diagnostics_create(arena, str_from(path), source);
        FormatInput input = {.source = source,
                             .source_name = str_from(path),
                             .now = INT64_C(1786700000000),
                             .host_zone = str_from("Europe/Berlin")};
        Schedule *schedule = schedule_load(&input, &diagnostics);
        if (schedule) {
            size_t before = run->tally.faults;
            run->tally.what = path;
            walk(run, schedule, NULL, 1);
            finish(run, before);
        }
        schedule_free(schedule);
    }
    arena_free(arena);
}

static void walk_seed(Run *run, uint64_t seed, bool is_quiet) {
    Arena *arena = arena_create();
    Str source = nasty_schedule(arena, seed);
    Str name = str_printf(arena, "seed %llu", (unsigned long long)seed);
    if (is_quiet && run->tally.is_verbose)
        printf("%.*s\n", str_arg(name));
    Diagnostics diagnostics = diagnostics_create(arena, name, source);
    Schedule *schedule =
        schedule_load(&(FormatInput){.source = source, .source_name = name}, &diagnostics);
    run->tally.what = name.s;
    if (schedule) {
        size_t before = run->tally.faults;
        LiveState *state = nasty_changes(schedule, seed);
        walk(run, schedule, state, seed);
        live_free(state);
        if (run->tally.faults > before)
            finish(run, before);
    }
    run->tally.what = "";
    schedule_free(schedule);
    arena_free(arena);
}

/* ---- the program ---------------------------------------------------------------------------- */

static const char **found_paths(Arena *arena, const char *path, size_t *count) {
    const char **paths = NULL;
    size_t capacity = 0;
    struct stat info;
    *count = 0;
    if (stat(path, &info) != 0)
        return NULL;
    char *command = arena_printf(arena, "find -L '%s' -type f | LC_ALL=C sort", path);
    FILE *pipe = popen(command, "re");
    char line[4096];
    while (pipe && fgets(line, sizeof line, pipe)) {
        line[strcspn(line, "\n")] = '\0';
        const char **place =
            arena_push(arena, &paths, count, &capacity, sizeof *place, _Alignof(const char *));
        *place = str_copy(arena, str_from(line)).s;
    }
    if (pipe)
        pclose(pipe);
    return paths;
}

static const Strings *words(Arena *arena, const char *language) {
    char *path = arena_printf(arena, TEST_SOURCE_DIR "/assets/strings/%s.yaml", language);
    Str source;
    if (!file_read(arena, path, &source))
        exit(2);
    Diagnostics diagnostics = diagnostics_create(arena, str_from(path), source);
    return strings_load(arena, str_from(language), source, &diagnostics);
}

static void prepare(Run *run) {
    run->arena = arena_create();
    Resources resources = own_resources();
    const FontWish fonts = {0};
    run->witness =
        (Witness){.text = resources_text_engine(&resources, &fonts), .tally = &run->tally};
    /* Taken three by three (look_begin): so that neighbours differ in script and direction. */
    static const char *const LANGUAGES[WITNESS_LANGUAGES_MAX] = {"zh", "ar", "en", "he",
                                                                 "de", "fa", "ru", "ja"};
    for (size_t i = 0; i < countof(LANGUAGES); i++) {
        run->witness.languages[i] = LANGUAGES[i];
        run->witness.strings[i] = words(run->arena, LANGUAGES[i]);
        run->witness.language_count++;
    }
    if (!run->witness.text)
        exit(2);
}

static int report(Run *run) {
    for (size_t i = 0; i < countof(run->tally.kinds) && run->tally.kinds[i].what; i++)
        printf("%8zu  %s: %s\n", run->tally.kinds[i].count, run->tally.kinds[i].view,
               run->tally.kinds[i].what);
    printf("%zu schedules, %zu instants, %zu visits, %zu pages, %zu untrue, %.1f s\n",
           run->tally.schedules, run->tally.instants, run->tally.visits, run->tally.looks,
           run->tally.faults, (double)clock() / CLOCKS_PER_SEC);
    text_engine_free(run->witness.text);
    size_t schedules = run->tally.schedules;
    arena_free(run->arena);
    return run->tally.faults ? 1 : schedules ? 0 : 77;
}

int main(int argc, char **argv) {
    Run run = {.instants = 100000};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--verbose") == 0)
            run.tally.is_verbose = true;
        else if (strcmp(argv[i], "--instants") == 0 && i + 1 < argc)
            run.instants = (size_t)strtoull(argv[++i], NULL, 10);
    }
    const char *what = i < argc ? argv[i++] : "";
    prepare(&run);
    if (strcmp(what, "file") == 0) {
        for (; i < argc; i++) {
            size_t count;
            const char **paths = found_paths(run.arena, argv[i], &count);
            if (count == 0)
                printf("skipped: nothing in %s\n", argv[i]);
            for (size_t k = 0; k < count; k++)
                walk_file(&run, paths[k]);
        }
    } else if (strcmp(what, "random") == 0 && i + 1 < argc) {
        uint64_t seed = strtoull(argv[i], NULL, 10), count = strtoull(argv[i + 1], NULL, 10);
        for (uint64_t k = 0; k < count; k++)
            walk_seed(&run, seed + k, true);
    } else if (strcmp(what, "print") == 0 && i < argc) {
        Str text = nasty_schedule(run.arena, strtoull(argv[i], NULL, 10));
        printf("%.*s", str_arg(text));
        Diagnostics d = diagnostics_create(run.arena, str_from("print"), text);
        Schedule *plan =
            schedule_load(&(FormatInput){.source = text, .source_name = str_from("print")}, &d);
        LiveState *state = nasty_changes(plan, strtoull(argv[i], NULL, 10));
        if (state)
            printf("%.*s\n", str_arg(live_to_json(run.arena, state, str_from("print"))));
        for (size_t k = 0; k < plan->day_count; k++)
            printf("day %zu: %lld to %lld\n", k, (long long)plan->days[k].from,
                   (long long)plan->days[k].until);
        run.tally.schedules = 1;
    } else if (strcmp(what, "minutes") == 0 && i < argc) {
        time_t end = time(NULL) + 60 * (time_t)strtoul(argv[i], NULL, 10);
        uint64_t seed = i + 1 < argc ? strtoull(argv[i + 1], NULL, 10) : (uint64_t)end;
        for (; time(NULL) < end; seed++)
            walk_seed(&run, seed, true);
        printf("the next seed is %llu\n", (unsigned long long)seed);
    } else {
        fprintf(stderr,
                "usage: %s [--instants N] [--verbose] file PATH... | random SEED COUNT | "
                "minutes N [SEED] | print SEED\n",
                argv[0]);
        return 2;
    }
    return report(&run);
}
