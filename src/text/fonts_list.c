/* fonts_list.c: what is told of the faces. Part of fonts.h. */
#include <assert.h>

#include "text/fonts_inner.h"

Str fonts_lost(const Fonts *fonts, size_t *count) {
    Str path = {0};
    *count = 0;
    for (size_t i = 0; i < fonts->face_count; i++) {
        if (!fonts->faces[i].is_lost)
            continue;
        path = fonts->faces[i].path;
        (*count)++;
    }
    return path;
}

/* Of the overlay's roles nothing is told: they are others' again, as a rule. */
enum { TOLD_ROLES = FONT_OVERLAY_HEADING };

/* The faces as a person counts them: each role's chain, family by family, weight by weight. */
static bool face_at(const Fonts *fonts, size_t index, FontRole *role, size_t *font) {
    for (size_t r = 0; r < TOLD_ROLES; r++) {
        const FontRoleConfig *config = &fonts->config.roles[r];
        for (size_t i = 0; i < config->chain_count; i++) {
            for (size_t f = 0; f < fonts->face_count; f++) {
                if (fonts->faces[f].family != config->chain[i])
                    continue;
                if (index-- == 0) {
                    *role = (FontRole)r;
                    *font = f;
                    return true;
                }
            }
        }
    }
    return false;
}

size_t fonts_face_count(const Fonts *fonts) {
    size_t count = 0;
    for (size_t r = 0; r < TOLD_ROLES; r++)
        for (size_t i = 0; i < fonts->config.roles[r].chain_count; i++)
            for (size_t f = 0; f < fonts->face_count; f++)
                count += fonts->faces[f].family == fonts->config.roles[r].chain[i];
    return count;
}

TextFace fonts_face(const Fonts *fonts, size_t index) {
    FontRole role = FONT_DISPLAY;
    size_t font = 0;
    bool is_there = face_at(fonts, index, &role, &font);
    assert(is_there);
    (void)is_there;
    const Face *face = &fonts->faces[font];
    const FontFamily *family = &fonts->config.families[face->family];
    Str scripts = {0};
    for (size_t i = 0; i < family->script_count; i++)
        scripts = str_printf(fonts->arena, "%.*s%s%.*s", str_arg(scripts), i > 0 ? " " : "",
                             str_arg(family->scripts[i]));
    return (TextFace){.family = family->name,
                      .path = face->path,
                      .face_index = face->face_index,
                      .role = role,
                      .weight = face->weight,
                      .is_open = face->shaper != NULL,
                      .scripts = scripts};
}

uint32_t fonts_face_font(const Fonts *fonts, size_t index) {
    FontRole role;
    size_t font;
    return face_at(fonts, index, &role, &font) ? (uint32_t)font : FONT_NONE;
}
