/* session_order.c: a large file's sessions stand by room, a schedule's by time. Their days, starts
 * and rooms mostly fit into one number each, which is sorted by its digits, without comparing. */
#include "formats/session_order.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Instant start;
    uint32_t day, room; /* first room + 1; 0: everywhere */
    int32_t line, column;
    uint32_t index;
} Key;

static Key key_of(const DraftSession *sessions, size_t index) {
    const Session *session = &sessions[index].session;
    return (Key){.start = session->start,
                 .day = (uint32_t)session->day,
                 .room = session->room_count ? (uint32_t)session->rooms[0] + 1 : 0,
                 .line = session->at.line,
                 .column = session->at.column,
                 .index = (uint32_t)index};
}

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int compare_places(const Key *a, const Key *b) {
    int order = compare_numbers(a->line, b->line);
    if (!order)
        order = compare_numbers(a->column, b->column);
    return order ? order : compare_numbers(a->index, b->index);
}

static int compare_keys(const void *left, const void *right) {
    const Key *a = left, *b = right;
    int order = compare_numbers(a->day, b->day);
    if (!order)
        order = compare_numbers(a->start, b->start);
    if (!order)
        order = compare_numbers(a->room, b->room);
    return order ? order : compare_places(a, b);
}

static uint32_t *order_by_comparing(Arena *arena, const Key *keys, size_t count) {
    Key *sorted = arena_alloc_bare(arena, sizeof *sorted, _Alignof(Key), count);
    memcpy(sorted, keys, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_keys);
    uint32_t *order = arena_alloc_bare(arena, sizeof *order, _Alignof(uint32_t), count);
    for (size_t i = 0; i < count; i++)
        order[i] = sorted[i].index;
    return order;
}

/* ---- by digits ---- */

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* What the keys have in common. */
typedef struct {
    Instant first, last; /* starts */
    uint32_t last_day, last_room;
    bool are_minutes;  /* all starts are whole minutes from the first */
    bool are_in_place; /* they stand by their place in the file */
    bool are_sorted;
} Range;

static Range range_of(const Key *keys, size_t count) {
    Range range = {.first = keys[0].start,
                   .last = keys[0].start,
                   .last_day = keys[0].day,
                   .last_room = keys[0].room,
                   .are_minutes = true,
                   .are_in_place = true,
                   .are_sorted = true};
    for (size_t i = 1; i < count; i++) {
        const Key *key = &keys[i];
        range.first = instant_min(range.first, key->start);
        range.last = instant_max(range.last, key->start);
        range.last_day = key->day > range.last_day ? key->day : range.last_day;
        range.last_room = key->room > range.last_room ? key->room : range.last_room;
        range.are_in_place = range.are_in_place && compare_places(key - 1, key) < 0;
        range.are_sorted = range.are_sorted && compare_keys(key - 1, key) < 0;
    }
    for (size_t i = 0; i < count && range.are_minutes; i++)
        range.are_minutes = keys[i].start % MILLIS_MINUTE == range.first % MILLIS_MINUTE;
    return range;
}

typedef struct {
    uint64_t number;
    uint32_t index;
} Digits;

/* One number for each key, in the keys' order; false when it would be too large. */
static bool pack(const Key *keys, size_t count, const Range *range, Digits *packed,
                 uint64_t *largest) {
    uint64_t unit = range->are_minutes ? MILLIS_MINUTE : 1, starts, rooms, days;
    rooms = (uint64_t)range->last_room + 1;
    if (__builtin_sub_overflow(range->last, range->first, &starts))
        return false;
    starts = starts / unit + 1;
    if (__builtin_mul_overflow(starts, rooms, &days) ||
        __builtin_mul_overflow(days, (uint64_t)range->last_day + 1, largest))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t start = (uint64_t)(keys[i].start - range->first) / unit;
        packed[i] = (Digits){.number = (keys[i].day * starts + start) * rooms + keys[i].room,
                             .index = (uint32_t)i};
    }
    return true;
}

/* Moves them to where they belong by one digit; those with the same keep their order. */
static void sort_by_digit(const Digits *from, Digits *to, size_t count, int shift) {
    size_t places[DIGITS] = {0}, place = 0;
    for (size_t i = 0; i < count; i++)
        places[from[i].number >> shift & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t here = places[digit];
        places[digit] = place;
        place += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i].number >> shift & (DIGITS - 1)]++] = from[i];
}

static uint32_t *order_by_digits(Arena *arena, const Key *keys, size_t count, const Range *range) {
    Digits *packed = arena_alloc_bare(arena, sizeof *packed, _Alignof(Digits), count);
    Digits *other = arena_alloc_bare(arena, sizeof *other, _Alignof(Digits), count);
    uint64_t largest;
    if (!pack(keys, count, range, packed, &largest))
        return NULL;
    for (int shift = 0; shift < 64 && largest >> shift; shift += DIGIT_BITS) {
        sort_by_digit(packed, other, count, shift);
        Digits *sorted = other;
        other = packed;
        packed = sorted;
    }
    uint32_t *order = arena_alloc_bare(arena, sizeof *order, _Alignof(uint32_t), count);
    for (size_t i = 0; i < count; i++)
        order[i] = packed[i].index;
    return order;
}

/* ---- the whole ---- */

static Key *keys_of(Arena *arena, const DraftSession *sessions, size_t count) {
    Key *keys = arena_alloc_bare(arena, sizeof *keys, _Alignof(Key), count);
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(sessions, i);
    return keys;
}

uint32_t *session_order(Arena *arena, const DraftSession *sessions, size_t count) {
    if (count < 2)
        return NULL;
    const Key *keys = keys_of(arena, sessions, count);
    Range range = range_of(keys, count);
    if (range.are_sorted)
        return NULL;
    uint32_t *order = range.are_in_place ? order_by_digits(arena, keys, count, &range) : NULL;
    return order ? order : order_by_comparing(arena, keys, count);
}

uint32_t *session_order_plain(Arena *arena, const DraftSession *sessions, size_t count) {
    return order_by_comparing(arena, keys_of(arena, sessions, count), count);
}
