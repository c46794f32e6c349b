/* frames.c: what a frame of a crossfade costs, beside copying it.
 *
 * bench_frames A.png B.png…: pairs of finished pages, each of one size, on the display's X server.
 * Off-screen: all of the frame is blended into a third picture. On the screen: the frames of a fade
 * as fast as they go, each until the X server has taken it; once for the pages as they are, once
 * for pages that differ in every pixel. Then a fade of ten seconds at the display's rate, whose
 * frames are counted by how long after the one before they were on the screen. */
#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/png.h"
#include "output/video.h"
#include "output/window.h"
#include "render/patches.h"

enum { ROUNDS = 61, PACED_FRAMES = 600 };

static double now_ms(void) {
    return (double)SDL_GetPerformanceCounter() * 1000 / (double)SDL_GetPerformanceFrequency();
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, size_t count) {
    qsort(times, count, sizeof *times, compare);
    return times[count / 2];
}

static double copy_time(const Pixmap *a, Pixmap *to) {
    double times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        pixmap_copy(to, a);
        times[i] = now_ms() - start;
    }
    return median(times, ROUNDS);
}

static double blend_time(const Pixmap *a, const Pixmap *b, Pixmap *to) {
    double times[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        pixmap_blend(to, a, b, 1 + i * 4, (PixelRect){0, 0, a->width, a->height});
        times[i] = now_ms() - start;
    }
    return median(times, ROUNDS);
}

static void pump(Window *window) {
    SDL_Event event;
    while (SDL_PollEvent(&event))
        window_handle_event(window, &event);
}

static double screen_time(Window *window, const Pixmap *a, const Pixmap *b) {
    double times[ROUNDS];
    window_begin_fade(window, a, b);
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        window_show_fade(window, 1 + i * 4);
        times[i] = now_ms() - start;
    }
    window_end_fade(window);
    pump(window);
    return median(times, ROUNDS);
}

/* Every pixel another one. */
static Pixmap inverted(const Pixmap *a) {
    Pixmap all = pixmap_create(a->width, a->height);
    for (size_t i = 0; i < (size_t)a->width * (size_t)a->height; i++)
        all.pixels[i] = a->pixels[i] ^ 0xffffff;
    return all;
}

static void paced(Window *window, const Pixmap *a, const Pixmap *b, const char *what) {
    static const double LIMITS[] = {4, 8, 12, 16.7, 25, 33.4};
    enum { CLASSES = sizeof LIMITS / sizeof LIMITS[0] + 1 };
    int counts[CLASSES] = {0}, late = 0;
    double frame = window_frame_time(window), worst = 0;
    window_begin_fade(window, a, b);
    double due = now_ms();
    for (int i = 0; i < PACED_FRAMES; i++) {
        double rest = due - now_ms();
        if (rest > 0)
            SDL_Delay((Uint32)(rest + 0.999));
        window_show_fade(window, 1 + i % 255);
        double took = now_ms() - due;
        int class = 0;
        while (class + 1 < CLASSES && took > LIMITS[class])
            class ++;
        counts[class]++;
        late += took > frame;
        worst = took > worst ? took : worst;
        due +=
            took > frame ? ceil(took / frame) * frame : frame; /* what was missed is not made up */
    }
    window_end_fade(window);
    pump(window);
    printf("  %d frames at %.0f a second, %s: %d late, worst %.1f ms after it was due\n    ",
           PACED_FRAMES, 1000 / frame, what, late, worst);
    for (int i = 0; i < CLASSES; i++)
        if (i + 1 < CLASSES)
            printf("<%g ms: %d  ", LIMITS[i], counts[i]);
        else
            printf("more: %d\n", counts[i]);
}

static bool measure(const char *a_path, const char *b_path) {
    Pixmap a, b;
    if (!png_read(a_path, &a) || !png_read(b_path, &b) || a.width != b.width ||
        a.height != b.height) {
        fprintf(stderr, "bench_frames: %s and %s are no pair of pictures\n", a_path, b_path);
        return false;
    }
    Window *window = window_open(&(WindowSettings){
        .width = a.width, .height = a.height, .renderer = RENDERER_SOFTWARE, .title = "frames"});
    if (!window) {
        fprintf(stderr, "bench_frames: %s\n", SDL_GetError());
        return false;
    }
    pump(window);
    Pixmap to = pixmap_create(a.width, a.height), all = inverted(&a);
    Crossfade crossfade = {0};
    Patches patches;
    crossfade_find(&crossfade, &a, &b);
    patches_find(&patches, &crossfade);
    crossfade_free(&crossfade);
    double copy = copy_time(&a, &to), blend = blend_time(&a, &b, &to);
    double pages = screen_time(window, &a, &b), worst = screen_time(window, &a, &all);
    printf("%dx%d: the pages differ in %.0f %% (%zu patches)\n", a.width, a.height,
           100.0 * (double)patches.pixels / ((double)a.width * a.height), patches.count);
    printf("  copy %.2f ms; off-screen blend of everything on one core %.2f ms, %.1f times a copy "
           "(at most 3)\n",
           copy, blend, blend / copy);
    printf("  with the transfer to X11: pages %.2f ms, %.1f times a copy; everything %.2f ms, %.1f "
           "times (at most 5)\n",
           pages, pages / copy, worst, worst / copy);
    paced(window, &a, &b, "pages");
    paced(window, &a, &all, "everything");
    fflush(stdout);
    pixmap_free(&a);
    pixmap_free(&b);
    pixmap_free(&to);
    pixmap_free(&all);
    window_close(window);
    return true;
}

int main(int argc, char **argv) {
    if (argc < 3 || argc % 2 == 0) {
        fputs("usage: bench_frames A.png B.png [A.png B.png…]\n", stderr);
        return 1;
    }
    if (!video_start()) {
        fprintf(stderr, "bench_frames: %s\n", SDL_GetError());
        return 1;
    }
    bool is_fine = true;
    for (int i = 1; i + 1 < argc && is_fine; i += 2)
        is_fine = measure(argv[i], argv[i + 1]);
    SDL_Quit();
    return is_fine ? 0 : 1;
}
