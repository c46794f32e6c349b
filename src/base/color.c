/* color.c: see color.h. */
#include "base/color.h"

#include <math.h>

#include "base/ascii.h"

bool color_parse_bare(Str text, uint32_t *rgb) {
    if (str_starts(text, "#"))
        text = str_slice(text, 1, text.len);
    if (text.len != 6 && text.len != 3)
        return false;
    uint32_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = ascii_hex(text.s[i]);
        if (digit < 0)
            return false;
        value = text.len == 3 ? value << 8 | (uint32_t)digit * 0x11 : value << 4 | (uint32_t)digit;
    }
    *rgb = value;
    return true;
}

bool color_parse(Str text, uint32_t *rgb) {
    return str_starts(text, "#") && color_parse_bare(text, rgb);
}

typedef struct {
    float l, a, b;
} Oklab;

/* sRGB's transfer function (IEC 61966-2-1) and back. */
static float linear_of(uint32_t channel) {
    float c = (float)channel / 255;
    return c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
}

static uint32_t channel_of(float linear) {
    float c = linear <= 0.0031308f ? linear * 12.92f : 1.055f * powf(linear, 1 / 2.4f) - 0.055f;
    return (uint32_t)(fminf(fmaxf(c, 0), 1) * 255 + 0.5f);
}

static Oklab oklab_of(uint32_t rgb) {
    float r = linear_of(rgb >> 16 & 0xff), g = linear_of(rgb >> 8 & 0xff),
          b = linear_of(rgb & 0xff);
    float l = cbrtf(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    float m = cbrtf(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    float s = cbrtf(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    return (Oklab){0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
                   1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
                   0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

static uint32_t rgb_of(Oklab c) {
    float l = c.l + 0.3963377774f * c.a + 0.2158037573f * c.b;
    float m = c.l - 0.1055613458f * c.a - 0.0638541728f * c.b;
    float s = c.l - 0.0894841775f * c.a - 1.2914855480f * c.b;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    return channel_of(4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s) << 16 |
           channel_of(-1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s) << 8 |
           channel_of(-0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s);
}

uint32_t color_mix(uint32_t from, uint32_t to, float share) {
    Oklab a = oklab_of(from), b = oklab_of(to);
    float keep = 1 - share;
    return rgb_of(
        (Oklab){a.l * keep + b.l * share, a.a * keep + b.a * share, a.b * keep + b.b * share});
}
