#include "output/pdf.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/files.h"

enum {
    PNG_SIGNATURE = 8,
    PNG_CHUNK = 12, /* length, name, checksum */
    OBJECTS_BEFORE = 3,
    OBJECTS_PER_PAGE = 3,
    POINTS_PER_PIXEL_TENTHS = 5, /* 1920 pixels are 960 points wide: 34 cm */
};

typedef struct {
    uint32_t width, height;
    Str stream; /* of the pixels */
} PngParts;

static uint32_t number_at(Str bytes, size_t at) {
    const uint8_t *b = (const uint8_t *)bytes.s + at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* RGB of eight bits, in one part. */
static bool png_parts(Str png, PngParts *out) {
    *out = (PngParts){0};
    bool is_rgb = false;
    for (size_t at = PNG_SIGNATURE; at + PNG_CHUNK <= png.len;) {
        size_t len = number_at(png, at);
        if (len > png.len - at - PNG_CHUNK)
            return false;
        const char *name = png.s + at + 4;
        if (memcmp(name, "IHDR", 4) == 0 && len >= 13) {
            out->width = number_at(png, at + 8);
            out->height = number_at(png, at + 12);
            is_rgb = name[12] == 8 && name[13] == 2;
        } else if (memcmp(name, "IDAT", 4) == 0) {
            if (out->stream.len)
                return false;
            out->stream = str_slice(png, at + 8, len);
        }
        at += len + PNG_CHUNK;
    }
    return is_rgb && out->stream.len;
}

/* Parts of the file, and where each object begins. */
typedef struct {
    Arena *arena;
    Str *parts;
    size_t count, len;
    size_t *objects; /* by number; 0 is none */
} Pdf;

static void put(Pdf *pdf, Str part) {
    pdf->parts[pdf->count++] = part;
    pdf->len += part.len;
}

static void begin_object(Pdf *pdf, size_t number) {
    pdf->objects[number] = pdf->len;
    put(pdf, str_printf(pdf->arena, "%zu 0 obj\n", number));
}

/* UTF-16 with its mark, in hexadecimal: any language. */
static Str pdf_text(Arena *arena, Str text) {
    char *hex = arena_new(arena, char, text.len * 8 + 8);
    size_t len = 0;
    memcpy(hex, "<FEFF", 5);
    len = 5;
    for (size_t at = 0; at < text.len;) {
        uint32_t rune = str_next_rune(text, &at), units[2] = {rune, 0};
        size_t count = 1;
        if (rune > 0xFFFF) {
            units[0] = 0xD800 + ((rune - 0x10000) >> 10);
            units[1] = 0xDC00 + ((rune - 0x10000) & 0x3FF);
            count = 2;
        }
        for (size_t i = 0; i < count; i++)
            for (int digit = 12; digit >= 0; digit -= 4)
                hex[len++] = "0123456789ABCDEF"[units[i] >> digit & 15];
    }
    hex[len++] = '>';
    return (Str){.s = hex, .len = len};
}

static void put_page(Pdf *pdf, size_t index, const PngParts *png) {
    size_t page = OBJECTS_BEFORE + 1 + index * OBJECTS_PER_PAGE;
    uint32_t width = png->width * POINTS_PER_PIXEL_TENTHS / 10;
    uint32_t height = png->height * POINTS_PER_PIXEL_TENTHS / 10;
    begin_object(pdf, page);
    put(pdf, str_printf(pdf->arena,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %u %u] /Contents %zu 0 R "
                        "/Resources << /XObject << /P %zu 0 R >> >> >>\nendobj\n",
                        width, height, page + 1, page + 2));
    Str draw = str_printf(pdf->arena, "%u 0 0 %u 0 0 cm /P Do", width, height);
    begin_object(pdf, page + 1);
    put(pdf, str_printf(pdf->arena, "<< /Length %zu >>\nstream\n%.*s\nendstream\nendobj\n",
                        draw.len, str_arg(draw)));
    begin_object(pdf, page + 2);
    put(pdf, str_printf(pdf->arena,
                        "<< /Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace "
                        "/DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << "
                        "/Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns %u >> /Length %zu "
                        ">>\nstream\n",
                        png->width, png->height, png->width, png->stream.len));
    put(pdf, png->stream);
    put(pdf, str_from("\nendstream\nendobj\n"));
}

static void put_end(Pdf *pdf, size_t objects) {
    size_t table = pdf->len;
    put(pdf, str_printf(pdf->arena, "xref\n0 %zu\n0000000000 65535 f \n", objects + 1));
    for (size_t i = 1; i <= objects; i++)
        put(pdf, str_printf(pdf->arena, "%010zu 00000 n \n", pdf->objects[i]));
    put(pdf,
        str_printf(pdf->arena,
                   "trailer\n<< /Size %zu /Root 1 0 R /Info 3 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                   objects + 1, table));
}

bool pdf_write(Arena *arena, const char *path, const Str *paths, size_t count, Str title,
               const FileWrite *how) {
    size_t objects = OBJECTS_BEFORE + count * OBJECTS_PER_PAGE;
    Pdf pdf = {.arena = arena,
               .parts = arena_new(arena, Str, objects * 5 + 16),
               .objects = arena_new(arena, size_t, objects + 1)};
    put(&pdf, str_from("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"));
    begin_object(&pdf, 1);
    put(&pdf, str_from("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"));
    begin_object(&pdf, 2);
    put(&pdf, str_from("<< /Type /Pages /Kids ["));
    for (size_t i = 0; i < count; i++)
        put(&pdf, str_printf(arena, "%zu 0 R ", OBJECTS_BEFORE + 1 + i * OBJECTS_PER_PAGE));
    put(&pdf, str_printf(arena, "] /Count %zu >>\nendobj\n", count));
    begin_object(&pdf, 3);
    put(&pdf, str_printf(arena, "<< /Title %.*s >>\nendobj\n", str_arg(pdf_text(arena, title))));
    for (size_t i = 0; i < count; i++) {
        Str png;
        PngParts parts;
        if (!file_read(arena, paths[i].s, &png))
            return false;
        if (!png_parts(png, &parts)) {
            errno = EINVAL;
            return false;
        }
        put_page(&pdf, i, &parts);
    }
    put_end(&pdf, objects);
    return file_write(path, pdf.parts, pdf.count, how);
}
