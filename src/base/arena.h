/* arena.h: memory that is freed all at once.
 *
 * What belongs together lives and dies together: a schedule has an arena, a page being laid out
 * has one. Nothing is freed singly. Allocation cannot fail: when memory is out the process ends
 * with a message and the supervisor starts it again. */
#pragma once

#include <stddef.h>

typedef struct Arena Arena;

/* For the few things that are in no arena: what malloc and its like gave, never NULL. */
void *memory_must(void *memory);

/* A new, empty arena, owned by the caller; end it with arena_free. */
Arena *arena_create(void);

/* Frees everything that was taken from `arena`, and the arena. Accepts NULL. */
void arena_free(Arena *arena);

/* Forgets everything that was taken but keeps the largest block, so that a page that is laid out
 * again and again stops allocating. */
void arena_reset(Arena *arena);

/* `count` zeroed objects of `size` bytes, aligned to `align` (a power of two, at most 64).
 * `count` 0 gives a valid pointer to nothing. Overflow ends the process. */
void *arena_alloc(Arena *arena, size_t size, size_t align, size_t count);

/* The same without a value in it: for what is large and is written to at once. */
void *arena_alloc_bare(Arena *arena, size_t size, size_t align, size_t count);

/* A copy of `len` bytes followed by a NUL. */
char *arena_copy(Arena *arena, const void *bytes, size_t len);

/* printf into the arena; the result ends in a NUL. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes handed out so far, for statistics. */
size_t arena_used(const Arena *arena);

#define arena_new(arena, Type, count)                                                              \
    ((Type *)arena_alloc((arena), sizeof(Type), _Alignof(Type), (count)))

#define countof(array) (sizeof(array) / sizeof((array)[0]))

/* Appends room for one object of `size` bytes to a growing array in an arena and returns its
 * (zeroed) place. `*items`, `*count`, `*capacity` start at NULL, 0, 0; the array moves when it
 * grows, doubling, so pointers into it are good only until the next call. */
void *arena_push(Arena *arena, void *items, size_t *count, size_t *capacity, size_t size,
                 size_t align);
