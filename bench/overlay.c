/* overlay.c: what the overlay costs: frames a second to a reader that throws them away, beside the
 * plainest possible writer; the processor's share at 30 frames a second at rest and while a lower
 * third moves; the time from "show" to the pixel in ffmpeg's output.
 *
 *   bench_overlay [SECONDS]     of each measurement (3); build it in Release
 *   bench_overlay SECONDS 4k    nothing but 3840x2160 at 60
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/steady.h"
#include "picture/source.h"
#include "stream/overlay_server.h"

enum { WIDTH = 1920, HEIGHT = 1080, SHOWS = 15 };

static const size_t FRAME = (size_t)WIDTH * HEIGHT * 4;
static double seconds = 3;

static double now(void) {
    return (double)steady_nanoseconds() / 1e9;
}

static double processor_time(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* ---- throwing away -------------------------------------------------------------------------- */

enum { AS_MUCH_AS_IT_CAN = 1 << 20, AS_CAT = 128 << 10 };

static void throw_away(int descriptor, size_t at_a_time) {
    static uint8_t bytes[AS_MUCH_AS_IT_CAN];
    while (read(descriptor, bytes, at_a_time) > 0)
        continue;
    _exit(0);
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        perror(path);
        _exit(1);
    }
    return descriptor;
}

/* A process that reads what comes; `path` NULL: from a pipe, whose other end is given back. */
static pid_t start_reader(const char *path, int *end, size_t at_a_time) {
    int ends[2] = {-1, -1};
    if (!path && pipe(ends) != 0)
        exit(1);
    pid_t child = fork();
    if (child == 0) {
        if (!path)
            close(ends[1]);
        throw_away(path ? connect_to(path) : ends[0], at_a_time);
    }
    if (!path) {
        close(ends[0]);
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        *end = ends[1];
    }
    return child;
}

/* ---- frames a second ------------------------------------------------------------------------ */

static double plain_writer(void) {
    int end;
    pid_t child = start_reader(NULL, &end, AS_MUCH_AS_IT_CAN);
    uint8_t *frame = calloc(1, FRAME);
    double from = now();
    size_t frames = 0;
    for (; now() - from < seconds; frames++)
        for (size_t done = 0; done < FRAME;) {
            ssize_t n = write(end, frame + done, FRAME - done);
            if (n <= 0)
                exit(1);
            done += (size_t)n;
        }
    double rate = (double)frames / (now() - from);
    close(end);
    waitpid(child, NULL, 0);
    free(frame);
    return rate;
}

static void serve_sink(FrameSink *sink) {
    struct pollfd wait = {.fd = frame_sink_descriptor(sink), .events = POLLIN};
    poll(&wait, 1, 100);
    frame_sink_serve(sink);
}

/* Frames that a sink hands over as fast as they are taken. `is_new`: each is converted first; else
 * one picture is at rest. */
static double sink_writer(Arena *arena, bool is_socket, FrameContainer container, bool is_new) {
    char path[] = "/tmp/kiosk-bench-XXXXXX";
    int end = -1;
    pid_t child = -1;
    close(mkstemp(path));
    unlink(path);
    if (!is_socket)
        child = start_reader(NULL, &end, AS_MUCH_AS_IT_CAN);
    FrameSinkSettings settings = {.container = container, .video = {WIDTH, HEIGHT, 30, 1}};
    Str problem,
        target = is_socket ? str_printf(arena, "unix:%s", path) : str_printf(arena, "fd:%d", end);
    if (!output_parse_frames(arena, target, &settings.target, &problem))
        exit(1);
    FrameSink *sink = frame_sink_open(&settings, arena, &problem);
    if (is_socket)
        child = start_reader(path, NULL, AS_MUCH_AS_IT_CAN);
    FramePool *pool = frame_pool_create(FRAME, (PixelLayout){.format = PIXEL_RGBA});
    Pixmap picture = pixmap_create(WIDTH, HEIGHT);
    for (size_t i = (size_t)WIDTH * 820; i < (size_t)WIDTH * 1000; i++)
        picture.pixels[i] = 0xe00a0e12;
    while (frame_sink_counters(sink).readers == 0)
        serve_sink(sink);
    FrameBytes *frame = frame_bytes_take(pool);
    frame_bytes_fill(frame, picture.pixels);
    if (!is_new)
        frame_bytes_seal(frame);
    double from = now();
    for (uint64_t tick = 0; now() - from < seconds; tick++) {
        if (is_new) {
            frame_bytes_drop(frame);
            frame = frame_bytes_take(pool);
            frame_bytes_fill(frame, picture.pixels);
        }
        uint64_t sent = frame_sink_counters(sink).sent;
        frame_sink_offer(sink, frame, tick * 33);
        while (frame_sink_counters(sink).sent == sent && now() - from < seconds)
            serve_sink(sink);
    }
    frame_bytes_drop(frame);
    double rate = (double)frame_sink_counters(sink).sent / (now() - from);
    frame_sink_close(sink);
    frame_pool_free(pool);
    pixmap_free(&picture);
    if (end >= 0)
        close(end);
    waitpid(child, NULL, 0);
    return rate;
}

static void measure_frames(Arena *arena) {
    double plain = plain_writer();
    printf("frames of 1920x1080 rgba a second, to a reader that throws them away\n");
    printf("  write() to a pipe, nothing else      %7.0f\n", plain);
    const struct {
        const char *name;
        bool is_socket;
        FrameContainer container;
        bool is_new;
    } CASES[] = {{"pipe, raw, picture at rest", false, CONTAINER_RAW, false},
                 {"pipe, raw, each one converted", false, CONTAINER_RAW, true},
                 {"socket, raw, picture at rest", true, CONTAINER_RAW, false},
                 {"socket, Matroska, each converted", true, CONTAINER_MKV, true}};
    for (size_t i = 0; i < countof(CASES); i++) {
        double rate = sink_writer(arena, CASES[i].is_socket, CASES[i].container, CASES[i].is_new);
        printf("  %-34s   %7.0f   %.2f of it\n", CASES[i].name, rate, rate / plain);
    }
}

/* ---- the whole overlay ---------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    Resources resources;
    Source *source;
    OverlaySettings settings;
    OverlayServer *server;
    char path[32];
} Bench;

typedef struct {
    int32_t width, height, rate;
    bool is_strip;
    int pipe; /* -1: a UNIX socket */
} Stream;

static const Stream HD = {WIDTH, HEIGHT, 30, false, -1}, STRIP = {WIDTH, HEIGHT, 30, true, -1};
static const Stream PIPE = {WIDTH, HEIGHT, 30, false, 0}; /* to one who reads as cat does */

static void start_overlay(Bench *b, const Stream *stream) {
    Moment at;
    moment_parse(str_from("2019-09-26 09:57:00"), &at);
    b->arena = arena_create();
    b->resources = resources_find(b->arena);
    SourceSettings source = {
        .resources = &b->resources,
        .path = arena_printf(b->arena, "%s/2019-09-26-apsara.yaml", b->resources.schedules.s),
        .has_at = true,
        .at = at};
    b->source = source_open(&source, 0, NULL);
    snprintf(b->path, sizeof b->path, "/tmp/kiosk-bench-%d", (int)getpid());
    Str problem;
    b->settings = (OverlaySettings){
        .screen = {.resources = &b->resources, .width = stream->width, .height = stream->height},
        .choice = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true}, .is_strip = stream->is_strip},
        .is_by_hand = true,
        .rate = {stream->rate, 1},
        .output_count = 1,
        .clock = clock_simulated(b->source->now, 1)};
    Str target = stream->pipe < 0 ? str_printf(b->arena, "unix:%s", b->path)
                                  : str_printf(b->arena, "fd:%d", stream->pipe);
    output_parse(b->arena, "frames", target, &b->settings.outputs[0], &problem);
    OverlayShow show = {.schedule = b->source->schedule,
                        .room = b->source->room,
                        .folder = b->source->loaded->folder};
    ExitCode code;
    b->server = overlay_server_start(&b->settings, &show, &code);
    if (!b->server)
        exit(1);
}

static void stop_overlay(Bench *b) {
    overlay_server_stop(b->server);
    source_close(b->source);
    arena_free(b->arena);
}

static void wait_seconds(double time) {
    struct pollfd nothing = {.fd = -1};
    poll(&nothing, 1, (int)(time * 1000));
}

static void show(Bench *b, bool is_shown) {
    LowerThird third = {.call = is_shown ? THIRD_SHOW : THIRD_HIDE};
    Str answer;
    overlay_server_lower_third(b->server, &third, b->arena, &answer);
}

static void measure_share(const char *name, const Stream *kind, bool is_shown, bool is_moving) {
    Bench b;
    Stream stream = *kind;
    pid_t child = stream.pipe < 0 ? -1 : start_reader(NULL, &stream.pipe, AS_CAT);
    start_overlay(&b, &stream);
    if (stream.pipe < 0)
        child = start_reader(b.path, NULL, AS_MUCH_AS_IT_CAN);
    show(&b, is_shown);
    wait_seconds(1);
    SenderCounters before = overlay_server_counters(b.server);
    double from = now(), spent = processor_time();
    bool is_up = is_shown;
    while (now() - from < seconds) {
        if (is_moving)
            show(&b, is_up = !is_up);
        wait_seconds(is_moving ? 0.42 : seconds);
    }
    double passed = now() - from;
    SenderCounters after = overlay_server_counters(b.server);
    printf("  %-36s %5.1f %% of a core, %.1f frames a second, %llu dropped, %llu late\n", name,
           (processor_time() - spent) / passed * 100, (double)(after.sent - before.sent) / passed,
           (unsigned long long)(after.dropped - before.dropped),
           (unsigned long long)(after.late - before.late));
    stop_overlay(&b);
    if (stream.pipe >= 0)
        close(stream.pipe);
    waitpid(child, NULL, 0);
}

/* Whoever keeps up: the pages go from the pipe to nowhere. */
static pid_t start_splicer(int *end) {
    int ends[2];
    if (pipe(ends) != 0)
        exit(1);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        while (splice(ends[0], NULL, nowhere, NULL, 1 << 20, 0) > 0)
            continue;
        _exit(0);
    }
    close(ends[0]);
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    *end = ends[1];
    return child;
}

/* 3840x2160 at 60: every picture counts, while the lower third comes or goes each second. */
static void measure_large(void) {
    Stream large = {3840, 2160, 60, false, -1};
    pid_t child = start_splicer(&large.pipe);
    Bench b;
    start_overlay(&b, &large);
    show(&b, true);
    wait_seconds(2);
    for (int is_moving = 0; is_moving < 2; is_moving++) {
        SenderCounters before = overlay_server_counters(b.server);
        double from = now(), spent = processor_time();
        for (bool is_up = true; now() - from < 10;) {
            if (is_moving)
                show(&b, is_up = !is_up);
            wait_seconds(1);
        }
        double passed = now() - from, used = processor_time() - spent;
        SenderCounters after = overlay_server_counters(b.server);
        uint64_t sent = after.sent - before.sent;
        printf("  %-36s %5.1f %% of a core, %.2f ms a frame; in %.2f s %llu sent, %llu dropped, "
               "%llu late, %llu left out\n",
               is_moving ? "comes and goes each second" : "at rest", used / passed * 100,
               used / (double)(sent ? sent : 1) * 1000, passed, (unsigned long long)sent,
               (unsigned long long)(after.dropped - before.dropped),
               (unsigned long long)(after.late - before.late),
               (unsigned long long)(after.skipped - before.skipped));
    }
    stop_overlay(&b);
    close(large.pipe);
    waitpid(child, NULL, 0);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ffmpeg lays the overlay over grey and gives back the pixels where the bar will be. */
static void measure_latency(void) {
    if (system("command -v ffmpeg >/dev/null") != 0) {
        printf("  ffmpeg is not installed\n");
        return;
    }
    Bench b;
    start_overlay(&b, &HD);
    char command[512];
    snprintf(command, sizeof command,
             "exec ffmpeg -v error -nostdin -re -f lavfi -i color=c=gray:s=1920x1080:r=30 "
             "-thread_queue_size 8 -f rawvideo -pix_fmt rgba -s 1920x1080 -r 30 -i unix:%s "
             "-filter_complex '[0:v][1:v]overlay=format=rgb,crop=4:4:98:900' -pix_fmt rgb24 "
             "-f rawvideo -flush_packets 1 - 2>/dev/null",
             b.path);
    FILE *output = popen(command, "r");
    uint8_t pixels[4 * 4 * 3];
    double times[SHOWS];
    for (int i = 0; i < 30; i++)
        if (fread(pixels, 1, sizeof pixels, output) != sizeof pixels)
            exit(1);
    for (int i = 0; i < SHOWS; i++) {
        double from = now();
        show(&b, true);
        while (fread(pixels, 1, sizeof pixels, output) == sizeof pixels && pixels[0] < 200)
            continue;
        times[i] = (now() - from) * 1000;
        show(&b, false);
        for (int k = 0; k < 40 + i; k++)
            if (fread(pixels, 1, sizeof pixels, output) != sizeof pixels)
                exit(1);
    }
    qsort(times, SHOWS, sizeof *times, compare);
    printf("  from \"show\" to ffmpeg's output: median %.0f ms, least %.0f, most %.0f (%d times)\n",
           times[SHOWS / 2], times[0], times[SHOWS - 1], SHOWS);
    stop_overlay(&b);
    pclose(output);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc > 1)
        seconds = atof(argv[1]);
    Arena *arena = arena_create();
    if (argc > 2) {
        printf("3840x2160 at 60 frames a second, by pipe to a reader that keeps up\n");
        measure_large();
        return 0;
    }
    measure_frames(arena);
    printf("at 30 frames a second, 1920x1080 over a UNIX socket\n");
    measure_share("nothing shown", &HD, false, false);
    measure_share("a lower third at rest", &HD, true, false);
    measure_share("the same by pipe, as cat reads", &PIPE, true, false);
    measure_share("a lower third that moves", &HD, true, true);
    measure_share("at rest, the strip of 1920x270", &STRIP, true, false);
    measure_share("moving, the strip of 1920x270", &STRIP, true, true);
    measure_latency();
    arena_free(arena);
    return 0;
}
