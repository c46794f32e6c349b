/* airtime_text.c: the report for people, and for spreadsheets. Part of airtime.h. */
#include <stdio.h>
#include <stdlib.h>

#include "check/airtime.h"
#include "views/views.h"

/* A text that grows; every line of a long report into the arena would be copied again and again. */
typedef struct {
    FILE *file;  /* owned */
    char *bytes; /* owned */
    size_t len;
} ReportWriter;

static void writer_open(ReportWriter *writer) {
    *writer = (ReportWriter){0};
    writer->file = open_memstream(&writer->bytes, &writer->len);
    if (!writer->file)
        abort(); /* no memory */
}

static Str writer_close(ReportWriter *writer, Arena *arena) {
    fclose(writer->file);
    Str text = str_copy(arena, (Str){.s = writer->bytes, .len = writer->len});
    free(writer->bytes);
    return text;
}

static Str text_of(const Schedule *schedule, const Localized *text) {
    return localized_get(text, schedule->display.languages, schedule->display.language_count);
}

static Str clock_of(Arena *arena, const Schedule *schedule, Instant at) {
    LocalTime t = zone_local(schedule->event.zone, at);
    return str_printf(arena, "%02d:%02d:%02d", t.hour, t.minute, t.second);
}

/* "12:05 min", "0:45 min", "1:02:03 h" */
static Str length_of(Arena *arena, Millis length) {
    long long seconds = (long long)((length + 500) / 1000);
    if (seconds >= 3600)
        return str_printf(arena, "%lld:%02lld:%02lld h", seconds / 3600, seconds / 60 % 60,
                          seconds % 60);
    return str_printf(arena, "%lld:%02lld min", seconds / 60, seconds % 60);
}

static Str partner_name(const Schedule *schedule, size_t partner) {
    Str name = text_of(schedule, &schedule->partners[partner].name);
    return name.len ? name : schedule->partners[partner].id;
}

/* What the entry shows, in words: names, a title. */
static Str what_of(Arena *arena, const Schedule *schedule, const AirtimeEntry *entry) {
    if (entry->notice != SCHEDULE_NONE)
        return text_of(schedule, &schedule->notices[entry->notice].text);
    ViewShown shown = {.slide = &entry->slide,
                       .session = entry->session,
                       .segment = entry->segment,
                       .first_partner = entry->first_partner,
                       .partner_count = entry->partner_count};
    return view_label(arena, schedule, &shown);
}

static const char *view_of(const AirtimeEntry *entry) {
    return entry->notice != SCHEDULE_NONE ? "notice" : view_kind_name(entry->slide.view);
}

/* ---- for people ----------------------------------------------------------------------------- */

static void write_timetable(FILE *to, const Airtime *report) {
    const Schedule *schedule = report->input->schedule;
    Arena *scratch = arena_create();
    for (size_t i = 0; i < report->count; i++) {
        const AirtimeEntry *entry = &report->entries[i];
        Str length = length_of(scratch, entry->until - entry->from);
        fprintf(to, "%.*s  %11.*s  %-9s %2zu  %.*s\n",
                str_arg(clock_of(scratch, schedule, entry->from)), str_arg(length), view_of(entry),
                entry->slide.page + 1, str_arg(what_of(scratch, schedule, entry)));
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static void write_totals(FILE *to, const Airtime *report) {
    const Schedule *schedule = report->input->schedule;
    Arena *scratch = arena_create();
    fputs("\nOn the screen\n", to);
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        if (report->views[view] > 0)
            fprintf(to, "  %11.*s  %s\n", str_arg(length_of(scratch, report->views[view])),
                    view_kind_name(view));
    if (report->notices > 0)
        fprintf(to, "  %11.*s  notices over everything\n",
                str_arg(length_of(scratch, report->notices)));
    if (schedule->project_count)
        fputs("\nProjects in the spotlight\n", to);
    for (size_t i = 0; i < schedule->project_count; i++)
        fprintf(to, "  %11.*s  %.*s\n", str_arg(length_of(scratch, report->projects[i])),
                str_arg(text_of(schedule, &schedule->projects[i].name)));
    if (schedule->partner_count)
        fputs("\nPartners\n         wall  times     on stage    named then\n", to);
    for (size_t i = 0; i < schedule->partner_count; i++) {
        const PartnerAirtime *airtime = &report->partners[i];
        fprintf(to, "  %11.*s  %5zu  %11.*s  %11.*s  %.*s\n",
                str_arg(length_of(scratch, airtime->wall)), airtime->wall_times,
                str_arg(length_of(scratch, airtime->segments)),
                str_arg(length_of(scratch, airtime->named)), str_arg(partner_name(schedule, i)));
    }
    arena_free(scratch);
}

Str airtime_text(Arena *arena, const Airtime *report) {
    ReportWriter writer;
    writer_open(&writer);
    write_timetable(writer.file, report);
    write_totals(writer.file, report);
    return writer_close(&writer, arena);
}

/* ---- for spreadsheets ----------------------------------------------------------------------- */

static void write_field(FILE *to, Str text) {
    fputc('"', to);
    for (size_t i = 0; i < text.len; i++) {
        if (text.s[i] == '"')
            fputc('"', to);
        fputc(text.s[i] == '\n' ? ' ' : text.s[i], to);
    }
    fputc('"', to);
}

static void write_instant(FILE *to, const Schedule *schedule, Instant at) {
    LocalTime t = zone_local(schedule->event.zone, at);
    fprintf(to, "%04d-%02d-%02d %02d:%02d:%02d", t.date.year, t.date.month, t.date.day, t.hour,
            t.minute, t.second);
}

static void write_partner(FILE *to, const Schedule *schedule, size_t partner, const char *record,
                          Millis length, size_t times) {
    fprintf(to, "%s,,,%.3f,,,", record, (double)length / 1000);
    write_field(to, partner_name(schedule, partner));
    fprintf(to, ",%zu\r\n", times);
}

Str airtime_csv(Arena *arena, const Airtime *report) {
    const Schedule *schedule = report->input->schedule;
    ReportWriter writer;
    writer_open(&writer);
    FILE *to = writer.file;
    Arena *scratch = arena_create();
    fputs("\xef\xbb\xbf"
          "record,from,until,seconds,view,page,what,times\r\n",
          to);
    for (size_t i = 0; i < report->count; i++) {
        const AirtimeEntry *entry = &report->entries[i];
        fputs("shown,", to);
        write_instant(to, schedule, entry->from);
        fputc(',', to);
        write_instant(to, schedule, entry->until);
        fprintf(to, ",%.3f,%s,%zu,", (double)(entry->until - entry->from) / 1000, view_of(entry),
                entry->slide.page + 1);
        write_field(to, what_of(scratch, schedule, entry));
        fputs(",1\r\n", to);
        arena_reset(scratch);
    }
    for (size_t i = 0; i < schedule->partner_count; i++) {
        const PartnerAirtime *airtime = &report->partners[i];
        write_partner(to, schedule, i, "wall", airtime->wall, airtime->wall_times);
        write_partner(to, schedule, i, "segments", airtime->segments, airtime->segment_count);
        write_partner(to, schedule, i, "named", airtime->named, airtime->segment_count);
    }
    arena_free(scratch);
    return writer_close(&writer, arena);
}
