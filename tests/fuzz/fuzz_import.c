/* fuzz_import.c: any bytes of the kind FUZZ_KIND through its reader, one target for each reader of
 * other programs' files; and what it makes of them is written as native YAML, which must load as
 * the same.
 *
 * Bytes that look like native YAML are fuzz_schedule's. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../formats/equal.h"
#include "formats/detect.h"
#include "formats/formats.h"
#include "formats/write_native.h"

#define NOW INT64_C(1778900000000) /* in May 2026 */

enum { BACK_MOST = 64 * 1024 }; /* larger ones are for what they take to be read */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Schedule *load(Arena *arena, Str source, Diagnostics *diagnostics) {
    *diagnostics = diagnostics_create(arena, str_from("fuzz"), source);
    FormatInput input = {
        .source = source, .source_name = str_from("fuzz"), .now = NOW, .wants_abstracts = true};
    return schedule_load(&input, diagnostics);
}

static void check_text(const Localized *text) {
    for (size_t i = 0; i < text->count; i++) {
        Str s = text->items[i].text;
        assert(s.len > 0 && str_is_utf8(s) && str_is_utf8(text->items[i].language));
        for (size_t at = 0; at < s.len;) {
            uint32_t rune = str_next_rune(s, &at);
            assert((rune >= 0x20 || rune == '\n') && !(rune >= 0x7F && rune < 0xA0));
        }
    }
}

static void check_schedule(const Schedule *schedule) {
    assert(schedule->session_count > 0 && schedule->event.zone);
    size_t next = 0;
    for (size_t i = 0; i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        assert(day->first_session == next && day->session_count > 0);
        for (size_t k = 0; k < day->session_count; k++) {
            const Session *session = &schedule->sessions[next++];
            assert(session->day == i && session->id.len > 0);
            assert(day->from <= session->start && session->start < day->until);
            assert(session->end > session->start);
            assert(k == 0 || session[-1].start <= session->start);
            for (size_t r = 0; r < session->room_count; r++)
                assert(session->rooms[r] < schedule->room_count);
            assert(session->track == SCHEDULE_NONE || session->track < schedule->track_count);
            check_text(&session->title);
            check_text(&session->abstract);
        }
    }
    assert(next == schedule->session_count);
}

static void check_there_and_back(Arena *arena, const Schedule *schedule) {
    Str text = write_native(arena, schedule, &(WriteOptions){0});
    Diagnostics diagnostics;
    Schedule *again = load(arena, text, &diagnostics);
    Difference difference = {""};
    bool is_same = again && schedule_equal(schedule, again, &difference);
    /* Of an hour that comes twice native YAML cannot say which one, and says that. */
    for (size_t i = 0; again && i < diagnostics.count; i++)
        is_same = is_same || strcmp(diagnostics.items[i].code, "doubled-time") == 0;
    if (!is_same) {
        diagnostics_print(&diagnostics, stderr);
        fprintf(stderr, "%s\n%.*s", difference.where, str_arg(text));
    }
    assert(is_same);
    schedule_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Str source = {.s = (const char *)data, .len = size};
    if (detect_format(source) != FUZZ_KIND)
        return -1; /* not taken */
    Arena *arena = arena_create();
    Diagnostics diagnostics;
    Schedule *schedule = load(arena, source, &diagnostics);
    assert(schedule || diagnostics_has_errors(&diagnostics));
    if (schedule) {
        check_schedule(schedule);
        if (size <= BACK_MOST)
            check_there_and_back(arena, schedule);
    }
    for (size_t i = 0; i < diagnostics.count; i++) {
        Str words = diagnostic_format(arena, &diagnostics, &diagnostics.items[i]);
        assert(str_is_utf8(words));
    }
    schedule_free(schedule);
    arena_free(arena);
    return 0;
}
