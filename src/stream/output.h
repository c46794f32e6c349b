/* output.h: what an output of the stream is: where somebody wants the overlay's pictures, and what
 * takes them there. outputs.h has the table of all kinds.
 *
 * Nobody hands pictures to an output: it has a thread of its own, and takes the newest one off the
 * board whenever it can go on, so that a slow reader is no matter of the painter's or of another
 * output's. */
#pragma once

#include "output/straight.h"
#include "stream/frame_sink.h"
#include "stream/overlay_http.h"
#include "stream/pacer.h"
#include "stream/picture_board.h"
#include "stream/voctocore.h"

struct json_t;

typedef enum {
    OUTPUT_PAGE, /* a page for browsers */
    OUTPUT_PIPE, /* frames to a program that was started with us, over a descriptor */
    OUTPUT_FIFO, /* frames, over a named pipe */
    OUTPUT_UNIX, /* frames to whoever connects */
    OUTPUT_TCP,
    OUTPUT_HUB,       /* pictures to the process that has the stream's readers */
    OUTPUT_PICTURE,   /* a picture file */
    OUTPUT_VOCTOCORE, /* a voctomix that is told of the picture file */
    OUTPUT_KIND_COUNT
} OutputKind;

/* One that somebody asked for. Its texts are in the arena that was given. */
typedef struct {
    OutputKind kind;
    bool is_implied;     /* nobody asked for it: nothing else was asked for */
    Str text;            /* as it was written */
    FrameTarget frame;   /* PIPE, FIFO, UNIX, TCP */
    HttpAddress page;    /* PAGE */
    const char *path;    /* PICTURE, HUB */
    Voctocore voctocore; /* VOCTOCORE */
} OutputPlace;

enum { OUTPUTS_MAX = FRAME_TARGETS_MAX + OUTPUT_KIND_COUNT };

/* What all outputs of a stream share. */
typedef struct {
    PictureBoard *board;          /* borrowed */
    int32_t width, height;        /* of its pictures */
    int32_t first_row, row_count; /* the part of them that is wanted */
    bool is_strip;                /* that is not all of it */
    FrameRate rate;
    int64_t start; /* of the rate's ticks: nanoseconds of CLOCK_MONOTONIC */
    FrameContainer container;
    PixelLayout layout;
    HttpSource source;            /* what the page asks for */
    Str index_page, overlay_page; /* borrowed: HTML */
} OutputSetup;

/* What takes pictures to all places of some kinds: frames are made once for all their readers. */
typedef struct {
    /* NULL when that cannot be: after a line in the log, or with one in *problem (in `arena`). What
     * is borrowed is borrowed until the end. */
    void *(*open)(const OutputSetup *setup, const OutputPlace *places, size_t count, Arena *arena,
                  Str *problem);
    void (*close)(void *output);
    /* Adds its figures to what `status` says. */
    void (*add_status)(void *output, struct json_t *status);
    /* Where it is or what it sends, for people, in `arena`. May be NULL. */
    Str (*describe)(const void *output, const OutputSetup *setup, Arena *arena);
    /* A descriptor that is readable when nobody can come any more. May be NULL: somebody can. */
    int (*over)(const void *output);
    /* To be called every ten seconds or so. May be NULL. */
    void (*tick)(void *output);
} OutputWay;
