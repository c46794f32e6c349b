/* text_faults.h: the texts of a display list that do not fit, or that no font can show.
 *
 * For `kiosk check` and for the debug panel. Pure. */
#pragma once

#include "scene/scene.h"

typedef enum {
    FAULT_MISSING,  /* characters without a glyph */
    FAULT_CUT,      /* an ellipsis stands for the rest */
    FAULT_OUTSIDE,  /* a part of it is beyond the edge of the screen */
    FAULT_LEFT_OUT, /* not shown at all, to leave room for the rest of the page */
    FAULT_FAINT,    /* too little contrast with what is under it */
    FAULT_MINIMUM,  /* it fits, in the smallest type that it may have */
    FAULT_KIND_COUNT
} FaultKind;

typedef struct {
    FaultKind kind;
    Str text;       /* what was to be shown; borrowed from the scene */
    Position at;    /* see SceneText */
    size_t shown;   /* CUT: bytes of the text that are seen */
    float size;     /* pixels of the type */
    uint32_t rune;  /* MISSING: one of the characters */
    float contrast; /* FAINT: WCAG's ratio, as drawn */
} TextFault;

/* The least contrast of a text: WCAG 2.2, 1.4.3. */
#define TEXT_CONTRAST_LEAST 4.5f

/* Those of the scene in the order of its texts, in `arena`. Nothing is said of labels that are cut
 * by design (the ribbon's). */
const TextFault *scene_faults(Arena *arena, const Scene *scene, size_t *count);

/* "cut", "leaves the screen", …: for people. */
const char *fault_kind_words(FaultKind kind);

/* At most `characters` (shorten.h) of `text` in one line, with an ellipsis where something is left
 * out: at the end, or at the beginning. */
Str text_head(Arena *arena, Str text, size_t characters);
Str text_tail(Arena *arena, Str text, size_t characters);
