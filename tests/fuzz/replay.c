/* replay.c: a fuzz target as a plain program, for compilers without a fuzzer.
 *
 * Gives it each file, and each file of a folder, whole and then cut short and with a byte changed
 * at some hundred places, which already finds what a half-written file would do. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 1024 * 1024, PLACES = 100 };

static size_t runs;

/* From a copy of the exact size, so that reading too far is caught. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    if (size)
        memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    runs++;
}

static int replay_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    uint8_t *data = malloc(FILE_MAX);
    if (!data)
        abort();
    size_t size = fread(data, 1, FILE_MAX, file);
    fclose(file);
    run(data, size);
    static const uint8_t CHANGES[] = {0, '\n', ':', '{', '"', '\t', 0xFF, '9', '-', '&'};
    for (size_t i = 0; i < PLACES && size > 0; i++) {
        size_t at = size * i / PLACES;
        run(data, at);
        uint8_t before = data[at];
        data[at] = CHANGES[i % sizeof CHANGES];
        run(data, size);
        data[at] = before;
    }
    free(data);
    return 0;
}

static int replay(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0) {
        perror(path);
        return 1;
    }
    if (!S_ISDIR(info.st_mode))
        return replay_file(path);
    DIR *folder = opendir(path);
    if (!folder) {
        perror(path);
        return 1;
    }
    int failures = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char inner[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        failures += replay(inner);
    }
    closedir(folder);
    return failures;
}

int main(int argc, char **argv) {
    int failures = argc < 2;
    for (int i = 1; i < argc; i++)
        failures += replay(argv[i]);
    printf("%zu inputs\n", runs);
    return failures ? 1 : 0;
}
