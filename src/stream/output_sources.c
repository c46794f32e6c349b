#include "stream/output_sources.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

static bool is_plain(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c) || strchr("-_./:,=+@%", c);
}

Str shell_word(Arena *arena, Str word) {
    bool needs_quotes = word.len == 0;
    for (size_t i = 0; i < word.len; i++)
        needs_quotes |= !is_plain(word.s[i]);
    if (!needs_quotes)
        return word;
    /* Within single quotes all is itself but the quote, which stands outside of them. */
    char *text = arena_new(arena, char, 4 * word.len + 3);
    size_t len = 0;
    text[len++] = '\'';
    for (size_t i = 0; i < word.len; i++) {
        if (word.s[i] == '\'') {
            memcpy(text + len, "'\\''", 4);
            len += 4;
        } else {
            text[len++] = word.s[i];
        }
    }
    text[len++] = '\'';
    return (Str){.s = text, .len = len};
}

/* ---- where it is ---------------------------------------------------------------------------- */

Str pipe_url(Arena *arena, const OutputPlace *place) {
    (void)arena, (void)place;
    return str_from("-");
}

Str fifo_url(Arena *arena, const OutputPlace *place) {
    (void)arena;
    return str_from(place->frame.path);
}

Str unix_url(Arena *arena, const OutputPlace *place) {
    return str_printf(arena, "unix:%s", place->frame.path);
}

Str tcp_url(Arena *arena, const OutputPlace *place) {
    return address_url(arena, "tcp", place->frame.host, place->frame.port);
}

Str page_url(Arena *arena, const OutputPlace *place) {
    return address_url(arena, "http", place->page.host, place->page.port);
}

Str picture_url(Arena *arena, const OutputPlace *place) {
    (void)arena;
    return str_from(place->path);
}

/* ---- GStreamer ------------------------------------------------------------------------------ */

Str pipe_gstreamer(Arena *arena, const OutputPlace *place) {
    (void)arena, (void)place;
    return str_from("fdsrc");
}

Str fifo_gstreamer(Arena *arena, const OutputPlace *place) {
    Str path = shell_word(arena, str_from(place->frame.path));
    return str_printf(arena, "filesrc location=%.*s", str_arg(path));
}

Str tcp_gstreamer(Arena *arena, const OutputPlace *place) {
    return str_printf(arena, "tcpclientsrc host=%s port=%u", place->frame.host, place->frame.port);
}

/* ---- OBS ------------------------------------------------------------------------------------ */

json_t *frames_obs(Arena *arena, Str url, int32_t width, int32_t height) {
    (void)arena, (void)width, (void)height;
    return json_pack("{s:b, s:s%, s:s, s:i, s:i, s:b, s:b, s:b, s:b}", "is_local_file", 0, "input",
                     url.s, url.len, "input_format", "matroska", "buffering_mb", 0,
                     "reconnect_delay_sec", 1, "hw_decode", 0, "restart_on_activate", 0,
                     "clear_on_media_end", 0, "close_when_inactive", 0);
}

json_t *page_obs(Arena *arena, Str url, int32_t width, int32_t height) {
    Str overlay = str_printf(arena, "%.*s/overlay", str_arg(url));
    return json_pack("{s:s%, s:i, s:i, s:s, s:b}", "url", overlay.s, overlay.len, "width", width,
                     "height", height, "css", "", "shutdown", 0);
}

json_t *picture_obs(Arena *arena, Str url, int32_t width, int32_t height) {
    (void)width, (void)height;
    char *path = realpath(str_copy(arena, url).s, NULL); /* OBS has another working folder */
    json_t *settings = json_pack("{s:s%, s:b}", "file", path ? path : url.s,
                                 path ? strlen(path) : url.len, "unload", 0);
    free(path);
    return settings;
}
