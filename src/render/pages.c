#include "render/pages.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGNMENT = 64, LARGE = 1 << 20, HUGE_PAGE = 2 << 20 };

/* Under AddressSanitizer everything comes from malloc, because it watches over the ends of that. */
#ifdef __SANITIZE_ADDRESS__
enum { IS_WATCHED = 1 };
#else
enum { IS_WATCHED = 0 };
#endif

static bool is_mapped(size_t bytes) {
    return !IS_WATCHED && bytes >= LARGE;
}

/* Filled up to whole huge pages where that adds little, else to whole pages. */
static size_t mapped_size(size_t bytes) {
    size_t huge = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    return huge - bytes <= bytes / 16 ? huge : (bytes + 4095) / 4096 * 4096;
}

static void *map(size_t bytes) {
    size_t size = mapped_size(bytes), room = size + HUGE_PAGE;
    uint8_t *start = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED)
        return NULL;
    size_t before = HUGE_PAGE - (uintptr_t)start % HUGE_PAGE, behind = room - before - size;
    munmap(start, before);
    if (behind > 0)
        munmap(start + before + size, behind);
    madvise(start + before, size, MADV_HUGEPAGE); /* a wish; without it all works the same */
    return start + before;
}

void *pages_create(size_t bytes) {
    if (is_mapped(bytes))
        return map(bytes);
    size_t size = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    void *pages = aligned_alloc(ALIGNMENT, size);
    if (pages)
        memset(pages, 0, size);
    return pages;
}

void pages_free(void *pages, size_t bytes) {
    if (pages && is_mapped(bytes))
        munmap(pages, mapped_size(bytes));
    else
        free(pages);
}

void pages_touch(void *memory, size_t bytes) {
    enum { PAGE = 4096 };
    uintptr_t start = ((uintptr_t)memory + PAGE - 1) / PAGE * PAGE;
    uintptr_t end = ((uintptr_t)memory + bytes) / PAGE * PAGE;
    if (end <= start)
        return;
#ifdef MADV_POPULATE_WRITE
    if (madvise((void *)start, end - start, MADV_POPULATE_WRITE) == 0)
        return; /* Linux 5.14 */
#endif
    for (volatile uint8_t *page = (uint8_t *)start; (uintptr_t)page < end; page += PAGE)
        *page = *page;
}
