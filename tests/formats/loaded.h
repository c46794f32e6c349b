/* loaded.h: what came out of a file, in words that a table of cases can hold. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/formats.h"

/* 2027-03-05 12:00 in Berlin; a day without a date is this one. */
#define LOADED_NOW INT64_C(1804244400000)

typedef struct {
    Arena *arena;
    Diagnostics diagnostics;
    Schedule *schedule; /* owned */
} Loaded;

static inline Loaded load_bytes(Str source, const char *name) {
    Loaded loaded = {.arena = arena_create()};
    /* A copy without room behind it, so that reading too far is caught. */
    char *bytes = malloc(source.len ? source.len : 1);
    if (source.len)
        memcpy(bytes, source.s, source.len);
    Str exact = {.s = bytes, .len = source.len};
    loaded.diagnostics = diagnostics_create(loaded.arena, str_from(name), exact);
    FormatInput input = {
        .source = exact, .source_name = str_from(name), .now = LOADED_NOW, .wants_abstracts = true};
    loaded.schedule = schedule_load(&input, &loaded.diagnostics);
    free(bytes); /* the schedule's texts are copies */
    return loaded;
}

static inline Loaded load_text(const char *text) {
    return load_bytes(str_from(text), "test.yaml");
}

static inline void loaded_free(Loaded *loaded) {
    schedule_free(loaded->schedule);
    arena_free(loaded->arena);
}

/* A whole file in `arena`; ends the test when there is none. */
static inline Str loaded_file(Arena *arena, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "cannot open %s\n", path);
        abort();
    }
    static char buffer[1024 * 1024];
    size_t len = fread(buffer, 1, sizeof buffer, file);
    fclose(file);
    return (Str){.s = arena_copy(arena, buffer, len), .len = len};
}

/* "error tab 8:1; warning …", one for each finding. */
static inline const char *loaded_findings(const Loaded *loaded) {
    const char *text = "";
    for (size_t i = 0; i < loaded->diagnostics.count; i++) {
        const Diagnostic *found = &loaded->diagnostics.items[i];
        text = arena_printf(loaded->arena, "%s%s%s %s %d:%d", text, i ? "; " : "",
                            severity_name(found->severity), found->code, (int)found->at.line,
                            (int)found->at.column);
    }
    return text;
}

static inline Str loaded_word(const Localized *text) {
    return text->count ? text->items[0].text : (Str){0};
}

static inline const char *loaded_clock(Arena *arena, const Zone *zone, Date day, Instant at) {
    if (at == INSTANT_NEVER || at == INT64_MIN)
        return at == INSTANT_NEVER ? "never" : "always";
    LocalTime local = zone_local(zone, at);
    int32_t days = date_diff(day, local.date);
    return arena_printf(arena, "%02d:%02d%s", (int)local.hour, (int)local.minute,
                        days == 0   ? ""
                        : days == 1 ? "+"
                                    : "?");
}

/* "14:00-14:45 hall Bees; …"; "/" stands between days, "+" behind a time of the next date. */
static inline const char *loaded_sessions(const Loaded *loaded) {
    const Schedule *schedule = loaded->schedule;
    const char *text = "";
    if (!schedule)
        return "NULL";
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        Date day = schedule->days[session->day].date;
        const Zone *zone = schedule->event.zone;
        bool is_new_day = i > 0 && session->day != session[-1].day;
        text = arena_printf(loaded->arena, "%s%s%s-%s", text,
                            i == 0       ? ""
                            : is_new_day ? " / "
                                         : "; ",
                            loaded_clock(loaded->arena, zone, day, session->start),
                            loaded_clock(loaded->arena, zone, day, session->end));
        for (size_t k = 0; k < session->room_count; k++)
            text = arena_printf(loaded->arena, "%s%c%.*s", text, k ? '+' : ' ',
                                str_arg(schedule->rooms[session->rooms[k]].id));
        text = arena_printf(loaded->arena, "%s %.*s", text, str_arg(loaded_word(&session->title)));
    }
    return text;
}
