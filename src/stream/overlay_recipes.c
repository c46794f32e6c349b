#include "stream/overlay_recipes.h"

#include <jansson.h>
#include <stdlib.h>

#include "stream/output_sources.h"

static const char *const NAMES[] = {[RECIPE_OBS] = "obs",
                                    [RECIPE_FFMPEG] = "ffmpeg",
                                    [RECIPE_GSTREAMER] = "gstreamer",
                                    [RECIPE_VOCTOMIX] = "voctomix"};
_Static_assert(countof(NAMES) == RECIPE_COUNT, "a name for each program");

RecipeKind recipe_by_name(Str name) {
    RecipeKind kind = 0;
    while (kind < RECIPE_COUNT && !str_equal_c(name, NAMES[kind]))
        kind++;
    return kind;
}

const char *recipe_name(RecipeKind kind) {
    return NAMES[kind];
}

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
    *out = str_printf(
        arena,
        "# The camera, and where the result goes: change these two.\n"
        ": \"${CAMERA:=-re -i camera.mp4}\"\n"
        ": \"${RESULT:=-c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a copy -f flv "
        "rtmp://localhost/live}\"\n"
        "%.*s"
        "ffmpeg $CAMERA -thread_queue_size 8 %.*s -i %.*s \\\n"
        "    -filter_complex \"%.*s%s%.*s[v]\" -map \"[v]\" -map '0:a?' $RESULT\n",
        str_arg(before), str_arg(format), str_arg(input), str_arg(key), overlay, str_arg(at));
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
                      "# The camera, and where the result goes: change these two.\n"
                      ": \"${CAMERA:=v4l2src ! videoconvert}\"\n"
                      ": \"${RESULT:=videoconvert ! autovideosink}\"\n"
                      "%.*s"
                      "gst-launch-1.0 compositor name=mix sink_0::zorder=0 sink_1::zorder=1 "
                      "sink_1::ypos=%d \\\n"
                      "    ! video/x-raw,format=RGBA,width=%d,height=%d ! $RESULT \\\n"
                      "    $CAMERA ! mix.sink_0 \\\n"
                      "    %.*s ! %.*s ! queue ! %smix.sink_1\n",
                      str_arg(before), facts->first_row, facts->width, facts->height,
                      str_arg(source), str_arg(parse), key);
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
    json_t *source = json_pack("{s:s, s:s, s:s, s:o, s:i, s:b}", "id", id, "versioned_id", id,
                               "name", SOURCE, "settings", settings, "mixers", 0, "enabled", 1);
    /* With "srgb_off" OBS blends as everybody else does; its default makes edges lighter. */
    json_t *item = json_pack(
        "{s:s, s:i, s:b, s:b, s:s, s:s, s:{s:f, s:f}, s:{s:f, s:f}, s:f, s:i, s:i}", "name", SOURCE,
        "id", 1, "visible", 1, "locked", 1, "blend_method", "srgb_off", "blend_type", "normal",
        "pos", "x", 0.0, "y", row->obs_has_whole ? 0.0 : (double)facts->first_row, "scale", "x",
        1.0, "y", 1.0, "rot", 0.0, "align", 5, "bounds_type", 0);
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

bool recipe_write(Arena *arena, RecipeKind kind, const RecipeFacts *facts, Str *out) {
    switch (kind) {
    case RECIPE_OBS:
        return write_obs(arena, facts, out);
    case RECIPE_FFMPEG:
        return write_ffmpeg(arena, facts, out);
    case RECIPE_GSTREAMER:
        return write_gstreamer(arena, facts, out);
    case RECIPE_VOCTOMIX:
        return write_voctomix(arena, facts, out);
    case RECIPE_COUNT:
        break;
    }
    return false;
}
