/* render.h: from a display list to pixels.
 *
 * One Renderer has the decoded images and QR codes within a byte budget, and draws with the text
 * engine's glyphs. Drawing is done by the processor into a Pixmap: the same picture on every
 * machine, with and without a GPU. */
#pragma once

#include "render/image.h"
#include "render/pixmap.h"
#include "scene/scene.h"

typedef struct Renderer Renderer;

/* How it comes to its pictures. */
typedef struct {
    bool is_live; /* a running screen, which waits for no picture: one that takes its time is drawn
                     when it is there. Else each is waited for, within its budget */
    bool has_sound;               /* is_live: videos are heard */
    void (*ready)(void *context); /* is_live: another thread calls it when one is there; may be
                                     NULL */
    void *context;
    Str copies;           /* where the copies are of what paths with https: and http: mean, by
                             address_copy_name; empty: there are none */
    const char *given_up; /* the file that remembers which pictures took too much; NULL: none */
} PictureSettings;

typedef struct {
    TextEngine *text;    /* borrowed */
    Str asset_folder;    /* of IMAGE_ASSET */
    size_t image_budget; /* bytes of decoded pictures kept; 0: 64 MiB */
    PictureSettings pictures;
} RenderSettings;

Renderer *renderer_create(const RenderSettings *settings);
void renderer_free(Renderer *renderer); /* accepts NULL */

/* Where IMAGE_SCHEDULE paths start; forgets the pictures of a former folder that was another one,
 * and looks again at those of the same. Paths that leave the folder are refused. */
void renderer_set_schedule_folder(Renderer *renderer, Str folder);

/* The same for IMAGE_THEME. */
void renderer_set_theme_folder(Renderer *renderer, Str folder);

/* The schedule's pictures may be other ones now. What is shown stays until that is known. */
void renderer_look_again(Renderer *renderer);

/* Something urgent covers the screens: videos that are not drawn between these two calls end with
 * the second one, at once. */
void renderer_doubt_videos(Renderer *renderer);
void renderer_end_doubted_videos(Renderer *renderer);

/* For the picture of a DRAW_IMAGE that can be drawn now a number that is another one for each
 * picture; else 0, and it is asked for. */
uint64_t renderer_picture(Renderer *renderer, const Draw *draw);

/* It has been asked for, and what became of it is not known yet. */
bool renderer_is_coming(Renderer *renderer, const Draw *draw);

/* As many screens share it: what is on one of them, and what comes next there, is kept. 1 unless
 * this says otherwise. */
void renderer_set_screens(Renderer *renderer, size_t screens);

/* Another number than before: pictures came, went, or turned out not to be drawable. */
uint64_t renderer_picture_changes(Renderer *renderer);

/* A sentence for each picture that is not shown, in `arena`: of the schedule's for those that
 * `named` has, which are in it now. */
const Str *renderer_picture_problems(const Renderer *renderer, const PictureNames *named,
                                     Arena *arena, size_t *count);

/* Draws the whole scene over what `to` holds (views fill their background). `to` must have the
 * scene's size. A picture that cannot be read is left out and logged once. */
void renderer_draw(Renderer *renderer, const Scene *scene, Pixmap *to);

/* Loads and scales the scene's pictures without drawing, so that a later draw is fast. */
void renderer_prepare(Renderer *renderer, const Scene *scene);

/* Makes the scene's pictures that are not there yet, if pictures are waited for: all together they
 * take less time than one after the other. */
void renderer_make_pictures(Renderer *renderer, const Scene *scene);

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
