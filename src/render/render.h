/* render.h: from a display list to pixels.
 *
 * One Renderer has the decoded images and QR codes within a byte budget, and draws with the text
 * engine's glyphs. Drawing is done by the processor into a Pixmap: the same picture on every
 * machine, with and without a GPU. */
#pragma once

#include "render/pixmap.h"
#include "scene/scene.h"

typedef struct Renderer Renderer;

typedef struct {
    TextEngine *text;    /* borrowed */
    Str asset_folder;    /* of IMAGE_ASSET */
    size_t image_budget; /* bytes of decoded pictures kept; 0: 64 MiB */
} RenderSettings;

Renderer *renderer_create(const RenderSettings *settings);
void renderer_free(Renderer *renderer); /* accepts NULL */

/* Where IMAGE_SCHEDULE paths start; forgets the pictures of the former folder. Paths that leave
 * the folder are refused. */
void renderer_set_schedule_folder(Renderer *renderer, Str folder);

/* Draws the whole scene over what `to` holds (views fill their background). `to` must have the
 * scene's size. A picture that cannot be read is left out and logged once. */
void renderer_draw(Renderer *renderer, const Scene *scene, Pixmap *to);

/* Loads and scales the scene's pictures without drawing, so that a later draw is fast. */
void renderer_prepare(Renderer *renderer, const Scene *scene);

/* Width and height of a picture in pixels as stored (SVG: its own size), without keeping it; false
 * with a reason in *why (a literal or in SDL's buffer) when it cannot be read. */
bool renderer_image_size(Renderer *renderer, ImageOrigin origin, Str path, int32_t *width,
                         int32_t *height, const char **why);

/* The QR code of `payload` as a square of `side` modules (quiet zone not included), row by row,
 * one byte each, 1 dark, error correction M; false when it does not fit into a code. */
bool qr_encode(Arena *arena, Str payload, const uint8_t **modules, int32_t *side);

typedef struct {
    size_t images; /* kept */
    size_t image_bytes;
    size_t decoded; /* since the start */
    size_t draws;   /* display list items drawn since the start */
} RenderStatistics;

RenderStatistics renderer_statistics(const Renderer *renderer);
