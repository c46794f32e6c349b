/* frame_sender.h: sends the newest picture at a constant rate to all who read it.
 *
 * A thread of its own, so that a picture that takes long to draw makes no tick late: then the last
 * one is repeated. Rests when nobody reads. */
#pragma once

#include "output/straight.h"
#include "stream/frame_sink.h"
#include "stream/pacer.h"
#include "stream/picture_board.h"

typedef struct {
    FrameTarget targets[FRAME_TARGETS_MAX]; /* their texts are borrowed */
    size_t target_count;
    FrameContainer container; /* MKV wants PIXEL_BGRA */
    PixelLayout layout;
    FrameRate rate;
    int64_t start; /* of the rate's ticks: nanoseconds of CLOCK_MONOTONIC */
    int32_t width;
    int32_t first_row, row_count; /* the part of the pictures that is sent */
} SenderSettings;

typedef struct {
    uint64_t sent, dropped, late, skipped;
    size_t readers;
} SenderCounters;

typedef struct FrameSender FrameSender;

/* `board` is borrowed. NULL, with a line in *problem (in `arena`), when a target cannot be had. */
FrameSender *frame_sender_start(const SenderSettings *settings, PictureBoard *board, Arena *arena,
                                Str *problem);
void frame_sender_stop(FrameSender *sender); /* accepts NULL */

SenderCounters frame_sender_counters(FrameSender *sender);

/* Readable when nobody can come any more: all targets were descriptors whose readers have gone. */
int frame_sender_descriptor(const FrameSender *sender);

/* {"sent":…,"dropped":…,"late":…,"readers":…} */
Str sender_counters_json(Arena *arena, const SenderCounters *counters);
