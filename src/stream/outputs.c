#include "stream/outputs.h"

#include <string.h>

#include "base/unix_listener.h"
#include "stream/hub_line.h"
#include "stream/output_sources.h"
#include "stream/output_ways.h"

#define DEFAULT_PAGE "8707"

#define NO_HUB_LINES "the hub's readers go to its own sockets: ask kiosk stream-hub --print"

/* ---- reading values ------------------------------------------------------------------------- */

static bool is_pipe(Str value) {
    return str_equal_c(value, "-") || str_starts(value, "fd:");
}

static bool is_unix(Str value) {
    return str_starts(value, "unix:");
}

static bool is_tcp(Str value) {
    return str_starts(value, "tcp:");
}

static bool is_hub(Str value) {
    return str_equal_c(value, "hub") || str_starts(value, "hub:");
}

static bool parse_pipe(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    return frame_pipe_parse(arena, value, &out->frame, problem);
}

static bool parse_fifo(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    return frame_fifo_parse(arena, value, &out->frame, problem);
}

static bool parse_unix(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    return frame_unix_parse(arena, value, &out->frame, problem);
}

static bool parse_tcp(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    return frame_tcp_parse(arena, value, &out->frame, problem);
}

static bool parse_hub(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    bool is_usual = str_equal_c(value, "hub");
    out->path = is_usual ? hub_default_path(arena)
                         : str_copy(arena, str_slice(value, strlen("hub:"), value.len)).s;
    *problem = str_from(is_usual ? "there is no folder for its socket; write hub:PATH"
                                 : "write hub, or hub: and the path that kiosk stream-hub has");
    return out->path && *out->path && strlen(out->path) <= UNIX_PATH_MAX;
}

static bool parse_page(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    (void)arena, (void)out;
    *problem = str_from("write a port, or an address and a port, such as 127.0.0.1:8707");
    return value.len > 0;
}

static bool parse_picture(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    *problem = str_from("write the path of a picture file");
    out->path = str_copy(arena, value).s;
    return value.len > 0;
}

static bool parse_voctocore(Arena *arena, Str value, OutputPlace *out, Str *problem) {
    (void)arena, (void)out;
    *problem = str_from("write its host and port, such as localhost:9999");
    return value.len > 0;
}

/* ---- what depends on other options ---------------------------------------------------------- */

static bool settle_pipe(Arena *arena, OutputPlace *place, const OutputPlace *all, size_t count,
                        Str token, Str *problem) {
    (void)token;
    int descriptor = place->frame.descriptor;
    *problem = descriptor == 1 ? str_from("standard output can be used once")
                               : str_printf(arena, "fd:%d can be used once", descriptor);
    for (const OutputPlace *other = all; other < all + count; other++)
        if (other < place && other->kind == OUTPUT_PIPE && other->frame.descriptor == descriptor)
            return false;
    return true;
}

static bool settle_page(Arena *arena, OutputPlace *place, const OutputPlace *all, size_t count,
                        Str token, Str *problem) {
    (void)all, (void)count;
    return http_address_parse(arena, place->text, token, &place->page, problem);
}

static bool settle_voctocore(Arena *arena, OutputPlace *place, const OutputPlace *all, size_t count,
                             Str token, Str *problem) {
    (void)token;
    const OutputPlace *picture = output_find(all, count, OUTPUT_PICTURE);
    if (!picture) {
        *problem = str_from("--voctocore shows a picture from its overlay folder: add --png with "
                            "a path in it");
        return false;
    }
    const char *slash = strrchr(picture->path, '/');
    place->voctocore.name = slash ? slash + 1 : picture->path;
    return voctocore_parse(arena, place->text, &place->voctocore, problem);
}

/* ---- the table ------------------------------------------------------------------------------ */

static const OutputOption FRAMES_OPTION = {
    .name = "frames", .argument = "TARGET", .help = "send frames:", .most = FRAME_TARGETS_MAX};
static const OutputOption PAGE_OPTION = {
    .name = "http",
    .argument = "PORT",
    .help = "serve the page for browsers, at ADDRESS:PORT for others (8707)",
    .most = 1};
static const OutputOption PICTURE_OPTION = {
    .name = "png",
    .argument = "FILE",
    .help = "keep the overlay as a picture, written when it changes",
    .most = 1};
static const OutputOption VOCTOCORE_OPTION = {
    .name = "voctocore",
    .argument = "HOST",
    .help = "have a voctomix show the picture of --png (port 9999)",
    .most = 1};

static const OutputRow OUTPUTS[] = {
    [OUTPUT_PAGE] = {.option = &PAGE_OPTION,
                     .form = "8707",
                     .parse = parse_page,
                     .settle = settle_page,
                     .way = &PAGE_WAY,
                     .url = page_url,
                     .obs_source = "browser_source",
                     .obs = page_obs,
                     .obs_has_whole = true},
    [OUTPUT_PIPE] = {.option = &FRAMES_OPTION,
                     .form = "-, fd:N",
                     .is_form = is_pipe,
                     .parse = parse_pipe,
                     .settle = settle_pipe,
                     .way = &FRAMES_WAY,
                     .reach = &PIPE_REACH,
                     .is_piped = true,
                     .url = pipe_url,
                     .gstreamer = pipe_gstreamer,
                     .why_no_obs = "OBS reads no pipe: use --frames tcp:127.0.0.1:9880"},
    [OUTPUT_FIFO] = {.option = &FRAMES_OPTION,
                     .form = "a FIFO",
                     .parse = parse_fifo,
                     .way = &FRAMES_WAY,
                     .reach = &FIFO_REACH,
                     .url = fifo_url,
                     .gstreamer = fifo_gstreamer,
                     .why_no_obs = "OBS can freeze on a FIFO that nobody writes to: use --frames "
                                   "tcp:127.0.0.1:9880"},
    [OUTPUT_UNIX] = {.option = &FRAMES_OPTION,
                     .form = "unix:PATH",
                     .is_form = is_unix,
                     .parse = parse_unix,
                     .way = &FRAMES_WAY,
                     .reach = &UNIX_REACH,
                     .container = CONTAINER_MKV,
                     .url = unix_url,
                     .why_no_gstreamer = "GStreamer reads no UNIX sockets by name: use --frames - "
                                         "or --frames tcp:127.0.0.1:9880",
                     .obs_source = "ffmpeg_source",
                     .obs = frames_obs},
    [OUTPUT_TCP] = {.option = &FRAMES_OPTION,
                    .form = "tcp:127.0.0.1:PORT",
                    .is_form = is_tcp,
                    .parse = parse_tcp,
                    .way = &FRAMES_WAY,
                    .reach = &TCP_REACH,
                    .container = CONTAINER_MKV,
                    .url = tcp_url,
                    .gstreamer = tcp_gstreamer,
                    .obs_source = "ffmpeg_source",
                    .obs = frames_obs},
    [OUTPUT_HUB] = {.option = &FRAMES_OPTION,
                    .form = "hub",
                    .is_form = is_hub,
                    .parse = parse_hub,
                    .way = &HUB_WAY,
                    .url = picture_url,
                    .why_no_gstreamer = NO_HUB_LINES,
                    .why_no_obs = NO_HUB_LINES},
    [OUTPUT_PICTURE] = {.option = &PICTURE_OPTION,
                        .form = "FILE",
                        .parse = parse_picture,
                        .way = &PICTURE_WAY,
                        .url = picture_url,
                        .obs_source = "image_source",
                        .obs = picture_obs},
    [OUTPUT_VOCTOCORE] = {.option = &VOCTOCORE_OPTION,
                          .form = "localhost:9999",
                          .parse = parse_voctocore,
                          .settle = settle_voctocore,
                          .way = &PICTURE_WAY},
};
_Static_assert(countof(OUTPUTS) == OUTPUT_KIND_COUNT, "a row for each output");

const OutputRow *output_row(OutputKind kind) {
    return &OUTPUTS[kind];
}

/* ---- lists of them -------------------------------------------------------------------------- */

/* The kind that this value of the option means; OUTPUT_KIND_COUNT: there is no such option. */
static OutputKind kind_of(const char *option, Str value) {
    OutputKind other = OUTPUT_KIND_COUNT;
    for (OutputKind kind = 0; kind < OUTPUT_KIND_COUNT; kind++) {
        const OutputRow *row = &OUTPUTS[kind];
        if (strcmp(row->option->name, option) != 0)
            continue;
        if (row->is_form && row->is_form(value))
            return kind;
        if (!row->is_form)
            other = kind;
    }
    return other;
}

bool output_parse(Arena *arena, const char *option, Str value, OutputPlace *out, Str *problem) {
    OutputKind kind = kind_of(option, value);
    if (kind == OUTPUT_KIND_COUNT) {
        *problem = str_printf(arena, "no output is called \"%s\"", option);
        return false;
    }
    const OutputRow *row = &OUTPUTS[kind];
    *out = (OutputPlace){.kind = kind, .text = str_copy(arena, value)};
    bool is_good = row->parse(arena, value, out, problem);
    out->frame.reach = row->reach;
    return is_good;
}

bool output_parse_frames(Arena *arena, Str value, FrameTarget *out, Str *problem) {
    OutputPlace place;
    bool is_good = output_parse(arena, FRAMES_OPTION.name, value, &place, problem);
    *out = place.frame;
    return is_good;
}

bool output_add(OutputPlace *list, size_t *count, const OutputPlace *place, Arena *arena,
                Str *problem) {
    const OutputRow *row = &OUTPUTS[place->kind];
    size_t same = 0;
    for (size_t i = 0; i < *count; i++) {
        if (OUTPUTS[list[i].kind].option != row->option)
            continue;
        same++;
        if (row->option->most == 1) {
            list[i] = *place;
            return true;
        }
    }
    if (same == row->option->most) {
        *problem = str_printf(arena, "at most %zu", row->option->most);
        return false;
    }
    list[(*count)++] = *place;
    return true;
}

bool outputs_settle(OutputPlace *list, size_t *count, Str token, Arena *arena, Str *problem) {
    OutputPlace page;
    if (*count == 0 && output_parse(arena, "http", str_from(DEFAULT_PAGE), &page, problem)) {
        page.is_implied = true;
        list[(*count)++] = page;
    }
    for (size_t i = 0; i < *count; i++) {
        const OutputRow *row = &OUTPUTS[list[i].kind];
        if (row->settle && !row->settle(arena, &list[i], list, *count, token, problem))
            return false;
    }
    return true;
}

const OutputPlace *output_find(const OutputPlace *list, size_t count, OutputKind kind) {
    for (size_t i = 0; i < count; i++)
        if (list[i].kind == kind)
            return &list[i];
    return NULL;
}

const OutputPlace *output_find_frames(const OutputPlace *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (OUTPUTS[list[i].kind].way == &FRAMES_WAY)
            return &list[i];
    return NULL;
}

Str output_option_help(Arena *arena, const char *option) {
    Str help = {0};
    for (OutputKind kind = 0; kind < OUTPUT_KIND_COUNT; kind++) {
        const OutputRow *row = &OUTPUTS[kind];
        if (strcmp(row->option->name, option) != 0)
            continue;
        bool has_forms = str_ends(str_from(row->option->help), ":"), is_first = help.len == 0;
        if (is_first)
            help = str_from(row->option->help);
        if (has_forms)
            help = str_printf(arena, "%.*s%s%s", str_arg(help), is_first ? " " : ", ", row->form);
    }
    return help;
}
