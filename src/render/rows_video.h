/* rows_video.h: a row of a video's picture, as it comes from the player: brightness for each pixel,
 * and two colour differences for each pair (ITU-R BT.709, 16 to 235, 4:2:0). */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* `count` opaque pixels of it; `u` and `v` have half as many, rounded up. Each channel lies within
 * one level of the exact one. */
void row_video(uint32_t *to, const uint8_t *y, const uint8_t *u, const uint8_t *v, int32_t count);

/* A whole picture of it: the rows of brightness, then those of u, then those of v, which are half
 * as many (rounded up), each without room between. */
typedef struct {
    const uint8_t *bytes; /* borrowed */
    int32_t width, height;
} VideoFrame;

size_t video_frame_bytes(int32_t width, int32_t height);

/* `count` pixels of row `y`, beginning with the one at `x`. */
void video_frame_row(const VideoFrame *frame, int32_t x, int32_t y, uint32_t *to, int32_t count);
