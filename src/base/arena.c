#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/large.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define poison(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define unpoison(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define poison(p, n)   ((void)(p), (void)(n))
#define unpoison(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024, ALIGN_MAX = 64 };

typedef struct Block {
    struct Block *older;
    size_t size; /* bytes in data */
    size_t used;
    _Alignas(ALIGN_MAX) unsigned char data[];
} Block;

struct Arena {
    Block *newest; /* owned, and through it all older ones */
    size_t used;
};

static void out_of_memory(void) {
    fputs("kiosk: out of memory\n", stderr);
    abort();
}

void *memory_must(void *memory) {
    if (!memory)
        out_of_memory();
    return memory;
}

static Block *block_create(size_t size, Block *older) {
    size_t total;
    if (__builtin_add_overflow(sizeof(Block), size, &total) ||
        __builtin_add_overflow(total, (size_t)(ALIGN_MAX - 1), &total))
        out_of_memory();
    total -= total % ALIGN_MAX;
    Block *block = total < LARGE_MEMORY ? aligned_alloc(ALIGN_MAX, total) : large_alloc(total);
    if (!block)
        out_of_memory();
    *block = (Block){.older = older, .size = size};
    poison(block->data, size);
    return block;
}

Arena *arena_create(void) {
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        out_of_memory();
    return arena;
}

static void free_blocks(Block *block) {
    while (block) {
        Block *older = block->older;
        unpoison(block->data, block->size);
        free(block);
        block = older;
    }
}

void arena_free(Arena *arena) {
    if (!arena)
        return;
    free_blocks(arena->newest);
    free(arena);
}

void arena_reset(Arena *arena) {
    Block *largest = arena->newest;
    for (Block *b = arena->newest; b; b = b->older)
        if (b->size > largest->size)
            largest = b;
    for (Block *b = arena->newest; b;) {
        Block *older = b->older;
        if (b != largest) {
            unpoison(b->data, b->size);
            free(b);
        }
        b = older;
    }
    if (largest) {
        largest->older = NULL;
        largest->used = 0;
        poison(largest->data, largest->size);
    }
    arena->newest = largest;
    arena->used = 0;
}

void *arena_alloc_bare(Arena *arena, size_t size, size_t align, size_t count) {
    assert(align && align <= ALIGN_MAX && (align & (align - 1)) == 0);
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes))
        out_of_memory();
    Block *block = arena->newest;
    size_t at = block ? (block->used + align - 1) & ~(align - 1) : 0;
    if (!block || at > block->size || bytes > block->size - at) {
        size_t step = block ? block->size * 2 : FIRST_BLOCK;
        if (step > LARGEST_STEP)
            step = LARGEST_STEP;
        arena->newest = block = block_create(bytes > step ? bytes : step, block);
        at = 0;
    }
    unsigned char *p = block->data + at;
    block->used = at + bytes;
    arena->used += bytes;
    unpoison(p, bytes);
    return p;
}

void *arena_alloc(Arena *arena, size_t size, size_t align, size_t count) {
    return memset(arena_alloc_bare(arena, size, align, count), 0, size * count);
}

char *arena_copy(Arena *arena, const void *bytes, size_t len) {
    char *copy = arena_alloc_bare(arena, 1, 1, len + 1);
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = 0;
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    char *text = arena_new(arena, char, (size_t)len + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}

size_t arena_used(const Arena *arena) {
    return arena->used;
}

void *arena_push(Arena *arena, void *items, size_t *count, size_t *capacity, size_t size,
                 size_t align) {
    void *array;
    memcpy(&array, items, sizeof array); /* `items` is the address of a typed pointer */
    if (*count == *capacity) {
        size_t wider = *capacity ? *capacity * 2 : 8;
        void *moved = arena_alloc(arena, size, align, wider);
        if (*count)
            memcpy(moved, array, *count * size);
        memcpy(items, &moved, sizeof moved);
        array = moved;
        *capacity = wider;
    }
    return (char *)array + size * (*count)++;
}
