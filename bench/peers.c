/* peers.c: the kiosk beside a browser on the same X server: time to the first picture, memory, and
 * processor time over a cycle.
 *
 * The X server (Xvfb) keeps its screen in a file, so the first picture is seen from outside: it is
 * there when the accent colour, which both programs use, covers enough of the screen. Memory is
 * the proportional set size of all processes of a program's session, processor time the sum of
 * theirs. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"

enum { FIRST_PICTURE_MS = 30000, ACCENT_PIXELS = 400 };

typedef struct {
    const char *name;
    const char *argv[24];
    double first_ms; /* median of the runs */
    double pss_mib;
    double cpu_percent; /* of one core */
    int processes;
} Peer;

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000.0 + (double)now.tv_nsec / 1e6;
}

static void pause_ms(int ms) {
    poll(NULL, 0, ms);
}

/* Starts it in a session of its own, so that all its processes can be found. */
static pid_t start(const Peer *peer, const char *display) {
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        setenv("DISPLAY", display, 1);
        setenv("SDL_VIDEODRIVER", "x11", 1);
        if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
            _exit(126);
        execvp(peer->argv[0], (char *const *)peer->argv);
        _exit(127);
    }
    return pid;
}

typedef struct {
    double pss_kib;
    double cpu_s;
    int processes;
} Usage;

static double pss_of(const char *pid) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
    FILE *file = fopen(path, "re");
    double kib = 0;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Pss: %lf", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

/* Sums over the processes of the session (proc(5): session is field 6, times 14 to 17). */
static Usage usage_of(pid_t session) {
    Usage usage = {0};
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        char path[64], line[1024];
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
            continue;
        snprintf(path, sizeof path, "/proc/%.20s/stat", entry->d_name);
        FILE *file = fopen(path, "re");
        if (!file)
            continue;
        size_t len = fread(line, 1, sizeof line - 1, file);
        fclose(file);
        line[len] = 0;
        const char *rest = strrchr(line, ')');
        int found;
        unsigned long user, system;
        long child_user, child_system;
        if (!rest ||
            sscanf(rest + 2, "%*c %*d %*d %d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &found,
                   &user, &system, &child_user, &child_system) != 5 ||
            found != (int)session)
            continue;
        usage.processes++;
        usage.cpu_s +=
            (double)(user + system + (unsigned long)child_user + (unsigned long)child_system) /
            (double)sysconf(_SC_CLK_TCK);
        usage.pss_kib += pss_of(entry->d_name);
    }
    if (proc)
        closedir(proc);
    return usage;
}

static void end(pid_t session) {
    kill(-session, SIGTERM);
    for (int i = 0; i < 100 && usage_of(session).processes > 0; i++) {
        pause_ms(50);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (i == 60)
            kill(-session, SIGKILL);
    }
}

/* The server's screen, mapped: looking at it must not take a processor from who is measured. */
typedef struct {
    const uint8_t *bytes;
    size_t size;
} Screen;

static Screen screen_open(const Server *server) {
    struct stat info;
    Screen screen = {0};
    int file = open(server->frame_path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && fstat(file, &info) == 0) {
        void *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, file, 0);
        if (bytes != MAP_FAILED)
            screen = (Screen){bytes, (size_t)info.st_size};
    }
    if (file >= 0)
        close(file);
    return screen;
}

static void screen_close(Screen *screen) {
    if (screen->bytes)
        munmap((void *)(uintptr_t)screen->bytes, screen->size);
    *screen = (Screen){0};
}

/* XWDFile.h: words of 32 bits, the highest byte first. */
static size_t header_word(const Screen *screen, size_t i) {
    const uint8_t *p = screen->bytes + 4 * i;
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

enum { XWD_SIZE = 0, XWD_WIDTH = 4, XWD_HEIGHT = 5, XWD_LINE = 12, XWD_COLORS = 19, EACH = 4 };

/* One pixel of 16 is looked at. */
static bool has_picture(const Screen *screen) {
    if (!screen->bytes)
        return false;
    const uint8_t *pixels =
        screen->bytes + header_word(screen, XWD_SIZE) + 12 * header_word(screen, XWD_COLORS);
    size_t accent = 0;
    for (size_t y = 0; y < header_word(screen, XWD_HEIGHT); y += EACH)
        for (size_t x = 0; x < header_word(screen, XWD_WIDTH); x += EACH) {
            const uint8_t *p = pixels + y * header_word(screen, XWD_LINE) + 4 * x;
            accent += abs(p[2] - 0xf2) < 6 && abs(p[1] - 0x55) < 6 && abs(p[0] - 0x3d) < 6;
        }
    return accent * EACH * EACH >= ACCENT_PIXELS;
}

/* Milliseconds from exec to the picture; negative when it never came. */
static double first_picture(const Server *server, double began) {
    Screen screen = screen_open(server);
    double took = -1;
    while (took < 0 && now_ms() - began < FIRST_PICTURE_MS) {
        if (has_picture(&screen))
            took = now_ms() - began;
        else
            pause_ms(2);
    }
    screen_close(&screen);
    return took;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* `runs` starts for the time to the first picture; the last one stays for `seconds`. */
static bool measure(Peer *peer, int runs, int seconds) {
    double times[32];
    for (int i = 0; i < runs; i++) {
        Server server;
        if (!server_start(&server, "1920x1080")) {
            fputs("bench: Xvfb does not start\n", stderr);
            return false;
        }
        double began = now_ms();
        pid_t session = start(peer, server.display);
        times[i] = first_picture(&server, began);
        if (times[i] < 0)
            fprintf(stderr, "bench: %s showed nothing in %d s\n", peer->name,
                    FIRST_PICTURE_MS / 1000);
        if (i == runs - 1 && seconds > 0 && times[i] >= 0) {
            pause_ms(3000); /* the start is over */
            Usage before = usage_of(session);
            double from = now_ms();
            pause_ms(seconds * 1000);
            Usage after = usage_of(session);
            peer->cpu_percent = (after.cpu_s - before.cpu_s) / ((now_ms() - from) / 1000.0) * 100.0;
            peer->pss_mib = after.pss_kib / 1024.0;
            peer->processes = after.processes;
        }
        end(session);
        server_end(&server);
        if (times[i] < 0)
            return false;
    }
    qsort(times, (size_t)runs, sizeof *times, compare_doubles);
    peer->first_ms = times[runs / 2];
    return true;
}

static void print_peer(const Peer *peer) {
    printf("%-10s first picture %7.0f ms   memory %6.1f MiB in %d process%s   processor %6.2f %%\n",
           peer->name, peer->first_ms, peer->pss_mib, peer->processes,
           peer->processes == 1 ? "" : "es", peer->cpu_percent);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 9) {
        fputs("usage: bench_peers KIOSK SCHEDULE BARE CHROMIUM PAGE PROFILE RUNS SECONDS\n",
              stderr);
        return 1;
    }
    int runs = atoi(argv[7]), seconds = atoi(argv[8]);
    runs = runs < 1 ? 1 : runs > 32 ? 32 : runs;
    char profile[4096];
    snprintf(profile, sizeof profile, "--user-data-dir=%s", argv[6]);
    Peer bare = {.name = "bare SDL", .argv = {argv[3], NULL}};
    Peer kiosk = {
        .name = "kiosk",
        .argv = {argv[1], "--at", "2019-09-26 10:08:05", "--renderer", "software", argv[2], NULL}};
    Peer browser = {.name = "chromium",
                    .argv = {argv[4], "--kiosk", "--no-sandbox", "--no-first-run",
                             "--no-default-browser-check", "--disable-translate",
                             "--disable-infobars", profile, argv[5], NULL}};
    printf("Xvfb 1920x1080, median of %d starts, cycle of %d s\n", runs, seconds);
    fflush(stdout); /* before anything forks */
    if (!measure(&bare, runs, seconds > 10 ? 10 : seconds))
        return 1;
    print_peer(&bare);
    if (!measure(&kiosk, runs, seconds))
        return 1;
    print_peer(&kiosk);
    /* The first start of a browser makes its profile: that one does not count. */
    if (!measure(&browser, 1, 0) || !measure(&browser, runs, seconds))
        return 1;
    print_peer(&browser);
    printf("ratios     first picture %.1f times sooner (%.1f times a bare window), "
           "memory %.1f times less, processor %.1f times less\n",
           browser.first_ms / kiosk.first_ms, kiosk.first_ms / bare.first_ms,
           browser.pss_mib / kiosk.pss_mib, browser.cpu_percent / kiosk.cpu_percent);
    return 0;
}
