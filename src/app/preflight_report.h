/* preflight_report.h: the findings about several files, for people and for other programs. */
#pragma once

#include <stdio.h>

#include "app/exits.h"
#include "base/diagnostics.h"
#include "schedule/schedule.h"

typedef struct {
    Str path;                 /* as it was named */
    const Schedule *schedule; /* borrowed; NULL: it could not be used */
    size_t pages;             /* looked at */
} ReportSchedule;

typedef struct {
    Arena *arena;        /* borrowed */
    Diagnostics **files; /* borrowed; each file once, in the order in which they came */
    size_t file_count, file_capacity;
    ReportSchedule *schedules;
    size_t schedule_count, schedule_capacity;
} Report;

/* Empty. The report, and what is put into it, must be there until it is printed. */
Report report_create(Arena *arena);

void report_add_schedule(Report *report, ReportSchedule schedule);

/* Adds the findings about a file; nothing when there are some about a file of that name. */
void report_add_file(Report *report, Diagnostics *findings);

/* How many findings of that severity there are. */
size_t report_count(const Report *report, Severity severity);

/* 0, or 2 when there are errors; with `is_strict` 1 when there are warnings. */
ExitCode report_exit(const Report *report, bool is_strict);

/* Findings by file, then line; what the schedules hold; a line that counts. */
void report_print(Report *report, FILE *to);

/* One JSON document, see kiosk(1). */
void report_print_json(Report *report, bool is_strict, FILE *to);
