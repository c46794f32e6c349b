/* allocated.c: see allocated.h. The allocator's functions under their own names, which programs may
 * have; what they do is the C library's. */
#include "allocated.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_size_t taken, most; /* the one state of a test program */

bool allocated_is_known(void) {
#ifdef __SANITIZE_ADDRESS__
    return false;
#else
    return true;
#endif
}

size_t allocated_now(void) {
    return atomic_load(&taken);
}

size_t allocated_most(void) {
    return atomic_load(&most);
}

void allocated_forget(void) {
    atomic_store(&most, atomic_load(&taken));
}

#ifndef __SANITIZE_ADDRESS__

/* The GNU C library's, for programs that count. */
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *memory, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);
void __libc_free(void *memory);

static void *add(void *memory) {
    size_t bytes = memory ? malloc_usable_size(memory) : 0;
    size_t now = atomic_fetch_add(&taken, bytes) + bytes, before = atomic_load(&most);
    while (before < now && !atomic_compare_exchange_weak(&most, &before, now))
        ;
    return memory;
}

void *malloc(size_t bytes) {
    return add(__libc_malloc(bytes));
}

void *calloc(size_t count, size_t bytes) {
    return add(__libc_calloc(count, bytes));
}

void *realloc(void *memory, size_t bytes) {
    size_t before = memory ? malloc_usable_size(memory) : 0;
    void *moved = __libc_realloc(memory, bytes);
    if (!moved && bytes > 0)
        return NULL; /* the old one stays */
    atomic_fetch_sub(&taken, before);
    return add(moved);
}

void *memalign(size_t alignment, size_t bytes) {
    return add(__libc_memalign(alignment, bytes));
}

void *aligned_alloc(size_t alignment, size_t bytes) {
    return memalign(alignment, bytes);
}

int posix_memalign(void **memory, size_t alignment, size_t bytes) {
    void *found = memalign(alignment, bytes);
    if (!found)
        return ENOMEM;
    *memory = found;
    return 0;
}

void free(void *memory) {
    atomic_fetch_sub(&taken, memory ? malloc_usable_size(memory) : 0);
    __libc_free(memory);
}

#endif
