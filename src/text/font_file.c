#include "text/font_file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    void *bytes;
    size_t size;
} Mapping;

static void unmap(void *data) {
    Mapping *mapping = data;
    munmap(mapping->bytes, mapping->size);
    free(mapping);
}

static hb_blob_t *map(int file) {
    struct stat info;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0 ||
        info.st_size > UINT_MAX)
        return hb_blob_get_empty();
    Mapping *mapping = malloc(sizeof *mapping);
    if (!mapping)
        return hb_blob_get_empty();
    mapping->size = (size_t)info.st_size;
    mapping->bytes = mmap(NULL, mapping->size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapping->bytes == MAP_FAILED) {
        free(mapping);
        return hb_blob_get_empty();
    }
    return hb_blob_create(mapping->bytes, (unsigned)mapping->size, HB_MEMORY_MODE_READONLY, mapping,
                          unmap);
}

hb_blob_t *font_file_open(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return hb_blob_get_empty();
    hb_blob_t *blob = map(file);
    close(file);
    return blob;
}

void font_file_rest(hb_blob_t *file) {
    unsigned size;
    const char *bytes = hb_blob_get_data(file, &size);
    if (size > 0)
        madvise((void *)(uintptr_t)bytes, size, MADV_DONTNEED);
}
