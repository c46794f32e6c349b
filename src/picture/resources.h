/* resources.h: where the program's own files are, and what is made of them: themes, words, fonts.
 *
 * Whatever is missing or broken is said in the log once, and something that works is returned. */
#pragma once

#include "base/strings.h"
#include "scene/theme.h"
#include "text/text.h"

typedef struct {
    Str data;      /* holds the other three; empty when it was not found */
    Str assets;    /* pictures, themes, words */
    Str fonts;     /* fonts.yaml and the event's own font files */
    Str schedules; /* the bundled and the installed days */
} Resources;

/* Looks in the folder that KIOSK_DATA names, in ../share/kiosk beside the program, in the sources
 * that it was built from, and where it was to be installed. Texts are in `arena`. */
Resources resources_find(Arena *arena);

typedef struct {
    Str name;   /* assets/themes/NAME.yaml, or a file: with a slash, .yaml or .yml */
    Str folder; /* the schedule's, or several, one a line: a relative file is looked for there
                   first; may be empty */
    Str copies; /* where the copies of a theme's URL, and of its pictures, are */
    bool is_the_schedules; /* the schedule says it, not a person: its file may be nowhere else */
} ThemeName;

/* The theme of that name. The built-in one for the empty Str and when it cannot be read. */
const Theme *resources_theme(const Resources *resources, Arena *arena, const ThemeName *name);

/* The same for whoever reports what is wrong with it: `findings` becomes those about the theme's
 * file, in `arena`, and nothing is logged. Its file name is empty for the built-in theme; a name
 * that no theme has is one finding "unknown-theme", of a file that is called like it. */
const Theme *resources_theme_checked(const Resources *resources, Arena *arena,
                                     const ThemeName *name, Diagnostics *findings);

/* The theme with the event's own look in it (theme_branded), and the files of the fonts that its
 * overlay names, looked for beside the schedule. What is wrong with those goes to `findings`, about
 * the schedule's file; NULL: to the log. */
const Theme *resources_branded(const Resources *resources, Arena *arena, const ThemeName *name,
                               const Theme *theme, const Brand *brand, Diagnostics *findings);

/* The names of the themes that are there. */
const Str *resources_themes(const Resources *resources, Arena *arena, size_t *count);

/* The words of a language, or those that serve for it (language_fallbacks). English when there is
 * no file. */
const Strings *resources_strings(const Resources *resources, Arena *arena, Str language);

/* The tags of the languages that there are words for. */
const Str *resources_languages(const Resources *resources, Arena *arena, size_t *count);

typedef struct {
    Str folder;         /* the event's, whose folder fonts is searched first; may be empty */
    const Theme *theme; /* whose own fonts come before the others; NULL: none */
    Str copies;         /* ThemeName's */
} FontWish;

/* The fonts of fonts.yaml, and the look's own. NULL, with a line in the log, when there is no font
 * at all. */
TextEngine *resources_text_engine(const Resources *resources, const FontWish *wish);

/* Another number for other own fonts, or other contents of their files. `theme` may be NULL. */
uint64_t resources_fonts_key(const Theme *theme, Str copies);

/* The bytes begin as a font's do that can be read. */
bool resources_is_font(Str bytes);

/* The same, with what is wrong with fonts.yaml and the files that it names in `findings`, in
 * `arena`; nothing is logged. */
TextEngine *resources_text_engine_checked(const Resources *resources, const FontWish *wish,
                                          Arena *arena, Diagnostics *findings);

/* Font files for the staff's display, the best one first; those that are there. */
const Str *resources_osd_fonts(Arena *arena, size_t *count);
