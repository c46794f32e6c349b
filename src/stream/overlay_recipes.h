/* overlay_recipes.h: what other programs have to be told to take the overlay: command lines for
 * ffmpeg and GStreamer, a scene collection for OBS, lines for voctomix.
 *
 * Pure: options in, text out. doc/stream.md says what to do with them. */
#pragma once

#include "stream/outputs.h"

typedef enum {
    RECIPE_OBS,
    RECIPE_FFMPEG,
    RECIPE_GSTREAMER,
    RECIPE_VOCTOMIX,
    RECIPE_VMIX,
    RECIPE_CASPARCG,
    RECIPE_V4L2, /* a camera device of v4l2loopback */
    RECIPE_COUNT
} RecipeKind;

typedef struct {
    Str command;                /* "kiosk overlay …" as it was typed, without --print */
    const OutputPlace *outputs; /* borrowed; a recipe that misses one chooses it itself, and adds it
                                   to the command */
    size_t output_count;
    FrameContainer container;
    PixelLayout layout;
    FrameRate rate;
    int32_t width, height;        /* of the whole picture */
    int32_t first_row, row_count; /* of what is sent */
    int32_t strip_rows; /* that a strip would have, where it is not sent as one; 0: none */
    int32_t canvas_width, canvas_height; /* of the receiver's picture; 0: as large */
} RecipeFacts;

/* The kind of that name ("obs", "ffmpeg", …), or RECIPE_COUNT. */
RecipeKind recipe_by_name(Str name);
const char *recipe_name(RecipeKind kind);

/* "obs, ffmpeg, … or v4l2". In `arena`. */
Str recipe_list(Arena *arena);

/* The text, ending in a line feed. False when these options and that program do not go together:
 * *out says why, and what to do. */
bool recipe_write(Arena *arena, RecipeKind kind, const RecipeFacts *facts, Str *out);

/* Words for a POSIX shell, quoted where needed. */
Str shell_join(Arena *arena, char *const *words, size_t count);
