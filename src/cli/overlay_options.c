#include "cli/overlay_options.h"

#include <string.h>

#include "base/color.h"

enum { DEFAULT_FPS = 30 };

OverlayOptions overlay_options_default(void) {
    return (OverlayOptions){.rate = {DEFAULT_FPS, 1}, .print = RECIPE_COUNT};
}

bool overlay_take_view(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    options->has_views = true;
    while (value.len) {
        size_t comma = str_find(value, ",");
        Str name = str_trim(str_slice(value, 0, comma == SIZE_MAX ? value.len : comma));
        OverlayView view = overlay_view_by_name(name);
        if (view == OVERLAY_VIEW_COUNT) {
            Str names[OVERLAY_VIEW_COUNT], list = {0};
            for (view = 0; view < OVERLAY_VIEW_COUNT; view++) {
                names[view] = str_from(overlay_view_name(view));
                list = str_printf(arena, "%.*s%s%.*s", str_arg(list), view ? ", " : "",
                                  str_arg(names[view]));
            }
            const Str *nearest = str_nearest(name, names, OVERLAY_VIEW_COUNT);
            *problem = str_printf(arena, "there are %.*s; several with commas%s%.*s%s",
                                  str_arg(list), nearest ? "; did you mean \"" : "",
                                  str_arg(nearest ? *nearest : (Str){0}), nearest ? "\"?" : "");
            return false;
        }
        options->choice.views[view] = true;
        value = comma == SIZE_MAX ? (Str){0} : str_slice(value, comma + 1, value.len);
    }
    *problem = str_from("write lower-third, bug, countdown, slate, notice or another view");
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        if (options->choice.views[view])
            return true;
    return false;
}

bool overlay_take_fps(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write frames a second from 1 to 240, such as 30, 25, 29.97 or 60000/1001");
    return frame_rate_parse(str_copy(arena, value).s, &options->rate);
}

bool overlay_take_output(OverlayOptions *options, const char *option, Str value, Arena *arena,
                         Str *problem) {
    OutputPlace place;
    return output_parse(arena, option, value, &place, problem) &&
           output_add(options->outputs, &options->output_count, &place, arena, problem);
}

bool overlay_take_alpha(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write straight (what nearly everything takes) or premultiplied");
    options->layout.alpha =
        str_equal_c(value, "premultiplied") ? ALPHA_PREMULTIPLIED : ALPHA_STRAIGHT;
    return str_equal_c(value, "premultiplied") || str_equal_c(value, "straight");
}

bool overlay_take_background(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a colour such as \"#00ff00\"");
    uint32_t color;
    if (!color_parse(value, &color))
        return false;
    options->layout.alpha = ALPHA_KEYED;
    options->layout.background = color;
    return true;
}

bool overlay_take_container(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write raw or mkv");
    options->has_container = true;
    options->container = str_equal_c(value, "mkv") ? CONTAINER_MKV : CONTAINER_RAW;
    return str_equal_c(value, "mkv") || str_equal_c(value, "raw");
}

bool overlay_take_pixels(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write rgba or bgra");
    options->has_format = true;
    options->layout.format = str_equal_c(value, "bgra") ? PIXEL_BGRA : PIXEL_RGBA;
    return str_equal_c(value, "bgra") || str_equal_c(value, "rgba");
}

/* Whoever says where captions come from wants to see them. */
bool overlay_take_captions(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    return caption_place_parse(arena, value, &options->captions, problem);
}

bool overlay_take_print(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    *problem = str_printf(arena, "write %.*s", str_arg(recipe_list(arena)));
    options->print = recipe_by_name(value);
    return options->print < RECIPE_COUNT;
}

bool overlay_take_canvas(OverlayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write the size of the receiver's picture, such as 1920x1080");
    return value_size(value, &options->canvas);
}

/* Sockets are for programs that come and go, which want to be told what they get; a pipe was set up
 * by somebody who knows. */
static FrameContainer container_for(const OverlayOptions *options) {
    if (options->has_container)
        return options->container;
    if (options->print == RECIPE_OBS)
        return CONTAINER_MKV;
    if (options->print == RECIPE_GSTREAMER)
        return CONTAINER_RAW;
    for (size_t i = 0; i < options->output_count; i++)
        if (output_row(options->outputs[i].kind)->container == CONTAINER_MKV)
            return CONTAINER_MKV;
    return CONTAINER_RAW;
}

bool overlay_options_settle(const OverlayOptions *options, Arena *arena, OverlaySettings *out,
                            Str *problem) {
    out->choice = options->choice;
    if (!options->has_views)
        out->choice.views[OVERLAY_VIEW_LOWER_THIRD] = true;
    out->choice.is_strip = options->choice.is_strip;
    out->captions = options->captions;
    out->choice.views[OVERLAY_VIEW_CAPTIONS] |= options->captions.kind != CAPTIONS_NONE;
    out->is_by_hand = options->is_by_hand;
    out->rate = options->rate;
    out->container = container_for(options);
    out->layout = options->layout;
    if (out->container == CONTAINER_MKV) {
        if (options->has_format && options->layout.format == PIXEL_RGBA) {
            *problem =
                str_from("Matroska carries bgra: leave out --pixels, or use --container raw");
            return false;
        }
        out->layout.format = PIXEL_BGRA;
    }
    memcpy(out->outputs, options->outputs, sizeof out->outputs);
    out->output_count = options->output_count;
    return outputs_settle(out->outputs, &out->output_count, options->token, arena, problem);
}
