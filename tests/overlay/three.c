/* three.c: sends the picture that proves a receiver right or wrong, again and again: its left third
 * is empty, its middle half-transparent red, its right opaque green. Over blue (0,0,200) the middle
 * must become (128,0,100).
 *
 *   three TARGET raw|mkv straight|premultiplied [PAGE-PORT|0 [mirrored]]
 *
 * Says "ready" on stderr when it can be read. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/steady.h"
#include "stream/frame_sender.h"
#include "stream/outputs.h"

enum { WIDTH = 96, HEIGHT = 48 };

static void publish(PictureBoard *board, bool is_moving, bool is_mirrored) {
    static const uint32_t PIXELS[] = {0, 0x80800000, 0xff00ff00};
    BoardPicture *picture = board_begin(board);
    for (int32_t y = 0; y < HEIGHT; y++)
        for (int32_t x = 0; x < WIDTH; x++)
            picture->pixels.pixels[y * WIDTH + x] =
                PIXELS[is_mirrored ? 2 - x * 3 / WIDTH : x * 3 / WIDTH];
    board_publish(board, picture, is_moving);
}

static Str read_page(Arena *arena) {
    char *bytes = arena_new(arena, char, 65536);
    FILE *file = fopen(TEST_SOURCE_DIR "/assets/overlay/overlay.html", "rb");
    size_t len = file ? fread(bytes, 1, 65535, file) : 0;
    if (file)
        fclose(file);
    return (Str){.s = bytes, .len = len};
}

static OverlayHttp *serve_page(Arena *arena, PictureBoard *board, const char *port) {
    Str problem = {0};
    HttpSettings settings = {.board = board, .overlay_page = read_page(arena)};
    if (!http_address_parse(arena, str_from(port), (Str){0}, &settings.address, &problem))
        return NULL;
    OverlayHttp *http = overlay_http_start(&settings, arena, &problem);
    if (!http)
        fprintf(stderr, "%.*s\n", str_arg(problem));
    return http;
}

/* Until whoever started us closes our standard input; a line makes another picture: "m" moves,
 * "-" rests, and an "r" after it turns it round. */
static void wait_for_the_end(PictureBoard *board, int over) {
    struct pollfd fds[] = {{.fd = 0, .events = POLLIN}, {.fd = over, .events = POLLIN}};
    char line[16];
    while (poll(fds, 2, -1) > 0) {
        if (fds[1].revents || ((fds[0].revents & (POLLIN | POLLHUP)) && !fgets(line, 16, stdin)))
            return;
        if (fds[0].revents & POLLIN)
            publish(board, line[0] == 'm', line[1] == 'r');
    }
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    Arena *arena = arena_create();
    PictureBoard *board = board_create(WIDTH, HEIGHT);
    bool is_mkv = strcmp(argv[2], "mkv") == 0, is_premultiplied = argv[3][0] == 'p';
    SenderSettings settings = {
        .target_count = 1,
        .container = is_mkv ? CONTAINER_MKV : CONTAINER_RAW,
        .layout = {.format = is_mkv ? PIXEL_BGRA : PIXEL_RGBA,
                   .alpha = is_premultiplied ? ALPHA_PREMULTIPLIED : ALPHA_STRAIGHT},
        .rate = {30, 1},
        .start = steady_nanoseconds(),
        .width = WIDTH,
        .row_count = HEIGHT,
    };
    Str problem = {0};
    FrameSender *sender = NULL;
    bool has_page = argc > 4 && strcmp(argv[4], "0") != 0;
    OverlayHttp *http = has_page ? serve_page(arena, board, argv[4]) : NULL;
    if ((has_page && !http) ||
        !output_parse_frames(arena, str_from(argv[1]), &settings.targets[0], &problem) ||
        !(sender = frame_sender_start(&settings, board, arena, &problem))) {
        fprintf(stderr, "%.*s\n", str_arg(problem));
        return 1;
    }
    publish(board, false, argc > 5);
    fprintf(stderr, "ready\n");
    wait_for_the_end(board, frame_sender_descriptor(sender));
    frame_sender_stop(sender);
    overlay_http_stop(http);
    board_free(board);
    arena_free(arena);
    return 0;
}
