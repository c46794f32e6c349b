/* preflight_survey.h: every page that a schedule can show, looked at as data: which texts do not
 * fit, how large pictures and codes are.
 *
 * Pure: pages are laid out, nothing is drawn. */
#pragma once

#include "base/word_table.h"
#include "picture/text_faults.h"
#include "views/views.h"

typedef struct {
    int32_t width, height;
} ScreenSize;

/* Languages in the order in which a screen shows them. */
typedef struct {
    Str tags[VIEW_LANGUAGES_MAX];
    const Strings *strings[VIEW_LANGUAGES_MAX];
    size_t count; /* at least 1 */
} LanguageOrder;

enum { SURVEY_SIZES_MAX = 16, SURVEY_ORDERS_MAX = 8 };

typedef struct {
    const Schedule *schedule;
    size_t room; /* its door only; SCHEDULE_NONE: the foyer and every door */
    const ScreenSize *sizes;
    size_t size_count; /* 1 to SURVEY_SIZES_MAX */
    const LanguageOrder *orders;
    size_t order_count; /* at least 1 */
    const Theme *theme;
    bool is_theme_pale; /* its colours have too little contrast, which has been said */
    TextEngine *text;
    bool looks_at_all; /* lay out pages of the foyer that look like others, too; for the tests */
} SurveyPlan;

/* Where something was seen. */
typedef struct {
    size_t size; /* index into the plan's sizes */
    ViewKind view;
} Sighting;

typedef struct {
    TextFault fault; /* the worst one of this kind, text and place; its text is in the arena */
    Sighting worst;
    uint32_t sizes, views; /* sets: bit i for the size or the view with that number */
} SurveyText;

typedef struct {
    Str path;              /* of the event's folder */
    int32_t width, height; /* the largest place for it, pixels */
    ImageFit fit;          /* there */
    LogoPlate plate;       /* there, of a logo */
    Sighting where;
} SurveyImage;

typedef struct {
    Str payload;
    int32_t side; /* the smallest place for it (as a share of the screen's shorter side), pixels */
    Sighting where;
} SurveyCode;

typedef struct {
    Arena *arena; /* borrowed */
    SurveyText *texts;
    size_t text_count, text_capacity;
    SurveyImage *images;
    size_t image_count, image_capacity;
    SurveyCode *codes;
    size_t code_count, code_capacity;
    size_t page_count;         /* looked at; one that looks the same as another counts, too */
    Instant first_at, last_at; /* the first and the last moment that was looked at */
    WordTable by_key;          /* index of texts by kind, place and text */
    WordTable by_path;         /* … of images … */
    WordTable by_payload;      /* … and of codes */
} Survey;

/* In `arena`: the texts of the schedule are copied where they are kept. */
Survey *survey_create(Arena *arena, const SurveyPlan *plan);

/* The screen's shorter side: what a viewer's distance goes by, whichever way it is hung. */
int32_t screen_rows(ScreenSize size);
