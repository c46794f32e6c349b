/* output_sources.h: each output in the words of the programs that take it: their command lines and
 * scene files (overlay_recipes.h). */
#pragma once

#include "stream/output.h"

/* As ffmpeg's -i and OBS's "input" want it: "unix:PATH", "tcp://127.0.0.1:9880", a path, "-". */
Str pipe_url(Arena *arena, const OutputPlace *place);
Str fifo_url(Arena *arena, const OutputPlace *place);
Str unix_url(Arena *arena, const OutputPlace *place);
Str tcp_url(Arena *arena, const OutputPlace *place);
Str page_url(Arena *arena, const OutputPlace *place); /* "http://127.0.0.1:8707" */

/* GStreamer's source element. */
Str pipe_gstreamer(Arena *arena, const OutputPlace *place);
Str fifo_gstreamer(Arena *arena, const OutputPlace *place);
Str tcp_gstreamer(Arena *arena, const OutputPlace *place);

/* The settings of OBS's source, owned by the caller, for a picture of that size. */
struct json_t *frames_obs(Arena *arena, Str url, int32_t width, int32_t height);
struct json_t *page_obs(Arena *arena, Str url, int32_t width, int32_t height);
struct json_t *picture_obs(Arena *arena, Str url, int32_t width, int32_t height);
Str picture_url(Arena *arena, const OutputPlace *place); /* its path */

/* The word with quotes as a shell wants it. In `arena`. */
Str shell_word(Arena *arena, Str word);
