/* QR codes by libqrencode; drawing them is render.c's. */
#include <qrencode.h>
#include <string.h>

#include "render/render.h"

bool qr_encode(Arena *arena, Str payload, const uint8_t **modules, int32_t *side) {
    if (!payload.len || memchr(payload.s, 0, payload.len))
        return false;
    /* Case is kept; runs of digits and capitals take the denser modes. */
    QRcode *code = QRcode_encodeString(arena_copy(arena, payload.s, payload.len), 0, QR_ECLEVEL_M,
                                       QR_MODE_8, 1);
    if (!code)
        return false;
    size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t *squares = arena_new(arena, uint8_t, count);
    for (size_t i = 0; i < count; i++)
        squares[i] = code->data[i] & 1;
    *modules = squares;
    *side = code->width;
    QRcode_free(code);
    return true;
}
