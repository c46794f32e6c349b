/* plain_loops.c: one file of inner loops once more, as other processors have them: without the
 * copy for AVX2 and without SSE2, every function with PREFIX before its name.
 * tests/render/extra.cmake builds it with vectors and without. */
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ft2build.h>
#include FT_OUTLINE_H

#undef __SSE2__
#undef __x86_64__

#define JOIN_NOW(a, b) a##b
#define JOIN(a, b)     JOIN_NOW(a, b)

#define row_fill             JOIN(PREFIX, row_fill)
#define rows_cover           JOIN(PREFIX, rows_cover)
#define row_over             JOIN(PREFIX, row_over)
#define row_over_flat        JOIN(PREFIX, row_over_flat)
#define row_blend            JOIN(PREFIX, row_blend)
#define row_blend_cells      JOIN(PREFIX, row_blend_cells)
#define row_blend_flat       JOIN(PREFIX, row_blend_flat)
#define row_set              JOIN(PREFIX, row_set)
#define rows_done            JOIN(PREFIX, rows_done)
#define row_ramp             JOIN(PREFIX, row_ramp)
#define row_glow             JOIN(PREFIX, row_glow)
#define row_video            JOIN(PREFIX, row_video)
#define video_frame_bytes    JOIN(PREFIX, video_frame_bytes)
#define video_frame_row      JOIN(PREFIX, video_frame_row)
#define image_scale          JOIN(PREFIX, image_scale)
#define outline_draw         JOIN(PREFIX, outline_draw)
#define outline_scratch_free JOIN(PREFIX, outline_scratch_free)

#include LOOPS
