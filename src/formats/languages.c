#include "formats/languages.h"

#include <string.h>

#include "base/language.h"

enum { TELLING_BYTES = 40 }; /* of texts that are to come before those that say their language */

/* How many of the titles say their language, and how many do not. */
typedef struct {
    LanguageSample *sample;
    size_t said, unsaid;
} Heard;

static void hear(Heard *heard, const Localized *text) {
    for (size_t i = 0; i < text->count; i++)
        if (text->items[i].language.len == 0)
            language_sample_add(heard->sample, text->items[i].text);
}

static void hear_title(Heard *heard, const Localized *title) {
    heard->said += title->count > 0 && title->items[0].language.len > 0;
    heard->unsaid += title->count > 0 && title->items[0].language.len == 0;
    hear(heard, title);
}

/* Names of people, rooms and partners are left out: they are in no language. */
static Heard hear_all(const Draft *draft, Arena *scratch) {
    Heard heard = {.sample = arena_new(scratch, LanguageSample, 1)};
    hear_title(&heard, &draft->event.name);
    for (size_t i = 0; i < draft->session_count; i++)
        hear_title(&heard, &draft->sessions[i].session.title);
    for (size_t i = 0; i < draft->project_count; i++)
        hear_title(&heard, &draft->projects[i].project.tagline);
    for (size_t i = 0; i < draft->notice_count; i++)
        hear_title(&heard, &draft->notices[i].text);
    for (size_t i = 0; i < draft->day_count; i++)
        hear(&heard, &draft->days[i].title);
    for (size_t i = 0; i < draft->session_count; i++) {
        hear(&heard, &draft->sessions[i].session.subtitle);
        hear(&heard, &draft->sessions[i].session.note);
    }
    return heard;
}

/* "zh-TW" and "zh-Hant" are one: nobody wants to read a text twice. */
static bool is_among(const Str *tags, size_t count, Str tag) {
    for (size_t i = 0; i < count; i++)
        if (language_match(tags[i], tag) >= LANGUAGE_SAME)
            return true;
    return false;
}

static void report_missing(Diagnostics *diagnostics, Str tag) {
    diagnostics_add(diagnostics, SEVERITY_WARNING, "missing-library", (Position){0},
                    "install the Debian package libcld2-0, or say event: {language: …}",
                    "the texts do not say their language, and " LANGUAGE_DETECTOR
                    ", which would tell it, is missing; they are taken for \"%.*s\"",
                    str_arg(tag));
}

void draft_settle_languages(Draft *draft, const Str *tags, size_t tag_count, Str spoken,
                            Diagnostics *diagnostics) {
    Str *languages = arena_new(draft->arena, Str, tag_count + 1);
    size_t count = 0;
    Arena *scratch = arena_create();
    if (draft->event.language.len) {
        languages[count++] = draft->event.language;
    } else {
        Heard heard = hear_all(draft, scratch);
        bool is_most = heard.unsaid > heard.said && heard.sample->sample_len >= TELLING_BYTES;
        if (tag_count == 0 || is_most) {
            LanguageGuess guess =
                language_of_sample(draft->arena, heard.sample, spoken, LANGUAGE_DETECTOR);
            if (guess.is_detector_missing)
                report_missing(diagnostics, guess.tag);
            languages[count++] = guess.tag;
            draft->display.is_language_guessed = true;
        }
    }
    arena_free(scratch);
    for (size_t i = 0; i < tag_count; i++)
        if (!is_among(languages, count, tags[i]))
            languages[count++] = tags[i];
    draft->display.languages = languages;
    draft->display.language_count = count;
}
