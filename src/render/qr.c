/* QR codes by libqrencode; drawing them is render.c's. */
#include <qrencode.h>
#include <string.h>

#include "render/render.h"

/* ISO/IEC 18004, 7.4.2: without the mark of a character set bytes are ISO 8859-1, and readers
 * guess: zbar takes our Chinese for Japanese. */
enum { ECI_UTF8 = 26 };

static bool is_ascii(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.s[i] >= 0x80)
            return false;
    return true;
}

/* RFC 3987, 3.1: what a link has beyond ASCII is written as %XX. */
static Str escape_link(Arena *arena, Str link) {
    static const char DIGITS[] = "0123456789ABCDEF";
    char *escaped = arena_new(arena, char, 3 * link.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < link.len; i++) {
        unsigned char byte = (unsigned char)link.s[i];
        if (byte < 0x80) {
            escaped[len++] = (char)byte;
            continue;
        }
        escaped[len++] = '%';
        escaped[len++] = DIGITS[byte >> 4];
        escaped[len++] = DIGITS[byte & 15];
    }
    return (Str){escaped, len};
}

static QRcode *encode_utf8(Str text) {
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    QRcode *code = NULL;
    if (input && QRinput_appendECIheader(input, ECI_UTF8) == 0 &&
        QRinput_append(input, QR_MODE_8, (int)text.len, (const unsigned char *)text.s) == 0)
        code = QRcode_encodeInput(input);
    QRinput_free(input);
    return code;
}

static QRcode *encode(Arena *arena, Str payload) {
    if (!is_ascii(payload) && !str_starts(payload, "http"))
        return encode_utf8(payload);
    if (!is_ascii(payload))
        payload = escape_link(arena, payload);
    /* Case is kept; runs of digits and capitals take the denser modes. */
    return QRcode_encodeString(arena_copy(arena, payload.s, payload.len), 0, QR_ECLEVEL_M,
                               QR_MODE_8, 1);
}

bool qr_encode(Arena *arena, Str payload, const uint8_t **modules, int32_t *side) {
    enum { BYTES_MAX = 2953 }; /* of the largest code at its weakest correction */
    if (!payload.len || payload.len > BYTES_MAX || memchr(payload.s, 0, payload.len))
        return false;
    QRcode *code = encode(arena, payload);
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
