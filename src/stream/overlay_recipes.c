#include "stream/overlay_recipes.h"

#include <jansson.h>
#include <stdlib.h>

#include "stream/output_sources.h"

Str shell_join(Arena *arena, char *const *words, size_t count) {
    Str line = {0};
    for (size_t i = 0; i < count; i++)
        line = str_printf(arena, "%.*s%s%.*s", str_arg(line), i ? " " : "",
                          str_arg(shell_word(arena, str_from(words[i]))));
    return line;
}

/* What the recipe is about; what nobody asked for is not. */
static const OutputPlace *asked_for(const RecipeFacts *facts, OutputKind kind) {
    const OutputPlace *place = output_find(facts->outputs, facts->output_count, kind);
    return place && !place->is_implied ? place : NULL;
}

static const OutputPlace *frames_of(const RecipeFacts *facts) {
    return output_find_frames(facts->outputs, facts->output_count);
}

/* The place that the recipe chooses where none was asked for. */
static OutputPlace chosen(Arena *arena, const char *text) {
    OutputPlace place;
    Str problem;
    output_parse(arena, "frames", str_from(text), &place, &problem);
    return place;
}

/* Where the frames go, for programs that read them from a pipe if nothing was asked for. */
static OutputPlace frames_or_pipe(Arena *arena, const RecipeFacts *facts) {
    const OutputPlace *frames = frames_of(facts);
    return frames ? *frames : chosen(arena, "-");
}

static Str rate_text(Arena *arena, const FrameRate *rate) {
    return rate->scale == 1 ? str_printf(arena, "%d", rate->rate)
                            : str_printf(arena, "%d/%d", rate->rate, rate->scale);
}

/* What stands before the receiver's command: the kiosk's, piped into it or running by itself. */
static Str command_line(Arena *arena, const RecipeFacts *facts, const OutputRow *row,
                        bool is_raw_to_be_said) {
    if (row->is_piped)
        return str_printf(arena, "%.*s%s |\n", str_arg(facts->command),
                          frames_of(facts) ? "" : " --frames -");
    return str_printf(arena, "# First, in another terminal:\n#   %.*s%s\n", str_arg(facts->command),
                      is_raw_to_be_said ? " --container raw" : "");
}

/* ---- ffmpeg --------------------------------------------------------------------------------- */

/* "# Cheaper: …", where fewer rows would do. */
static Str strip_hint(Arena *arena, const RecipeFacts *facts) {
    if (facts->strip_rows == 0 || facts->strip_rows >= facts->height)
        return (Str){0};
    double rate = (double)facts->rate.rate / facts->rate.scale, row = facts->width * 4.0 / 1e6;
    return str_printf(arena,
                      "# Cheaper: with --strip only the rows that are needed are sent, %.0f MB a "
                      "second instead of %.0f.\n",
                      row * facts->strip_rows * rate, row * facts->height * rate);
}

static bool write_ffmpeg(Arena *arena, const RecipeFacts *facts, Str *out) {
    OutputPlace frames = frames_or_pipe(arena, facts);
    const OutputRow *row = output_row(frames.kind);
    Str input = shell_word(arena, row->url(arena, &frames));
    Str rate = rate_text(arena, &facts->rate);
    Str format = facts->container == CONTAINER_MKV
                     ? str_from("-f matroska")
                     : str_printf(arena, "-f rawvideo -pix_fmt %s -s %dx%d -r %.*s",
                                  facts->layout.format == PIXEL_RGBA ? "rgba" : "bgra",
                                  facts->width, facts->row_count, str_arg(rate));
    /* Blending in RGB is exact; in ffmpeg's default of YUV 4:2:0 coloured edges are not. */
    const char *overlay = facts->layout.alpha == ALPHA_PREMULTIPLIED
                              ? "overlay=format=rgb:alpha=premultiplied"
                              : "overlay=format=rgb";
    Str at = facts->first_row ? str_printf(arena, ":x=0:y=%d", facts->first_row) : (Str){0};
    Str key = facts->layout.alpha == ALPHA_KEYED
                  ? str_printf(arena, "[1:v]colorkey=0x%06x:0.1:0.1[key];[0:v][key]",
                               facts->layout.background)
                  : str_from("[0:v][1:v]");
    Str before = command_line(arena, facts, row, false);
    *out =
        str_printf(arena,
                   "%.*s# The camera, and where the result goes: change these two.\n"
                   ": \"${CAMERA:=-re -i camera.mp4}\"\n"
                   ": \"${RESULT:=-c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a copy -f flv "
                   "rtmp://localhost/live}\"\n"
                   "%.*s"
                   "ffmpeg $CAMERA -thread_queue_size 8 %.*s -i %.*s \\\n"
                   "    -filter_complex \"%.*s%s%.*s[v]\" -map \"[v]\" -map '0:a?' $RESULT\n",
                   str_arg(strip_hint(arena, facts)), str_arg(before), str_arg(format),
                   str_arg(input), str_arg(key), overlay, str_arg(at));
    return true;
}

/* ---- GStreamer ------------------------------------------------------------------------------ */

static bool write_gstreamer(Arena *arena, const RecipeFacts *facts, Str *out) {
    if (facts->layout.alpha == ALPHA_PREMULTIPLIED) {
        *out = str_from("GStreamer's compositor wants straight alpha: leave out --alpha");
        return false;
    }
    if (facts->container == CONTAINER_MKV) {
        *out = str_from("GStreamer's Matroska reader does not know pixels with alpha: use "
                        "--container raw");
        return false;
    }
    OutputPlace frames = frames_or_pipe(arena, facts);
    const OutputRow *row = output_row(frames.kind);
    if (!row->gstreamer) {
        *out = str_from(row->why_no_gstreamer);
        return false;
    }
    Str source = row->gstreamer(arena, &frames);
    Str rate = facts->rate.scale == 1 ? str_printf(arena, "%d/1", facts->rate.rate)
                                      : rate_text(arena, &facts->rate);
    Str parse = str_printf(arena,
                           "rawvideoparse use-sink-caps=false width=%d height=%d format=%s "
                           "framerate=%.*s",
                           facts->width, facts->row_count,
                           facts->layout.format == PIXEL_RGBA ? "rgba" : "bgra", str_arg(rate));
    const char *key =
        facts->layout.alpha == ALPHA_KEYED
            ? arena_printf(arena,
                           "alpha method=custom target-r=%u target-g=%u target-b=%u "
                           "! ",
                           facts->layout.background >> 16 & 0xff,
                           facts->layout.background >> 8 & 0xff, facts->layout.background & 0xff)
            : "";
    /* Sockets are given Matroska when nobody says otherwise. */
    bool is_said = row->is_piped || str_find(facts->command, "--container") != SIZE_MAX;
    Str before = command_line(arena, facts, row, !is_said);
    *out = str_printf(arena,
                      "%.*s# The camera, and where the result goes: change these two.\n"
                      ": \"${CAMERA:=v4l2src ! videoconvert}\"\n"
                      ": \"${RESULT:=videoconvert ! autovideosink}\"\n"
                      "%.*s"
                      "gst-launch-1.0 compositor name=mix sink_0::zorder=0 sink_1::zorder=1 "
                      "sink_1::ypos=%d \\\n"
                      "    ! video/x-raw,format=RGBA,width=%d,height=%d ! $RESULT \\\n"
                      "    $CAMERA ! mix.sink_0 \\\n"
                      "    %.*s ! %.*s ! queue ! %smix.sink_1\n",
                      str_arg(strip_hint(arena, facts)), str_arg(before), facts->first_row,
                      facts->width, facts->height, str_arg(source), str_arg(parse), key);
    return true;
}

/* ---- OBS ------------------------------------------------------------------------------------ */

/* Frames if they are sent, else whatever was asked for that OBS can take, else frames. */
static OutputPlace place_for_obs(Arena *arena, const RecipeFacts *facts) {
    if (frames_of(facts))
        return *frames_of(facts);
    for (OutputKind kind = 0; kind < OUTPUT_KIND_COUNT; kind++)
        if (asked_for(facts, kind) && output_row(kind)->obs)
            return *asked_for(facts, kind);
    return chosen(arena, "tcp:127.0.0.1:9880");
}

/* Of OBS's enum obs_bounds_type: as large as it can be within the bounds. */
enum { OBS_BOUNDS_SCALE_INNER = 2 };

static bool write_obs(Arena *arena, const RecipeFacts *facts, Str *out) {
    if (frames_of(facts) && facts->container != CONTAINER_MKV) {
        *out = str_from("OBS finds its way back into a stream in a container alone: add "
                        "--container mkv");
        return false;
    }
    OutputPlace place = place_for_obs(arena, facts);
    const OutputRow *row = output_row(place.kind);
    if (!row->obs) {
        *out = str_from(row->why_no_obs);
        return false;
    }
    if (facts->layout.alpha == ALPHA_PREMULTIPLIED) {
        *out = str_from("OBS wants straight alpha: leave out --alpha");
        return false;
    }
    const char *id = row->obs_source;
    json_t *settings = row->obs(arena, row->url(arena, &place), facts->width, facts->height);
    static const char SOURCE[] = "kiosk overlay", SCENE[] = "kiosk";
    /* It has no sound, so it has no place among those that have. */
    json_t *source = json_pack("{s:s, s:s, s:s, s:o, s:i, s:b, s:b, s:{s:b}}", "id", id,
                               "versioned_id", id, "name", SOURCE, "settings", settings, "mixers",
                               0, "muted", 1, "enabled", 1, "private_settings", "mixer_hidden", 1);
    /* Bounds, so that it fills the canvas whatever size that has. */
    bool has_canvas = facts->canvas_width > 0;
    double width = has_canvas ? facts->canvas_width : facts->width;
    double height = has_canvas ? facts->canvas_height : facts->height;
    double share = row->obs_has_whole ? 1.0 : (double)facts->row_count / facts->height;
    double top = row->obs_has_whole ? 0.0 : (double)facts->first_row / facts->height;
    /* With "srgb_off" OBS blends as everybody else does; its default makes edges lighter. */
    json_t *item = json_pack(
        "{s:s, s:i, s:b, s:b, s:s, s:s, s:{s:f, s:f}, s:{s:f, s:f}, s:f, s:i, s:i, s:i, s:{s:f, "
        "s:f}}",
        "name", SOURCE, "id", 1, "visible", 1, "locked", 1, "blend_method", "srgb_off",
        "blend_type", "normal", "pos", "x", 0.0, "y", top * height, "scale", "x", 1.0, "y", 1.0,
        "rot", 0.0, "align", 5, "bounds_type", OBS_BOUNDS_SCALE_INNER, "bounds_align", 0, "bounds",
        "x", width, "y", share * height);
    json_t *scene = json_pack("{s:s, s:s, s:s, s:{s:i, s:[o]}}", "id", "scene", "versioned_id",
                              "scene", "name", SCENE, "settings", "id_counter", 1, "items", item);
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:[{s:s}], s:[o, o], s:[], s:[]}", "name", "kiosk overlay",
                  "current_scene", SCENE, "current_program_scene", SCENE, "scene_order", "name",
                  SCENE, "sources", source, scene, "transitions", "groups");
    char *text = json_dumps(root, JSON_INDENT(4));
    json_decref(root);
    if (!text) {
        *out = str_from("out of memory");
        return false;
    }
    *out = str_printf(arena, "%s\n", text);
    free(text);
    return true;
}

/* ---- voctomix ------------------------------------------------------------------------------- */

static bool write_voctomix(Arena *arena, const RecipeFacts *facts, Str *out) {
    const OutputPlace *picture = asked_for(facts, OUTPUT_PICTURE);
    Str path = str_from(picture ? picture->path : "overlays/kiosk.png");
    size_t slash = path.len;
    while (slash > 0 && path.s[slash - 1] != '/')
        slash--;
    Str folder = slash > 1 ? str_slice(path, 0, slash - 1) : str_from(slash ? "/" : ".");
    Str name = str_slice(path, slash, path.len);
    Str command = facts->command;
    if (!picture)
        command = str_printf(arena, "%.*s --png %.*s", str_arg(command),
                             str_arg(shell_word(arena, path)));
    if (!asked_for(facts, OUTPUT_VOCTOCORE))
        command = str_printf(arena, "%.*s --voctocore localhost:9999", str_arg(command));
    *out = str_printf(arena,
                      "# In voctocore's configuration:\n"
                      "[overlay]\n"
                      "path = %.*s\n"
                      "files = %.*s|kiosk\n"
                      "\n"
                      "# Then, beside it:\n"
                      "# %.*s\n",
                      str_arg(folder), str_arg(name), str_arg(command));
    return true;
}

/* ---- vMix ----------------------------------------------------------------------------------- */

/* The page that was asked for, else the usual one. */
static Str page_of(Arena *arena, const RecipeFacts *facts) {
    const OutputPlace *page = asked_for(facts, OUTPUT_PAGE);
    if (!page)
        return str_from("http://127.0.0.1:8707/overlay");
    Str url = output_row(OUTPUT_PAGE)->url(arena, page);
    return page->page.token
               ? str_printf(arena, "%.*s/overlay?token=%s", str_arg(url), page->page.token)
               : str_printf(arena, "%.*s/overlay", str_arg(url));
}

static Str command_with_page(Arena *arena, const RecipeFacts *facts) {
    return asked_for(facts, OUTPUT_PAGE)
               ? facts->command
               : str_printf(arena, "%.*s --http 8707", str_arg(facts->command));
}

static bool write_vmix(Arena *arena, const RecipeFacts *facts, Str *out) {
    Str page = page_of(arena, facts), command = command_with_page(arena, facts);
    *out =
        str_printf(arena,
                   "# Beside it:\n"
                   "# %.*s\n"
                   "#\n"
                   "# In vMix: Add Input, Web Browser; then lay it over with an Overlay button.\n"
                   "URL = %.*s\n"
                   "Width = %d\n"
                   "Height = %d\n"
                   "Transparent = yes\n"
                   "#\n"
                   "# From another computer: --http 0.0.0.0:8707 --token WORD, and that "
                   "computer's address\n"
                   "# with ?token=WORD behind it.\n",
                   str_arg(command), str_arg(page), facts->width, facts->height);
    return true;
}

/* ---- CasparCG ------------------------------------------------------------------------------- */

/* Frames by the FFmpeg producer, which wants them premultiplied; else the page. */
static bool write_casparcg(Arena *arena, const RecipeFacts *facts, Str *out) {
    const OutputPlace *frames = frames_of(facts);
    if (!frames) {
        Str command = command_with_page(arena, facts), page = page_of(arena, facts);
        *out = str_printf(arena,
                          "# Beside it:\n"
                          "# %.*s\n"
                          "#\n"
                          "# To CasparCG, by AMCP; channel 1, layer 20 is above what plays below:\n"
                          "PLAY 1-20 [HTML] \"%.*s\"\n",
                          str_arg(command), str_arg(page));
        return true;
    }
    if (frames->kind != OUTPUT_TCP || facts->container != CONTAINER_MKV) {
        *out = str_from("CasparCG takes frames in Matroska over TCP: --frames tcp:127.0.0.1:9880; "
                        "or leave --frames out, for its HTML producer");
        return false;
    }
    if (facts->layout.alpha != ALPHA_PREMULTIPLIED) {
        *out = str_from("CasparCG wants multiplied colours: add --alpha premultiplied");
        return false;
    }
    Str url = output_row(frames->kind)->url(arena, frames);
    *out = str_printf(arena,
                      "# Beside it:\n"
                      "# %.*s\n"
                      "#\n"
                      "# To CasparCG, by AMCP; channel 1, layer 20 is above what plays below:\n"
                      "PLAY 1-20 \"%.*s\"\n",
                      str_arg(facts->command), str_arg(url));
    if (facts->first_row)
        *out = str_printf(arena, "%.*sMIXER 1-20 FILL 0 %.6f 1 %.6f\n", str_arg(*out),
                          (double)facts->first_row / facts->height,
                          (double)facts->row_count / facts->height);
    return true;
}

/* ---- a camera device ------------------------------------------------------------------------ */

static bool write_v4l2(Arena *arena, const RecipeFacts *facts, Str *out) {
    if (facts->layout.alpha != ALPHA_KEYED) {
        *out = str_from("a camera has no alpha: add --background \"#00ff00\", for a program that "
                        "keys");
        return false;
    }
    const OutputPlace *frames = frames_of(facts);
    if (facts->container != CONTAINER_RAW || (frames && !output_row(frames->kind)->is_piped)) {
        *out =
            str_from("frames go to the camera through a pipe: leave out --frames and --container");
        return false;
    }
    OutputPlace place = frames_or_pipe(arena, facts);
    Str before = command_line(arena, facts, output_row(place.kind), false);
    Str rate = rate_text(arena, &facts->rate);
    *out = str_printf(arena,
                      "# A camera that programs find: sudo modprobe v4l2loopback video_nr=9 "
                      "card_label=kiosk exclusive_caps=1\n"
                      ": \"${CAMERA:=/dev/video9}\"\n"
                      "%.*s"
                      "ffmpeg -f rawvideo -pix_fmt %s -s %dx%d -r %.*s -i - -pix_fmt yuv420p -f "
                      "v4l2 \"$CAMERA\"\n",
                      str_arg(before), facts->layout.format == PIXEL_RGBA ? "rgba" : "bgra",
                      facts->width, facts->row_count, str_arg(rate));
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static const struct {
    const char *name;
    bool (*write)(Arena *arena, const RecipeFacts *facts, Str *out);
} RECIPES[] = {
    [RECIPE_OBS] = {.name = "obs", .write = write_obs},
    [RECIPE_FFMPEG] = {.name = "ffmpeg", .write = write_ffmpeg},
    [RECIPE_GSTREAMER] = {.name = "gstreamer", .write = write_gstreamer},
    [RECIPE_VOCTOMIX] = {.name = "voctomix", .write = write_voctomix},
    [RECIPE_VMIX] = {.name = "vmix", .write = write_vmix},
    [RECIPE_CASPARCG] = {.name = "casparcg", .write = write_casparcg},
    [RECIPE_V4L2] = {.name = "v4l2", .write = write_v4l2},
};
_Static_assert(countof(RECIPES) == RECIPE_COUNT, "a row for each program");

RecipeKind recipe_by_name(Str name) {
    RecipeKind kind = 0;
    while (kind < RECIPE_COUNT && !str_equal_c(name, RECIPES[kind].name))
        kind++;
    return kind;
}

const char *recipe_name(RecipeKind kind) {
    return RECIPES[kind].name;
}

Str recipe_list(Arena *arena) {
    Str list = {0};
    for (RecipeKind kind = 0; kind < RECIPE_COUNT; kind++)
        list = str_printf(arena, "%.*s%s%s", str_arg(list),
                          kind == 0                  ? ""
                          : kind == RECIPE_COUNT - 1 ? " or "
                                                     : ", ",
                          RECIPES[kind].name);
    return list;
}

bool recipe_write(Arena *arena, RecipeKind kind, const RecipeFacts *facts, Str *out) {
    return kind < RECIPE_COUNT && RECIPES[kind].write(arena, facts, out);
}
