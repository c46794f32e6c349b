#include "output/kms_buffer.h"

#include <errno.h>
#include <string.h>

enum { BITS = 32, DEPTH = 24 };

bool kms_buffer_create(const KmsCalls *calls, int fd, int32_t width, int32_t height,
                       KmsBuffer *buffer) {
    uint32_t handle = 0, pitch = 0;
    uint64_t size = 0, offset = 0;
    KmsBuffer made = {.width = width, .height = height};
    int error = 0;
    if (calls->create_dumb(fd, (uint32_t)width, (uint32_t)height, BITS, 0, &handle, &pitch,
                           &size) != 0)
        return false;
    made.stride = pitch / (ptrdiff_t)sizeof *made.pixels;
    made.bytes = size;
    if (calls->add_fb(fd, (uint32_t)width, (uint32_t)height, DEPTH, BITS, pitch, handle,
                      &made.fb) != 0 ||
        calls->map_dumb(fd, handle, &offset) != 0 ||
        !(made.pixels = calls->map(fd, offset, made.bytes)))
        error = errno ? errno : ENOMEM;
    /* The framebuffer and the mapping hold the memory from here on. A handle would outlive this
     * process on a descriptor that is kept, and nobody would know its number any more. */
    calls->destroy_dumb(fd, handle);
    if (error) {
        if (made.fb)
            calls->remove_fb(fd, made.fb);
        errno = error;
        return false;
    }
    *buffer = made;
    return true;
}

void kms_buffer_free(const KmsCalls *calls, int fd, KmsBuffer *buffer) {
    if (buffer->pixels)
        calls->unmap(buffer->pixels, buffer->bytes);
    if (buffer->fb)
        calls->remove_fb(fd, buffer->fb);
    *buffer = (KmsBuffer){0};
}

void kms_buffer_write(const KmsBuffer *buffer, const Pixmap *from, PixelRect area) {
    for (int32_t y = area.y; y < area.y + area.height; y++)
        memcpy(buffer->pixels + y * buffer->stride + area.x,
               from->pixels + (ptrdiff_t)y * from->width + area.x,
               (size_t)area.width * sizeof *from->pixels);
}
