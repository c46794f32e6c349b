/* json_read.h: jansson's trees, read as what a field wants, and which program's they are. */
#pragma once

#include <jansson.h>

#include "formats/formats.h"
#include "formats/gather.h"
#include "formats/json_file.h"
#include "formats/places.h"

/* A member as text: a string's, or a number's digits (in `arena`); empty for all else. Borrowed
 * from the tree. */
Str json_text(Arena *arena, const json_t *object, const char *key);

/* The value itself in the same way. */
Str json_value_text(Arena *arena, const json_t *value);

bool json_flag(const json_t *object, const char *key);

/* The places of all objects of a list; which are asked for by number. */
typedef struct {
    Str text;
    Places places;
    const size_t *offsets;
    size_t count;
    size_t expected; /* how many the reader will meet; others: the file has a key twice */
} JsonPlaces;

/* Of the list that `pattern` leads to (see json_places). */
JsonPlaces json_list_places(Arena *arena, Str text, const char *const *pattern);

/* Of the object, and of a member in it. Line 0 when that is not known. */
Position json_place(JsonPlaces *places, size_t index);
size_t json_offset(const JsonPlaces *places, size_t index); /* 0 when that is not known */
Position json_member(JsonPlaces *places, size_t index, const char *key);
size_t json_member_offset(const JsonPlaces *places, size_t index, const char *key);

/* When the session of `item`, the object `index` of the list, is: the members with those keys, in
 * ISO 8601. False when it is not scheduled or its start is no time; then that is counted or said.
 */
bool json_when(Gather *gather, JsonPlaces *places, const json_t *item, size_t index,
               const char *start_key, const char *end_key, When *when);

/* Reads the JSON of whichever program it is, or says that it is none of them. */
Schedule *json_formats_read(const FormatInput *input, Str text, Diagnostics *diagnostics);

/* The programs, each in its own file. */
bool frab_json_is(const json_t *root);
Schedule *frab_json_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics);
bool sessionize_is(const json_t *root);
Schedule *sessionize_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics);
bool opass_is(const json_t *root);
Schedule *opass_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics);
bool hoverboard_is(const json_t *root);
Schedule *hoverboard_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics);

/* True for Hoverboard's times alone, without the sessions that they name. */
bool hoverboard_is_part(const json_t *root);
