/* kms_buffer.h: memory of a graphics card that a display can show: a "dumb buffer" with its
 * framebuffer, XRGB8888, which every driver has. */
#pragma once

#include "output/kms_calls.h"
#include "render/pixmap.h"

typedef struct {
    uint32_t fb; /* owned; 0: there is none */
    int32_t width, height;
    ptrdiff_t stride; /* pixels */
    uint32_t *pixels; /* owned: mapped; slow to read */
    size_t bytes;
} KmsBuffer;

/* False with errno. What it shows at first is black. */
bool kms_buffer_create(const KmsCalls *calls, int fd, int32_t width, int32_t height,
                       KmsBuffer *buffer);

/* Leaves it zeroed. Accepts that. */
void kms_buffer_free(const KmsCalls *calls, int fd, KmsBuffer *buffer);

/* Copies a part of a picture of the same size. */
void kms_buffer_write(const KmsBuffer *buffer, const Pixmap *from, PixelRect area);
