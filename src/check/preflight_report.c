#include "check/preflight_report.h"

#include <jansson.h>

#include "live/json_text.h"

enum { DAYS_NAMED = 10 };

CheckReport check_report_create(Arena *arena) {
    return (CheckReport){.arena = arena};
}

void check_report_add_schedule(CheckReport *report, CheckedSchedule schedule) {
    CheckedSchedule *place =
        arena_push(report->arena, &report->schedules, &report->schedule_count,
                   &report->schedule_capacity, sizeof *place, _Alignof(CheckedSchedule));
    *place = schedule;
}

void check_report_add_file(CheckReport *report, Diagnostics *findings) {
    for (size_t i = 0; i < report->file_count; i++)
        if (str_equal(report->files[i]->file_name, findings->file_name))
            return;
    Diagnostics **place =
        arena_push(report->arena, &report->files, &report->file_count, &report->file_capacity,
                   sizeof *place, _Alignof(Diagnostics *));
    *place = findings;
}

size_t check_report_count(const CheckReport *report, Severity severity) {
    size_t count = 0;
    for (size_t i = 0; i < report->file_count; i++)
        count += report->files[i]->counts[severity];
    return count;
}

ExitCode check_report_exit(const CheckReport *report, bool is_strict) {
    if (check_report_count(report, SEVERITY_ERROR))
        return EXIT_SCHEDULE;
    return is_strict && check_report_count(report, SEVERITY_WARNING) ? EXIT_USAGE : EXIT_FINE;
}

static size_t kept_count(const CheckReport *report) {
    size_t count = 0;
    for (size_t i = 0; i < report->file_count; i++)
        count += report->files[i]->count;
    return count;
}

/* What was counted, but not kept. */
static size_t hidden_count(const CheckReport *report) {
    size_t total = 0;
    for (Severity severity = 0; severity < SEVERITY_COUNT; severity++)
        total += check_report_count(report, severity);
    return total - kept_count(report);
}

/* ---- for people ----------------------------------------------------------------------------- */

static void print_schedule(const CheckedSchedule *entry, FILE *to) {
    const Schedule *schedule = entry->schedule;
    fprintf(to, "%.*s: ", str_arg(entry->path));
    if (!schedule) {
        fputs("no schedule that could be shown\n", to);
        return;
    }
    fprintf(to, "%zu session%s in %zu room%s", schedule->session_count,
            schedule->session_count == 1 ? "" : "s", schedule->room_count,
            schedule->room_count == 1 ? "" : "s");
    for (size_t i = 0; i < schedule->day_count && i < DAYS_NAMED; i++) {
        const Day *day = &schedule->days[i];
        if (day->is_undated)
            fputs(", any day", to);
        else
            fprintf(to, ", %04d-%02d-%02d", (int)day->date.year, (int)day->date.month,
                    (int)day->date.day);
    }
    fprintf(to, " (%.*s); %zu pages looked at\n", str_arg(schedule->event.zone_name), entry->pages);
}

void check_report_print(CheckReport *report, FILE *to) {
    Arena *scratch = arena_create();
    for (size_t i = 0; i < report->file_count; i++) {
        Diagnostics *file = report->files[i];
        diagnostics_sort(file);
        for (size_t k = 0; k < file->count; k++)
            fprintf(to, "%.*s", str_arg(diagnostic_format(scratch, file, &file->items[k])));
    }
    arena_free(scratch);
    for (size_t i = 0; i < report->schedule_count; i++)
        print_schedule(&report->schedules[i], to);
    const char *comma = "";
    for (int i = SEVERITY_COUNT - 1; i >= 0; i--) {
        Severity severity = (Severity)i;
        size_t count = check_report_count(report, severity);
        if (count == 0)
            continue;
        fprintf(to, "%s%zu %s%s", comma, count, severity_name(severity), count == 1 ? "" : "s");
        comma = ", ";
    }
    size_t hidden = hidden_count(report);
    if (hidden)
        fprintf(to, " (%zu not shown)", hidden);
    fputs(*comma ? "\n" : "no problems\n", to);
}

/* ---- for programs --------------------------------------------------------------------------- */

static json_t *json_count(size_t count) {
    return json_integer((json_int_t)count);
}

static json_t *json_finding(const Diagnostics *file, const Diagnostic *finding) {
    json_t *object = json_object();
    json_object_set_new(object, "file", json_of_text(file->file_name));
    if (finding->at.line > 0) {
        json_object_set_new(object, "line", json_integer(finding->at.line));
        json_object_set_new(object, "column", json_integer(finding->at.column));
        json_object_set_new(object, "span",
                            json_integer(finding->at.span > 1 ? finding->at.span : 1));
        json_object_set_new(object, "text", json_of_text(diagnostics_line(file, finding->at.line)));
    }
    json_object_set_new(object, "severity", json_string(severity_name(finding->severity)));
    json_object_set_new(object, "code", json_string(finding->code));
    json_object_set_new(object, "message", json_of_text(finding->message));
    if (finding->hint.len)
        json_object_set_new(object, "hint", json_of_text(finding->hint));
    return object;
}

static json_t *json_schedule(const CheckedSchedule *entry) {
    const Schedule *schedule = entry->schedule;
    json_t *object = json_object();
    json_object_set_new(object, "file", json_of_text(entry->path));
    json_object_set_new(object, "usable", json_boolean(schedule != NULL));
    if (!schedule)
        return object;
    json_object_set_new(object, "sessions", json_count(schedule->session_count));
    json_object_set_new(object, "rooms", json_count(schedule->room_count));
    json_object_set_new(object, "timezone", json_of_text(schedule->event.zone_name));
    json_object_set_new(object, "timezone_assumed", json_boolean(schedule->event.is_zone_assumed));
    json_object_set_new(object, "pages", json_count(entry->pages));
    json_t *days = json_array();
    for (size_t i = 0; i < schedule->day_count; i++) {
        char date[16];
        const Day *day = &schedule->days[i];
        snprintf(date, sizeof date, "%04u-%02u-%02u", (unsigned)day->date.year % 10000,
                 (unsigned)day->date.month % 100, (unsigned)day->date.day % 100);
        json_array_append_new(days, day->is_undated ? json_null() : json_string(date));
    }
    json_object_set_new(object, "days", days);
    return object;
}

void check_report_print_json(CheckReport *report, bool is_strict, FILE *to) {
    json_t *root = json_object(), *schedules = json_array(), *findings = json_array();
    json_object_set_new(root, "kiosk", json_string(KIOSK_VERSION));
    json_object_set_new(root, "schedules", schedules);
    json_object_set_new(root, "findings", findings);
    for (size_t i = 0; i < report->schedule_count; i++)
        json_array_append_new(schedules, json_schedule(&report->schedules[i]));
    for (size_t i = 0; i < report->file_count; i++) {
        Diagnostics *file = report->files[i];
        diagnostics_sort(file);
        for (size_t k = 0; k < file->count; k++)
            json_array_append_new(findings, json_finding(file, &file->items[k]));
    }
    json_t *counts = json_object();
    for (Severity severity = 0; severity < SEVERITY_COUNT; severity++)
        json_object_set_new(counts, severity_name(severity),
                            json_count(check_report_count(report, severity)));
    json_object_set_new(counts, "not_shown", json_count(hidden_count(report)));
    json_object_set_new(root, "counts", counts);
    json_object_set_new(root, "exit", json_integer(check_report_exit(report, is_strict)));
    json_dumpf(root, to, JSON_INDENT(2));
    fputc('\n', to);
    json_decref(root);
}
