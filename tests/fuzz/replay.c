/* replay.c: a fuzz target as a plain program, for compilers without a fuzzer.
 *
 * Gives it each file, and each file of a folder, whole and then cut short and with a byte changed
 * at some hundred places, which already finds what a half-written file would do. With --mutations N
 * it goes on with N inputs that are made of the files at random (mutate.h), and says how many of
 * them the reader took, how long the slowest lasted and how much memory the program had at most. An
 * input that crashes, takes more than two seconds of the processor or, where no sanitizer has
 * memory of its own, more than FUZZ_MEMORY MB, is left in a file. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 1024 * 1024, PLACES = 100, SECONDS_MOST = 2 };

#if !defined(FUZZ_MEMORY) || defined(__SANITIZE_ADDRESS__)
enum { MEMORY_MOST = 0 }; /* not looked at */
#else
enum { MEMORY_MOST = FUZZ_MEMORY * 1024 /* kB */ };
#endif

static size_t runs, taken;
static double slowest; /* seconds of the processor */
static long least;     /* memory after the first input, kB */

/* What is being read, for whoever catches a signal. */
static const uint8_t *volatile open_data;
static volatile size_t open_size;

static void keep_input(const char *what) {
    static const char NAME[] = "fuzz-failed-input";
    int file = open(NAME, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    bool is_kept = file >= 0 && write(file, open_data, open_size) == (ssize_t)open_size;
    if (write(STDERR_FILENO, what, strlen(what)) < 0 ||
        (is_kept && write(STDERR_FILENO, ": fuzz-failed-input\n", 20) < 0))
        _exit(3);
}

static void on_signal(int number) {
    keep_input(number == SIGVTALRM ? "more than two seconds" : "a crash");
    signal(number, SIG_DFL);
    if (number == SIGVTALRM)
        _exit(2);
    raise(number);
}

static void watch(void) {
    static const int SIGNALS[] = {SIGVTALRM, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
        signal(SIGNALS[i], on_signal);
}

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long most_memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* From a copy of the exact size, so that reading too far is caught. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    if (size)
        memcpy(copy, data, size);
    open_data = copy;
    open_size = size;
    taken += LLVMFuzzerTestOneInput(copy, size) == 0;
    long memory = most_memory();
    least = least ? least : memory;
    if (MEMORY_MOST > 0 && memory - least > MEMORY_MOST) {
        keep_input("too much memory");
        _exit(2);
    }
    free(copy);
    runs++;
}

/* The same against the clock. */
static void run_timed(const uint8_t *data, size_t size) {
    setitimer(ITIMER_VIRTUAL, &(struct itimerval){.it_value.tv_sec = SECONDS_MOST}, NULL);
    double before = processor_seconds();
    run(data, size);
    double spent = processor_seconds() - before;
    slowest = spent > slowest ? spent : slowest;
}

static int replay_file(const char *path, Mutator *mutator) {
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
    mutator_add(mutator, data, size);
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

static int replay(const char *path, Mutator *mutator) {
    struct stat info;
    if (stat(path, &info) != 0) {
        perror(path);
        return 1;
    }
    if (!S_ISDIR(info.st_mode))
        return replay_file(path, mutator);
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
        failures += replay(inner, mutator);
    }
    closedir(folder);
    return failures;
}

static void mutate(Mutator *mutator, size_t count) {
    long before = most_memory();
    taken = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *data;
        size_t size = mutator_next(mutator, &data);
        run_timed(data, size);
        if ((i + 1) % 100000 == 0)
            fprintf(stderr, "%zu of %zu\n", i + 1, count);
    }
    printf("%zu mutated inputs, of which the reader took %zu; the slowest %.3f s; memory from %ld "
           "to at most %ld kB\n",
           count, taken, slowest, before, most_memory());
}

int main(int argc, char **argv) {
    int first = 1;
    size_t mutations = 0, seed = 1;
    for (; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2) {
        if (strcmp(argv[first], "--mutations") == 0)
            mutations = strtoul(argv[first + 1], NULL, 10);
        else
            seed = strtoul(argv[first + 1], NULL, 10); /* --seed */
    }
    int failures = first >= argc;
    Mutator mutator = mutator_create(seed);
    watch();
    for (int i = first; i < argc; i++)
        failures += replay(argv[i], &mutator);
    printf("%zu inputs\n", runs);
    if (mutations)
        mutate(&mutator, mutations);
    mutator_free(&mutator);
    return failures ? 1 : 0;
}
