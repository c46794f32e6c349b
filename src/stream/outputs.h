/* outputs.h: the table of all outputs that a stream can have, one row each: how its option is
 * written, what takes pictures there, and how other programs take it up.
 *
 * The command line, the server and the recipes read the row. A new output is a row, a value of
 * OutputKind, and the functions that the row names. */
#pragma once

#include "stream/frame_open.h"
#include "stream/output.h"

typedef struct {
    const char *name;     /* without dashes */
    const char *argument; /* "FILE" */
    const char *help;     /* where it ends in a colon, the forms of its kinds follow */
    size_t most;          /* how often it may stand there; 1: the last one counts */
} OutputOption;

typedef struct {
    /* the command line */
    const OutputOption *option; /* several kinds may share one */
    const char *form;           /* what a value of this kind looks like: "unix:PATH" */
    bool (*is_form)(Str value); /* NULL: takes what no other kind of that option does */
    /* Reads a value; false with what is wrong, or what a good one looks like. */
    bool (*parse)(Arena *arena, Str value, OutputPlace *out, Str *problem);
    /* What needs the other outputs or the token; false with a sentence. May be NULL. */
    bool (*settle)(Arena *arena, OutputPlace *place, const OutputPlace *all, size_t count,
                   Str token, Str *problem);
    /* taking pictures there */
    const OutputWay *way;
    const FrameReach *reach;  /* frames: how readers are found, served and let go of */
    FrameContainer container; /* frames: unless somebody says otherwise */
    /* the programs that take it up: see output_sources.h */
    bool is_piped; /* our command stands before theirs, with a | between */
    Str (*url)(Arena *arena, const OutputPlace *place);
    Str (*gstreamer)(Arena *arena, const OutputPlace *place); /* NULL: why_no_gstreamer */
    const char *why_no_gstreamer;
    const char *obs_source; /* OBS's kind of source; NULL: why_no_obs */
    struct json_t *(*obs)(Arena *arena, Str url, int32_t width, int32_t height);
    bool obs_has_whole; /* the source is as large as the picture, even of a strip */
    const char *why_no_obs;
} OutputRow;

const OutputRow *output_row(OutputKind kind);

/* Reads the value of an option (without dashes) that a row names. False with a line in *problem. */
bool output_parse(Arena *arena, const char *option, Str value, OutputPlace *out, Str *problem);

/* The same for frames alone. */
bool output_parse_frames(Arena *arena, Str value, FrameTarget *out, Str *problem);

/* Adds it to the list, which has OUTPUTS_MAX places; false with a line in *problem when there are
 * too many. */
bool output_add(OutputPlace *list, size_t *count, const OutputPlace *place, Arena *arena,
                Str *problem);

/* With all options read: adds the page where nothing was asked for, and settles each. False with a
 * line in *problem. */
bool outputs_settle(OutputPlace *list, size_t *count, Str token, Arena *arena, Str *problem);

/* The first of that kind; NULL: there is none. */
const OutputPlace *output_find(const OutputPlace *list, size_t count, OutputKind kind);

/* The first that gets frames; NULL: there is none. */
const OutputPlace *output_find_frames(const OutputPlace *list, size_t count);

/* "send frames: -, fd:N, a FIFO, …": what --help says of an option that a row names. In `arena`. */
Str output_option_help(Arena *arena, const char *option);
