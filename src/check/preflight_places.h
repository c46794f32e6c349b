/* preflight_places.h: where in the schedule's file a text on the screen was written, and as what.
 *
 * A page knows the place of the value that a text came from; of a value in several languages that
 * is where the first begins, and speakers and rooms have the place of their session. Here the very
 * words are looked for. Pure. */
#pragma once

#include "schedule/schedule.h"

typedef struct TextPlaces TextPlaces;

typedef struct {
    Position at;
    const char *what; /* "title", "room's name"; "text" when it is not known */
} TextPlace;

/* In `arena`; the schedule and the bytes of its file are borrowed. */
const TextPlaces *text_places_create(Arena *arena, const Schedule *schedule, Str source);

/* Of a text that a scene says to be from `at`. */
TextPlace text_place_of(const TextPlaces *places, Position at, Str text);

/* Where `word` stands: the first time after `near`, else the last time before it, in a piece of
 * the file around it; `near` itself when it is not there. */
Position text_places_find(const TextPlaces *places, Position near, Str word);

/* Where `word` stands behind `key` and a colon, in the same line or below: the first place in the
 * file. `near` when it is not there. */
Position text_places_find_key(const TextPlaces *places, Position near, const char *key, Str word);
