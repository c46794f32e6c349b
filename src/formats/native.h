/* native.h: kiosk's own YAML, key by key. Inner header of formats/. */
#pragma once

#include "formats/draft.h"
#include "formats/fields.h"
#include "formats/formats.h"

typedef struct {
    Fields fields;
    Draft draft;
    Instant now;         /* for days without a date */
    Str zone, host_zone; /* borrowed; see FormatInput */
    bool has_too_many_rooms;
    bool is_room_lost; /* the last list of rooms had one more than there may be */
} Native;

/* The schedule in the tree, or NULL when nothing in it can be shown. */
Schedule *native_read(const Node *root, const FormatInput *input, Diagnostics *diagnostics);

/* The parts, each in its own file. They take the value of their key, or NULL. */
void native_read_days(Native *native, const Node *days);
void native_read_notices(Native *native, const Node *notices);
void native_read_slides(Native *native, const Node *slides);
void native_read_display(Native *native, const Node *display);

/* A name, "Name (Affiliation)" or a map; false when there is no name. */
bool native_read_speaker(Native *native, const Node *node, Speaker *speaker);

/* Rooms by id or name, from `room`, `rooms` or both; in the schedule's arena. */
const size_t *native_read_rooms(Native *native, const Node *map, size_t *count);

/* There are more rooms than a schedule can have: said once. */
void native_report_many_rooms(Native *native, Position at);

/* The instant of a local time; says so when daylight saving skips or doubles it. */
Instant native_instant(Native *native, Date date, int32_t minutes, Position at);

/* Minutes after midnight of the conference day's date: what is before day_change belongs to the
 * night that follows. */
int32_t native_on_day(const Native *native, int32_t minutes);
