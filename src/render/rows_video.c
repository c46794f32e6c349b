/* The same manner as rows.c: no branches, no tables, 32-bit lanes. */
#include "render/rows_video.h"

/* See rows.c. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* In shares of 8192: of the brightness, of red by v, of green by u and v, of blue by u. */
enum { SHIFT = 13, BY_Y = 9539, RED_V = 14686, GREEN_U = 1747, GREEN_V = 4366, BLUE_U = 17305 };

static inline uint32_t level(int32_t value) {
    value = value < 0 ? 0 : value;
    value >>= SHIFT;
    return (uint32_t)(value > 255 ? 255 : value);
}

static inline uint32_t pixel(int32_t y, int32_t red, int32_t green, int32_t blue) {
    int32_t light = (y - 16) * BY_Y + (1 << (SHIFT - 1));
    return UINT32_C(0xff000000) | level(light + red) << 16 | level(light + green) << 8 |
           level(light + blue);
}

WIDE static void pairs(uint32_t *restrict to, const uint8_t *restrict y, const uint8_t *restrict u,
                       const uint8_t *restrict v, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int32_t blue_part = u[i] - 128, red_part = v[i] - 128;
        int32_t red = red_part * RED_V, blue = blue_part * BLUE_U;
        int32_t green = -blue_part * GREEN_U - red_part * GREEN_V;
        to[2 * i] = pixel(y[2 * i], red, green, blue);
        to[2 * i + 1] = pixel(y[2 * i + 1], red, green, blue);
    }
}

void row_video(uint32_t *to, const uint8_t *y, const uint8_t *u, const uint8_t *v, int32_t count) {
    pairs(to, y, u, v, count / 2);
    if (count % 2 == 0)
        return;
    int32_t last = count - 1, blue = u[last / 2] - 128, red = v[last / 2] - 128;
    to[last] = pixel(y[last], red * RED_V, -blue * GREEN_U - red * GREEN_V, blue * BLUE_U);
}

static size_t half(int32_t length) {
    return ((size_t)length + 1) / 2;
}

size_t video_frame_bytes(int32_t width, int32_t height) {
    return (size_t)width * (size_t)height + 2 * half(width) * half(height);
}

void video_frame_row(const VideoFrame *frame, int32_t x, int32_t y, uint32_t *to, int32_t count) {
    size_t across = half(frame->width);
    const uint8_t *light = frame->bytes + (size_t)y * (size_t)frame->width + x;
    const uint8_t *u = frame->bytes + (size_t)frame->width * (size_t)frame->height +
                       (size_t)(y / 2) * across + x / 2;
    const uint8_t *v = u + across * half(frame->height);
    if (x % 2 && count > 0) { /* the second of its pair */
        row_video(to++, light++, u++, v++, 1);
        count--;
    }
    row_video(to, light, u, v, count);
}
