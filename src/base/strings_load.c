/* strings_load.c: a language's file, and what ICU knows about the language, to Strings.
 *
 * The file has the words and how dates and times are put together; the names of days and months,
 * the halves of the day, the plural rules and the direction are ICU's. */
#include "base/strings.h"

#include <stdio.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/document.h"
#include "base/strings_table.h"

/* ---- the keys ---- */

static const struct {
    const char *key;
    const char *placeholders[2]; /* that the text has to have */
    bool is_counted;
} KEYS[] = {
    [STRING_NOW] = {"now", {0}, false},
    [STRING_NEXT] = {"next", {0}, false},
    [STRING_THEN] = {"then", {0}, false},
    [STRING_BREAK] = {"break", {0}, false},
    [STRING_SPOTLIGHT] = {"spotlight", {0}, false},
    [STRING_PARTNERS] = {"partners", {0}, false},
    [STRING_AGENDA] = {"agenda", {0}, false},
    [STRING_STARTS_SOON] = {"starts_soon", {0}, false},
    [STRING_FINISHING] = {"finishing", {0}, false},
    [STRING_STARTS_IN] = {"starts_in", {0}, false},
    [STRING_DOORS] = {"doors", {"time"}, false},
    [STRING_NEXT_AT] = {"next_at", {"time"}, false},
    [STRING_BACK_AT] = {"back_at", {"time"}, false},
    [STRING_STARTING_NOW] = {"starting_now", {0}, false},
    [STRING_MINUTES_LEFT] = {"minutes_left", {"n"}, true},
    [STRING_IN_MINUTES] = {"in_minutes", {"n"}, true},
    [STRING_CANCELLED] = {"cancelled", {0}, false},
    [STRING_MOVED] = {"moved", {0}, false},
    [STRING_MOVED_TO] = {"moved_to", {"room"}, false},
    [STRING_MOVED_FROM] = {"moved_from", {"room"}, false},
    [STRING_NEW_TIME] = {"new_time", {"time"}, false},
    [STRING_DELAYED] = {"delayed", {0}, false},
    [STRING_NOT_RECORDED] = {"not_recorded", {0}, false},
    [STRING_THANKS] = {"thanks", {0}, false},
    [STRING_SEE_YOU] = {"see_you", {"date"}, false},
    [STRING_GOODBYE] = {"goodbye", {0}, false},
    [STRING_NO_SESSIONS] = {"no_sessions", {0}, false},
    [STRING_NEXT_DAY] = {"next_day", {"date"}, false},
    [STRING_NO_SCHEDULE] = {"no_schedule", {0}, false},
    [STRING_HELLO] = {"hello", {0}, false},
    [STRING_HELLO_NAME] = {"hello_name", {0}, false},
    [STRING_HELLO_CODE] = {"hello_code", {0}, false},
    [STRING_HELLO_SCAN] = {"hello_scan", {0}, false},
    [STRING_HELLO_CLOCK] = {"hello_clock", {"ms"}, false},
    [STRING_HELLO_CLOCK_ALONE] = {"hello_clock_alone", {0}, false},
    [STRING_HELLO_NO_NETWORK] = {"hello_no_network", {0}, false},
    [STRING_IN_THIS_TALK] = {"in_this_talk", {0}, false},
    [STRING_ALL_ROOMS] = {"all_rooms", {0}, false},
    [STRING_FREE] = {"free", {0}, false},
    [STRING_FREE_UNTIL] = {"free_until", {"time"}, false},
    [STRING_UNTIL] = {"until", {"time"}, false},
    [STRING_ALL_DAY] = {"all_day", {0}, false},
    [STRING_SEATS] = {"seats", {"n"}, true},
    [STRING_SEATS_FREE] = {"seats_free", {"n"}, true},
    [STRING_WATCH_IN] = {"watch_in", {"room"}, false},
    [STRING_MORE] = {"more", {0}, false},
    [STRING_FEEDBACK] = {"feedback", {0}, false},
    [STRING_NETWORK] = {"network", {0}, false},
    [STRING_PASSWORD] = {"password", {0}, false},
    [STRING_JOIN] = {"join", {0}, false},
    [STRING_FULL] = {"full", {0}, false},
    [STRING_CLOSED] = {"closed", {0}, false},
    [STRING_LATE] = {"late", {"n"}, true},
    [STRING_STARTS_AT] = {"starts_at", {"time"}, false},
    [STRING_OVER_TIME] = {"over_time", {0}, false},
    [STRING_ON_STAGE] = {"on_stage", {0}, false},
    [STRING_NOTICE] = {"notice", {0}, false},
    [STRING_EMERGENCY] = {"emergency", {0}, false},
    [STRING_ANNOUNCED] = {"announced", {"time"}, false},
    [STRING_TEST] = {"test", {0}, false},
    [STRING_PAGE] = {"page", {"n", "total"}, false},
    [STRING_TIER_PLATINUM] = {"tier_platinum", {0}, false},
    [STRING_TIER_GOLD] = {"tier_gold", {0}, false},
    [STRING_TIER_SILVER] = {"tier_silver", {0}, false},
    [STRING_TIER_BRONZE] = {"tier_bronze", {0}, false},
    [STRING_TIER_FOUNDING] = {"tier_founding", {0}, false},
    [STRING_TIER_COMMUNITY] = {"tier_community", {0}, false},
    [STRING_TIER_MEDIA] = {"tier_media", {0}, false},
};
_Static_assert(countof(KEYS) == STRING_COUNT, "a key for each word");

static const struct {
    const char *key;
    bool is_optional;
} FORMATS[] = {
    [FORMAT_DATE] = {"date", false},
    [FORMAT_DATE_FIRST] = {"date_first", true},
    [FORMAT_TIME_12] = {"time_12", false},
};
_Static_assert(countof(FORMATS) == FORMAT_COUNT, "a key for each format");

static const char *const FORMS[] = {
    [PLURAL_OTHER] = "other", [PLURAL_ZERO] = "zero", [PLURAL_ONE] = "one",
    [PLURAL_TWO] = "two",     [PLURAL_FEW] = "few",   [PLURAL_MANY] = "many",
};
_Static_assert(countof(FORMS) == PLURAL_COUNT, "a name for each form");

const char *strings_key(StringId id) {
    return KEYS[id].key;
}

bool strings_is_counted(StringId id) {
    return KEYS[id].is_counted;
}

const char *strings_format_key(FormatId id) {
    return FORMATS[id].key;
}

const char *plural_form_name(PluralForm form) {
    return FORMS[form];
}

static PluralForm plural_form_by_name(Str name) {
    PluralForm form = PLURAL_OTHER;
    while (form < PLURAL_COUNT && !str_equal_c(name, FORMS[form]))
        form++;
    return form;
}

/* ---- the file ---- */

typedef struct {
    Arena *arena;
    Strings *strings;
    Diagnostics *diagnostics;
    size_t taken; /* keys that were good */
} Loader;

static const char *hint_for(Loader *loader, Str key, const Str *names, size_t count) {
    const Str *nearest = str_nearest(key, names, count);
    return nearest ? arena_printf(loader->arena, "did you mean \"%.*s\"?", str_arg(*nearest))
                   : NULL;
}

static Str read_text(Loader *loader, Str key, const Node *node) {
    if (node->kind == NODE_SCALAR && node->scalar.len > 0)
        return str_copy(loader->arena, node->scalar);
    diagnostics_add(loader->diagnostics, SEVERITY_ERROR, "not-a-text", node->at,
                    "write it behind the colon, in one line", "\"%.*s\" has no text", str_arg(key));
    return (Str){0};
}

static void check_placeholders(Loader *loader, StringId id, const Node *node, Str text) {
    for (size_t i = 0; i < countof(KEYS[id].placeholders) && KEYS[id].placeholders[i]; i++) {
        const char *name = KEYS[id].placeholders[i];
        if (str_find(text, arena_printf(loader->arena, "{%s}", name)) == SIZE_MAX)
            diagnostics_add(loader->diagnostics, SEVERITY_WARNING, "no-placeholder", node->at,
                            arena_printf(loader->arena, "put {%s} where it belongs", name),
                            "\"%s\" does not say {%s}", KEYS[id].key, name);
    }
}

static void read_forms(Loader *loader, StringId id, const Node *node) {
    Str *forms = loader->strings->texts[id];
    for (size_t i = 0; i < node->count; i++) {
        const NodeEntry *entry = &node->entries[i];
        PluralForm form = plural_form_by_name(entry->key);
        if (form == PLURAL_COUNT) {
            diagnostics_add(loader->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at,
                            "the forms are zero, one, two, few, many and other",
                            "\"%.*s\" is not a plural form", str_arg(entry->key));
            continue;
        }
        forms[form] = read_text(loader, entry->key, entry->value);
        if (form == PLURAL_OTHER) /* "a minute" needs no number, "minutes" do */
            check_placeholders(loader, id, entry->value, forms[form]);
    }
    if (forms[PLURAL_OTHER].len == 0)
        diagnostics_add(loader->diagnostics, SEVERITY_ERROR, "no-plural", node->at,
                        "add \"other\", the form for all numbers that have none of their own",
                        "\"%s\" has no form \"other\"", KEYS[id].key);
}

static void read_word(Loader *loader, StringId id, const Node *node) {
    Str *forms = loader->strings->texts[id];
    memset(forms, 0, sizeof(Str) * PLURAL_COUNT);
    if (node->kind == NODE_MAP && KEYS[id].is_counted) {
        read_forms(loader, id, node);
    } else {
        forms[PLURAL_OTHER] = read_text(loader, str_from(KEYS[id].key), node);
        if (forms[PLURAL_OTHER].len)
            check_placeholders(loader, id, node, forms[PLURAL_OTHER]);
    }
    loader->taken += forms[PLURAL_OTHER].len > 0;
}

/* True when the key was one that is known. */
static bool read_entry(Loader *loader, const NodeEntry *entry) {
    for (StringId id = 0; id < STRING_COUNT; id++)
        if (str_equal_c(entry->key, KEYS[id].key)) {
            read_word(loader, id, entry->value);
            return true;
        }
    for (FormatId id = 0; id < FORMAT_COUNT; id++)
        if (str_equal_c(entry->key, FORMATS[id].key)) {
            loader->strings->formats[id] = read_text(loader, entry->key, entry->value);
            loader->taken += loader->strings->formats[id].len > 0;
            return true;
        }
    return false;
}

static void report_unknown(Loader *loader, const NodeEntry *entry) {
    enum { NAMES = (int)STRING_COUNT + (int)FORMAT_COUNT };
    Str names[NAMES];
    for (StringId id = 0; id < STRING_COUNT; id++)
        names[id] = str_from(KEYS[id].key);
    for (FormatId id = 0; id < FORMAT_COUNT; id++)
        names[(int)STRING_COUNT + (int)id] = str_from(FORMATS[id].key);
    diagnostics_add(loader->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at,
                    hint_for(loader, entry->key, names, countof(names)),
                    "\"%.*s\" is not one of the program's words", str_arg(entry->key));
}

/* English fills the gaps. */
static void complete(Loader *loader) {
    const Strings *english = strings_builtin();
    Strings *strings = loader->strings;
    for (StringId id = 0; id < STRING_COUNT; id++) {
        if (strings->texts[id][PLURAL_OTHER].len)
            continue;
        memcpy(strings->texts[id], english->texts[id], sizeof strings->texts[id]);
        diagnostics_add(loader->diagnostics, SEVERITY_WARNING, "missing-key", (Position){0}, NULL,
                        "\"%s\" is missing; the English \"%.*s\" is shown", KEYS[id].key,
                        str_arg(strings_get(english, id)));
    }
    for (FormatId id = 0; id < FORMAT_COUNT; id++) {
        if (strings->formats[id].len || FORMATS[id].is_optional)
            continue;
        strings->formats[id] = english->formats[id];
        diagnostics_add(loader->diagnostics, SEVERITY_WARNING, "missing-key", (Position){0}, NULL,
                        "\"%s\" is missing; the English one is used", FORMATS[id].key);
    }
}

/* ---- what ICU knows ---- */

enum { SYMBOL_MAX = 64, LOCALE_MAX = 64 };

static Str symbol(Arena *arena, const UDateFormat *format, UDateFormatSymbolType type,
                  int32_t index) {
    UChar wide[SYMBOL_MAX];
    char narrow[SYMBOL_MAX * 3];
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    int32_t wide_len = udat_getSymbols(format, type, index, wide, SYMBOL_MAX, &status);
    u_strToUTF8(narrow, sizeof narrow, &len, wide, wide_len, &status);
    if (U_FAILURE(status))
        return (Str){0};
    return str_copy(arena, (Str){.s = narrow, .len = (size_t)len});
}

static bool read_names(Arena *arena, Strings *strings, const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    static const UChar UTC[] = u"UTC", PATTERN[] = u"d";
    UDateFormat *format =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, UTC, -1, PATTERN, -1, &status);
    if (U_FAILURE(status))
        return false;
    for (int32_t i = 0; i < 7; i++) { /* ICU counts days from 1 */
        strings->weekdays[i] = symbol(arena, format, UDAT_WEEKDAYS, i + 1);
        strings->weekdays_short[i] = symbol(arena, format, UDAT_SHORT_WEEKDAYS, i + 1);
    }
    for (int32_t i = 0; i < 12; i++)
        strings->months[i] = symbol(arena, format, UDAT_MONTHS, i);
    for (int32_t i = 0; i < 2; i++)
        strings->half_days[i] = symbol(arena, format, UDAT_AM_PMS, i);
    udat_close(format);
    return true;
}

static void read_plurals(Strings *strings, const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(locale, &status);
    for (int32_t n = 0; n < PLURAL_TABLE && U_SUCCESS(status); n++) {
        UChar wide[16];
        char name[16];
        int32_t len = uplrules_select(rules, n, wide, (int32_t)countof(wide) - 1, &status);
        if (U_FAILURE(status))
            break;
        u_UCharsToChars(wide, name, len);
        PluralForm form = plural_form_by_name((Str){.s = name, .len = (size_t)len});
        strings->plural_of[n] = (uint8_t)(form == PLURAL_COUNT ? PLURAL_OTHER : form);
    }
    uplrules_close(rules);
}

/* What ICU calls the language; "en" when the tag is none. */
static void locale_of(Str language, char locale[LOCALE_MAX]) {
    char tag[LOCALE_MAX] = "";
    if (language.len < sizeof tag)
        memcpy(tag, language.s, language.len);
    UErrorCode status = U_ZERO_ERROR;
    int32_t read = 0;
    uloc_forLanguageTag(tag, locale, LOCALE_MAX, &read, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || read == 0)
        snprintf(locale, LOCALE_MAX, "en");
}

static void read_language(Arena *arena, Strings *strings) {
    const Strings *english = strings_builtin();
    char locale[LOCALE_MAX];
    locale_of(strings->language, locale);
    strings->is_rtl = uloc_isRightToLeft(locale);
    read_plurals(strings, locale);
    if (!read_names(arena, strings, locale)) {
        memcpy(strings->weekdays, english->weekdays, sizeof strings->weekdays);
        memcpy(strings->weekdays_short, english->weekdays_short, sizeof strings->weekdays_short);
        memcpy(strings->months, english->months, sizeof strings->months);
        memcpy(strings->half_days, english->half_days, sizeof strings->half_days);
    }
}

const Strings *strings_load(Arena *arena, Str language, Str source, Diagnostics *diagnostics) {
    const Node *root = document_parse(arena, source, diagnostics);
    if (!root)
        return NULL;
    if (root->kind != NODE_MAP) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-map", root->at,
                        "write lines such as \"now: Now\"", "this is not a file of words");
        return NULL;
    }
    Loader loader = {
        .arena = arena, .strings = arena_new(arena, Strings, 1), .diagnostics = diagnostics};
    loader.strings->language = str_copy(arena, language);
    for (size_t i = 0; i < root->count; i++)
        if (!read_entry(&loader, &root->entries[i]))
            report_unknown(&loader, &root->entries[i]);
    if (loader.taken == 0)
        return NULL;
    complete(&loader);
    read_language(arena, loader.strings);
    return loader.strings;
}
