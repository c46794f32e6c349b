/* overlay_options.h: what the stream gets, as the command line says it: for `kiosk overlay`, and
 * for the full-screen kiosk that serves the overlay beside. */
#pragma once

#include "cli/values.h"
#include "stream/overlay_recipes.h"
#include "stream/overlay_server.h"

typedef struct {
    bool has_views;
    OverlayChoice choice;
    bool is_by_hand;
    bool has_rate;
    FrameRate rate; /* 0: not said */
    OutputPlace outputs[OUTPUTS_MAX];
    size_t output_count;
    bool has_container;
    FrameContainer container;
    bool has_format;
    PixelLayout layout;
    Str token;
    CaptionPlace captions;
    RecipeKind print; /* RECIPE_COUNT: none */
    Size canvas;      /* of whoever is told; 0: as large as the stream */
} OverlayOptions;

OverlayOptions overlay_options_default(void);

/* Each takes an option's value; false with what a good one looks like in *problem. */
bool overlay_take_view(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_fps(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_alpha(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_background(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_container(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_pixels(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_canvas(OverlayOptions *options, Str value, Arena *arena, Str *problem);
bool overlay_take_print(OverlayOptions *options, Str value, Arena *arena, Str *problem);

bool overlay_take_captions(OverlayOptions *options, Str value, Arena *arena, Str *problem);

/* The same for an option that a row of stream/outputs.h names. */
bool overlay_take_output(OverlayOptions *options, const char *option, Str value, Arena *arena,
                         Str *problem);

/* What follows from all of them together: containers, pixels and the page's address. False with a
 * line in *problem when they contradict each other. */
bool overlay_options_settle(const OverlayOptions *options, Arena *arena, OverlaySettings *out,
                            Str *problem);
