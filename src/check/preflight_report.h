/* preflight_report.h: the findings about several files, for people and for other programs. */
#pragma once

#include <stdio.h>

#include "base/diagnostics.h"
#include "base/exits.h"
#include "schedule/schedule.h"

typedef struct {
    Str path;                 /* as it was named */
    const Schedule *schedule; /* borrowed; NULL: it could not be used */
    size_t pages;             /* looked at */
} CheckedSchedule;

typedef struct {
    Arena *arena;        /* borrowed */
    Diagnostics **files; /* borrowed; each file once, in the order in which they came */
    size_t file_count, file_capacity;
    CheckedSchedule *schedules;
    size_t schedule_count, schedule_capacity;
} CheckReport;

/* Empty. The report, and what is put into it, must be there until it is printed. */
CheckReport check_report_create(Arena *arena);

void check_report_add_schedule(CheckReport *report, CheckedSchedule schedule);

/* Adds the findings about a file; nothing when there are some about a file of that name. */
void check_report_add_file(CheckReport *report, Diagnostics *findings);

/* How many findings of that severity there are. */
size_t check_report_count(const CheckReport *report, Severity severity);

/* 0, or 2 when there are errors; with `is_strict` 1 when there are warnings. */
ExitCode check_report_exit(const CheckReport *report, bool is_strict);

/* Findings by file, then line; what the schedules hold; a line that counts. */
void check_report_print(CheckReport *report, FILE *to);

/* One JSON document, see kiosk(1). */
void check_report_print_json(CheckReport *report, bool is_strict, FILE *to);
