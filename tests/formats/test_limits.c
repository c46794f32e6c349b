/* test_limits.c: a megabyte of the shortest things that a format has, and of the deepest: it is
 * read or refused with a word of which limit it breaks, within 64 MiB, and within a time that no
 * reader needs unless it goes over the whole again for each part.
 *
 * Each file is read in a process of its own: memory is the most that it and its libraries took of
 * the allocator at once, beyond what was taken before, and so the same on every machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "allocated.h"
#include "loaded.h"

#define MIB ((size_t)1 << 20)

enum {
    MIB_MOST = 64,
    SECONDS_MOST = 20, /* of the processor: ten times the aim, since sanitizers are slow */
    FAILED = 1,
    TOO_MUCH_MEMORY = 2,
    NO_WORD = 3,
};

typedef struct {
    const char *name, *head, *unit, *tail; /* in `unit` each # is a number of its own */
    const char *says; /* part of a finding; NULL: it is read without a word of limits */
    size_t mib;       /* 0: one */
    size_t times;     /* it may take that many times as much as the file; 0: eight */
} Case;

static const Case CASES[] = {
    {.name = "rows of CSV",
     .head = "start,title\n",
     .unit = "9:00,a\n",
     .says = "more than 20000 sessions"},
    {.name = "rooms of CSV",
     .head = "start,title,room\n",
     .unit = "9:00,a,r#\n",
     .says = "more than 1000 rooms"},
    {.name = "tracks of CSV",
     .head = "start,title,track\n",
     .unit = "9:00,a,r#\n",
     .says = "more than 1000 tracks"},
    {.name = "headings of CSV",
     .head = "time,title\n",
     .unit = "a 1 b 2 c 3 day e 5 f 6 tag h 8 may,\n",
     .says = "more than a thousand rows"},
    {.name = "events of XML",
     .head = "<schedule><day date=\"2026-05-05\"><room name=\"a\">",
     .unit = "<event><start>9:00</start><title>a</title></event>",
     .tail = "</room></day></schedule>",
     .says = "more than 20000 sessions"},
    {.name = "rooms of XML",
     .head = "<schedule><day date=\"2026-05-05\">",
     .unit = "<room name=\"r#\"/>",
     .tail = "</day></schedule>",
     .says = "more than 1000 rooms"},
    {.name = "nested XML",
     .head = "<schedule>",
     .unit = "<a>",
     .says = "more than 200 deep",
     .mib = 16},
    {.name = "names of XML",
     .head = "<schedule>",
     .unit = "<a#/>",
     .tail = "</schedule>",
     .says = "elements and attributes",
     .mib = 16,
     /* Expat keeps each name: 86 MiB, until 840,000 elements are too many. Versions that put a
      * count before each piece of memory take more: 124 as Debian 12 has it since, 137 in 2.9. */
     .times = 10},
    {.name = "attributes of one tag",
     .head = "<schedule ",
     .unit = "a#=\"\" ",
     .tail = "/>",
     .says = "a tag, comment or text is longer",
     .mib = 16},
    {.name = "attributes of one tag with > in them",
     .head = "<schedule ",
     .unit = "a#=\">\" ",
     .tail = "/>",
     .says = "a tag, comment or text is longer",
     .mib = 16},
    {.name = "events of JSON",
     .head = "{\"conference\":{\"days\":[{\"date\":\"2026-05-05\",\"rooms\":{\"a\":[",
     .unit = "{\"start\":\"9:00\",\"title\":\"a\"},",
     .tail = "{}]}}]}}",
     .says = "more than 20000 sessions"},
    {.name = "rooms of JSON in days",
     .head = "{\"conference\":{\"days\":[{\"date\":\"2026-05-05\",\"rooms\":{",
     .unit = "\"#\":[],",
     .tail = "\"a\":[{\"start\":\"9:00\",\"title\":\"a\"}]}}]}}",
     .says = "more than 1000 rooms"},
    {.name = "empty objects of JSON",
     .head = "{\"sessions\":[",
     .unit = "{},",
     .tail = "{}],\"rooms\":[],\"speakers\":[]}",
     .says = "more than 300000 values"},
    {.name = "nested JSON",
     .head = "{\"a\":",
     .unit = "{\"a\":",
     .says = "more than 200 deep",
     .mib = 16},
    {.name = "tracks of pretalx's widget",
     .head = "{\"rooms\":[],\"talks\":[",
     .unit = "{\"title\":\"a\",\"start\":\"2026-05-05T09:00\",\"room\":1,\"track\":#},",
     .tail = "{}]}"},
    {.name = "events of iCalendar",
     .head = "BEGIN:VCALENDAR\n",
     .unit = "BEGIN:VEVENT\nDTSTART:20260505T0900\nEND:VEVENT\n",
     .tail = "END:VCALENDAR\n"},
    {.name = "days of iCalendar",
     .head = "BEGIN:VCALENDAR\n",
     .unit = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260505\nDTEND;VALUE=DATE:20290505\nEND:VEVENT\n",
     .tail = "END:VCALENDAR\n",
     .says = "more than 20000 sessions"},
    {.name = "rules of iCalendar",
     .head = "BEGIN:VCALENDAR\n",
     .unit = "BEGIN:VEVENT\nDTSTART:20260505T090000\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
     .tail = "END:VCALENDAR\n",
     .says = "more than 5000 RRULEs"},
    {.name = "broken lines of iCalendar",
     .head = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260505T090000\n",
     .unit = "X:\n",
     .tail = "END:VEVENT\nEND:VCALENDAR\n",
     .says = "more than 5000 properties"},
    {.name = "many events of broken lines",
     .head = "BEGIN:VCALENDAR\n",
     .unit = "BEGIN:VEVENT\nA\nA\nA\nA\nEND:VEVENT\n",
     .tail = "END:VCALENDAR\n",
     .says = "more than 80000 properties"},
    {.name = "nested YAML", .head = "kiosk: 1\na: ", .unit = "[", .says = "nested more than"},
    {.name = "entries of YAML",
     .head = "kiosk: 1\na: [",
     .unit = "a,",
     .tail = "a]",
     .says = "more than"},
};

/* The case's file, of the size that it says. */
static Str make(Arena *arena, const Case *one) {
    size_t size = (one->mib ? one->mib : 1) * MIB, len = 0, number = 0;
    size_t tail = one->tail ? strlen(one->tail) : 0;
    char *text = arena_new(arena, char, size + 64 + 64);
    len += (size_t)sprintf(text, "%s", one->head);
    while (len + strlen(one->unit) + 16 + tail < size) {
        for (const char *c = one->unit; *c; c++)
            if (*c == '#')
                len += (size_t)sprintf(text + len, "%zx", number++);
            else
                text[len++] = *c;
    }
    if (tail)
        memcpy(text + len, one->tail, tail);
    return (Str){.s = text, .len = len + tail};
}

static bool is_said(const Diagnostics *diagnostics, const char *words) {
    for (size_t i = 0; i < diagnostics->count; i++)
        if (str_find(diagnostics->items[i].message, words) != SIZE_MAX)
            return true;
    return false;
}

/* In the child: an exit code. */
static int read_case(const Case *one) {
    Arena *arena = arena_create();
    Str text = make(arena, one);
    size_t before = allocated_now();
    allocated_forget();
    Loaded loaded = load_bytes(text, "made-up");
    size_t peak = allocated_most();
    bool is_right = !one->says || is_said(&loaded.diagnostics, one->says);
    if (!is_right)
        diagnostics_print(&loaded.diagnostics, stderr);
    size_t most = (one->mib ? (one->times ? one->times : 8) * one->mib : MIB_MOST) * MIB;
    fprintf(stderr, "%s: %.1f MiB\n", one->name, (double)(peak - before) / MIB);
    if (allocated_is_known() && peak > before + most)
        return TOO_MUCH_MEMORY;
    return is_right ? 0 : NO_WORD;
}

static void test_small_things_are_bounded(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct rlimit limit = {.rlim_cur = SECONDS_MOST, .rlim_max = SECONDS_MOST};
            _exit(setrlimit(RLIMIT_CPU, &limit) == 0 ? read_case(&CASES[i]) : FAILED);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFSIGNALED(status))
            fail_msg("%s: ended by signal %d", CASES[i].name, WTERMSIG(status));
        if (WEXITSTATUS(status) == NO_WORD)
            fail_msg("%s: nobody says \"%s\"", CASES[i].name, CASES[i].says);
        if (WEXITSTATUS(status) == TOO_MUCH_MEMORY)
            fail_msg("%s: too much memory", CASES[i].name);
        if (WEXITSTATUS(status) != 0)
            fail_msg("%s: exit code %d", CASES[i].name, WEXITSTATUS(status));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_small_things_are_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
