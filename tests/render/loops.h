/* loops.h: the inner loops of all builds of them, for one test: the program's own (with AVX2 on a
 * processor that has it), `narrow_` (the vectors that every processor of the kind has: SSE2, NEON)
 * and `plain_` (none). See plain_loops.c. */
#pragma once

#include "render/image_scale.h"
#include "render/rows.h"
#include "render/rows_video.h"
#include "text/outline.h"

typedef struct {
    const char *name;
    __typeof__(row_fill) *fill;
    __typeof__(rows_cover) *cover;
    __typeof__(row_over) *over;
    __typeof__(row_over_flat) *over_flat;
    __typeof__(row_blend) *blend;
    __typeof__(row_blend_cells) *blend_cells;
    __typeof__(row_blend_flat) *blend_flat;
    __typeof__(row_set) *set;
    __typeof__(rows_done) *done;
    __typeof__(row_ramp) *ramp;
    __typeof__(row_glow) *glow;
    __typeof__(row_video) *video;
    __typeof__(image_scale) *scale;
    __typeof__(outline_draw) *draw_outline;
} Loops;

#define LOOPS_DECLARE(prefix)                                                                      \
    extern __typeof__(row_fill) prefix##row_fill;                                                  \
    extern __typeof__(rows_cover) prefix##rows_cover;                                              \
    extern __typeof__(row_over) prefix##row_over;                                                  \
    extern __typeof__(row_over_flat) prefix##row_over_flat;                                        \
    extern __typeof__(row_blend) prefix##row_blend;                                                \
    extern __typeof__(row_blend_cells) prefix##row_blend_cells;                                    \
    extern __typeof__(row_blend_flat) prefix##row_blend_flat;                                      \
    extern __typeof__(row_set) prefix##row_set;                                                    \
    extern __typeof__(rows_done) prefix##rows_done;                                                \
    extern __typeof__(row_ramp) prefix##row_ramp;                                                  \
    extern __typeof__(row_glow) prefix##row_glow;                                                  \
    extern __typeof__(row_video) prefix##row_video;                                                \
    extern __typeof__(image_scale) prefix##image_scale;                                            \
    extern __typeof__(outline_draw) prefix##outline_draw

#define LOOPS_TABLE(prefix)                                                                        \
    {                                                                                              \
        .name = #prefix, .fill = prefix##row_fill, .cover = prefix##rows_cover,                    \
        .over = prefix##row_over, .over_flat = prefix##row_over_flat, .blend = prefix##row_blend,  \
        .blend_cells = prefix##row_blend_cells, .blend_flat = prefix##row_blend_flat,              \
        .set = prefix##row_set, .done = prefix##rows_done, .ramp = prefix##row_ramp,               \
        .glow = prefix##row_glow, .video = prefix##row_video, .scale = prefix##image_scale,        \
        .draw_outline = prefix##outline_draw,                                                      \
    }
