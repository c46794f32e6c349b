/* load.c: how long a schedule takes to load, and how much memory it holds, beside the bare parser.
 *
 * bench_load [FILE…]: the files, then made-up days of 1,000 to 100,000 sessions. The bare
 * parser is expat with empty handlers for XML and jansson alone for JSON, in the same run on the
 * same bytes. Times are the best of several runs, by the clock on the wall, since a large file is
 * read by two threads; "cpu" is the ratio of what all threads together take. Each is measured in a
 * child of its own, by turns: the C library's malloc is slower for the rest of a process in which
 * a thread was once started, which is none of the bare parser's business. Memory is a child's
 * resident set: what the schedule keeps, and the peak on the way (the file's own bytes are not
 * counted). */
#include <expat.h>
#include <jansson.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "formats/formats.h"

enum { ROUNDS = 7, RUNS = 3 /* in a round */, WORDS = 110 };

#define TIME_AIM   1.5 /* times the bare parser */
#define MEMORY_AIM 3.0 /* bytes for each byte of the file */

/* ---- the clock and the memory ---- */

typedef struct {
    double wall, cpu; /* seconds */
} Moment;

static double clock_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static Moment now(void) {
    return (Moment){clock_of(CLOCK_MONOTONIC), clock_of(CLOCK_PROCESS_CPUTIME_ID)};
}

static Moment since(Moment start) {
    Moment end = now();
    return (Moment){end.wall - start.wall, end.cpu - start.cpu};
}

static Moment least(Moment a, Moment b) {
    return (Moment){a.wall < b.wall ? a.wall : b.wall, a.cpu < b.cpu ? a.cpu : b.cpu};
}

/* A line of /proc/self/status in bytes. */
static size_t status_of(const char *key) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    size_t kib = 0;
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, key, strlen(key)) == 0)
            kib = strtoul(line + strlen(key) + 1, NULL, 10);
    if (file)
        fclose(file);
    return kib * 1024;
}

static void reset_peak(void) {
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

/* ---- what is measured ---- */

static void XMLCALL no_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    (void)data, (void)name, (void)attributes;
}

static void XMLCALL no_end(void *data, const XML_Char *name) {
    (void)data, (void)name;
}

static void XMLCALL no_text(void *data, const XML_Char *text, int len) {
    (void)data, (void)text, (void)len;
}

static bool is_xml(Str source) {
    Str start = str_trim(str_slice(source, 0, 100));
    return start.len && start.s[0] == '<';
}

static Moment time_bare(Str source) {
    Moment start = now();
    if (is_xml(source)) {
        XML_Parser parser = XML_ParserCreate(NULL);
        XML_SetElementHandler(parser, no_start, no_end);
        XML_SetCharacterDataHandler(parser, no_text);
        if (XML_Parse(parser, source.s, (int)source.len, XML_TRUE) != XML_STATUS_OK)
            fprintf(stderr, "expat: %s\n", XML_ErrorString(XML_GetErrorCode(parser)));
        XML_ParserFree(parser);
    } else {
        json_error_t error;
        json_t *root = json_loadb(source.s, source.len, 0, &error);
        if (!root)
            fprintf(stderr, "jansson: %s\n", error.text);
        json_decref(root);
    }
    return since(start);
}

static Schedule *load(Str source, Arena *findings) {
    Diagnostics diagnostics = diagnostics_create(findings, str_from("bench"), source);
    FormatInput input = {.source = source, .source_name = str_from("bench")};
    return schedule_load(&input, &diagnostics);
}

typedef struct {
    Moment taken;
    size_t sessions;
} Timing;

static Timing time_load(Str source) {
    Arena *findings = arena_create();
    Moment start = now();
    Schedule *schedule = load(source, findings);
    Timing timing = {.taken = since(start), .sessions = schedule ? schedule->session_count : 0};
    schedule_free(schedule);
    arena_free(findings);
    return timing;
}

/* The best of some runs, in a child. */
static Timing time_apart(Str source, bool is_bare, int runs) {
    Timing best = {.taken = {1e9, 1e9}};
    int ends[2];
    if (pipe(ends) != 0)
        return best;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < runs; i++) {
            Timing one = is_bare ? (Timing){.taken = time_bare(source)} : time_load(source);
            best = (Timing){least(best.taken, one.taken), one.sessions};
        }
        _exit(write(ends[1], &best, sizeof best) == (ssize_t)sizeof best ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &best, sizeof best) != (ssize_t)sizeof best)
        best = (Timing){.taken = {1e9, 1e9}};
    close(ends[0]);
    waitpid(child, NULL, 0);
    return best;
}

typedef struct {
    size_t kept, peak;
} Memory;

/* What the libraries keep for themselves, the tables of ICU and of the languages' detector above
 * all, and the programs' own pages are no schedule's. */
static void warm_up(void) {
    static const char *const SMALL[] = {
        "<schedule><conference><time_zone_name>Europe/Berlin</time_zone_name></conference>"
        "<day date=\"2027-03-05\"><room name=\"A\"><event id=\"1\"><start>10:00</start>"
        "<title>A title of some length, in which a language can be heard</title></event></room>"
        "</day></schedule>",
        "{\"conference\":{\"time_zone_name\":\"Europe/Berlin\",\"days\":[{\"date\":\"2027-03-05\","
        "\"rooms\":{\"A\":[{\"start\":\"10:00\",\"title\":\"T\"}]}}]}}",
        "{\"sessions\":[{\"id\":1,\"startsAt\":\"2027-03-05T10:00:00\",\"title\":\"T\"}],"
        "\"rooms\":[],\"speakers\":[]}",
        "{\"sessions\":[{\"id\":1,\"start\":\"2027-03-05T10:00:00Z\",\"zh\":{\"title\":\"T\"}}],"
        "\"rooms\":[],\"speakers\":[]}",
    };
    for (size_t i = 0; i < countof(SMALL); i++) {
        Arena *findings = arena_create();
        schedule_free(load(str_from(SMALL[i]), findings));
        arena_free(findings);
    }
}

/* In a child, so that nothing that was freed before is used again. Of the bare parser only the peak
 * says something. */
static Memory measure_memory(Str source, bool is_bare) {
    Memory memory = {0};
    int ends[2];
    if (pipe(ends) != 0)
        return memory;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        warm_up();
        malloc_trim(0);
        reset_peak();
        size_t before = status_of("VmRSS:");
        Arena *findings = arena_create();
        Schedule *schedule = NULL;
        if (is_bare)
            time_bare(source);
        else
            schedule = load(source, findings);
        malloc_trim(0);
        size_t after = status_of("VmRSS:"), highest = status_of("VmHWM:");
        memory.kept = after > before ? after - before : 0;
        memory.peak = highest > before ? highest - before : 0;
        ssize_t written = write(ends[1], &memory, sizeof memory);
        _exit(written == (ssize_t)sizeof memory && (schedule || is_bare) ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &memory, sizeof memory) != (ssize_t)sizeof memory)
        memory = (Memory){0};
    close(ends[0]);
    waitpid(child, NULL, 0);
    return memory;
}

static void measure(const char *name, Str source) {
    Moment bare = {1e9, 1e9}, loaded = bare;
    size_t sessions = 0;
    int rounds = source.len > 20 * 1024 * 1024 ? 3 : ROUNDS;
    for (int i = 0; i < rounds; i++) {
        bare = least(bare, time_apart(source, true, RUNS).taken);
        Timing one = time_apart(source, false, RUNS);
        loaded = least(loaded, one.taken);
        sessions = one.sessions;
    }
    Memory memory = measure_memory(source, false), bare_memory = measure_memory(source, true);
    double ratio = loaded.wall / bare.wall, kept = (double)memory.kept / (double)source.len;
    printf("%-28s %8.2f MB %7zu %9.1f ms %9.1f ms %6.2f%s %6.2f %8.2f%s %6.2f %6.2f\n", name,
           (double)source.len / 1e6, sessions, bare.wall * 1e3, loaded.wall * 1e3, ratio,
           ratio <= TIME_AIM ? " " : "!", loaded.cpu / bare.cpu, kept,
           kept <= MEMORY_AIM ? " " : "!", (double)memory.peak / (double)source.len,
           (double)bare_memory.peak / (double)source.len);
    fflush(stdout);
}

/* ---- made-up days ---- */

static const char *const LEXICON[] = {"open",   "source", "kernel", "bees", "honey", "meadow",
                                      "system", "cloud",  "random", "talk", "about", "everything",
                                      "Müller", "開源",   "and",    "with", "for",   "the"};

static void put_words(FILE *out, size_t seed, size_t count) {
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? " " : "", LEXICON[(seed * 7 + i * i * 5) % countof(LEXICON)]);
}

/* The same sessions in either format: twenty rooms, a new start each half hour, ten days. */
static Str make(size_t sessions, bool is_json) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    fputs(is_json
              ? "{\"schedule\":{\"conference\":{\"title\":\"Made up\",\"time_zone_name\":"
                "\"Europe/Berlin\",\"days\":["
              : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n<conference><title>Made "
                "up</title><time_zone_name>Europe/Berlin</time_zone_name></conference>\n",
          out);
    size_t per_room = sessions / 200;
    for (size_t day = 0; day < 10; day++) {
        fprintf(out,
                is_json ? "%s{\"date\":\"2027-03-%02zu\",\"rooms\":{"
                        : "%s<day date=\"2027-03-%02zu\">\n",
                is_json && day ? "," : "", day + 1);
        for (size_t room = 0; room < 20; room++) {
            fprintf(out, is_json ? "%s\"Room %zu\":[" : "%s<room name=\"Room %zu\">\n",
                    is_json && room ? "," : "", room);
            for (size_t i = 0; i < per_room; i++) {
                size_t id = (day * 20 + room) * per_room + i, minute = 480 + i * 30 % 840;
                fprintf(out,
                        is_json ? "%s{\"id\":%zu,\"guid\":\"g-%zu\",\"date\":\"2027-03-%02zuT%02zu:"
                                  "%02zu:00+01:00\",\"duration\":\"00:30\",\"title\":\""
                                : "%s<event id=\"%zu\" guid=\"g-%zu\">\n<date>2027-03-%02zuT%02zu:"
                                  "%02zu:00+01:00</date>\n<duration>00:30</duration>\n<title>",
                        is_json && i ? "," : "", id, id, day + 1, minute / 60, minute % 60);
                put_words(out, id, 6);
                fprintf(out,
                        is_json ? "\",\"track\":\"Track %zu\",\"type\":\"lecture\",\"abstract\":"
                                  "\"<p>"
                                : "</title>\n<track>Track %zu</track>\n<type>lecture</type>\n"
                                  "<abstract>&lt;p&gt;",
                        id % 40);
                put_words(out, id + 1, WORDS);
                fprintf(out,
                        is_json ? "</p>\",\"persons\":[{\"id\":%zu,\"public_name\":\"Speaker "
                                  "%zu\"}]}"
                                : "&lt;/p&gt;</abstract>\n<persons><person id=\"%zu\">Speaker "
                                  "%zu</person></persons>\n</event>\n",
                        id, id);
            }
            fputs(is_json ? "]" : "</room>\n", out);
        }
        fputs(is_json ? "}}" : "</day>\n", out);
    }
    fputs(is_json ? "]}}}" : "</schedule>\n", out);
    fclose(out);
    return (Str){.s = text, .len = len};
}

static Str read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return (Str){0};
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    size = bytes ? fread(bytes, 1, size, file) : 0;
    fclose(file);
    return (Str){.s = bytes, .len = size};
}

int main(int argc, char **argv) {
    printf("%-28s %11s %7s %12s %12s %7s %6s %9s %6s %6s\n", "", "size", "sessions", "bare",
           "loaded", "ratio", "cpu", "kept/byte", "peak", "bare");
    for (int i = 1; i < argc; i++) {
        Str source = read_file(argv[i]);
        const char *slash = strrchr(argv[i], '/');
        if (source.len)
            measure(slash ? slash + 1 : argv[i], source);
        free((void *)source.s);
    }
    static const struct {
        const char *name;
        size_t sessions;
        bool is_json;
    } DAYS[] = {
        {"made up, XML", 1000, false},   {"made up, XML", 10000, false},
        {"made up, XML", 100000, false}, {"made up, JSON", 1000, true},
        {"made up, JSON", 10000, true},  {"made up, JSON", 100000, true},
    };
    for (size_t i = 0; i < countof(DAYS); i++) {
        Str source = make(DAYS[i].sessions, DAYS[i].is_json);
        measure(DAYS[i].name, source);
        free((void *)source.s);
    }
    printf("aims: ratio up to %.1f, kept up to %.1f bytes for a byte; ! marks what misses them\n",
           TIME_AIM, MEMORY_AIM);
    return 0;
}
