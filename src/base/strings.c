/* strings.c: asking a language for its words, counts, dates and times.
 *
 * Arithmetic and tables only; where the tables come from is in strings_load.c. */
#include "base/strings.h"

#include <assert.h>
#include <string.h>

#include "base/calendar.h"
#include "base/isolate.h"
#include "base/strings_table.h"

Str strings_language(const Strings *strings) {
    return strings->language;
}

bool strings_is_rtl(const Strings *strings) {
    return strings->is_rtl;
}

static Str text_in_form(const Strings *strings, StringId id, PluralForm form) {
    assert(id < STRING_COUNT);
    const Str *forms = strings->texts[id];
    return forms[form].len ? forms[form] : forms[PLURAL_OTHER];
}

Str strings_get(const Strings *strings, StringId id) {
    return text_in_form(strings, id, PLURAL_OTHER);
}

/* Length of "{placeholder}" when `pattern` has it at `at`, else 0. */
static size_t placeholder_at(Str pattern, size_t at, const char *placeholder) {
    size_t len = strlen(placeholder);
    if (pattern.s[at] != '{' || pattern.len - at < len + 2 || pattern.s[at + len + 1] != '}' ||
        memcmp(pattern.s + at + 1, placeholder, len) != 0)
        return 0;
    return len + 2;
}

typedef struct {
    const char *placeholder;
    Str value;
} Filling;

/* `pattern` with every placeholder that one of the fillings names replaced; what is filled in is
 * not looked through again. */
static Str fill(Arena *arena, Str pattern, const Filling *fillings, size_t count) {
    size_t len = 0;
    char *text = NULL;
    for (int pass = 0; pass < 2; pass++) { /* measure, write */
        if (pass == 1)
            text = arena_new(arena, char, len + 1);
        len = 0;
        for (size_t i = 0; i < pattern.len;) {
            size_t taken = 0;
            Str put = {.s = pattern.s + i, .len = 1};
            for (size_t k = 0; k < count && !taken; k++) {
                taken = placeholder_at(pattern, i, fillings[k].placeholder);
                if (taken)
                    put = fillings[k].value;
            }
            if (text && put.len)
                memcpy(text + len, put.s, put.len);
            len += put.len;
            i += taken ? taken : 1;
        }
    }
    return (Str){.s = text, .len = len};
}

Str strings_replace(Arena *arena, Str pattern, const char *placeholder, Str value) {
    Filling filling = {.placeholder = placeholder, .value = value};
    return fill(arena, pattern, &filling, 1);
}

Str strings_count(Arena *arena, const Strings *strings, StringId id, int64_t n) {
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    size_t slot = (size_t)(size < PLURAL_TABLE ? size : 100 + size % 100);
    Str pattern = text_in_form(strings, id, (PluralForm)strings->plural_of[slot]);
    return strings_replace(arena, pattern, "n", str_printf(arena, "%lld", (long long)n));
}

Str strings_fill(Arena *arena, const Strings *strings, StringId id, const char *placeholder,
                 Str value) {
    value = isolate_text(arena, value, strings->is_rtl);
    return strings_replace(arena, strings_get(strings, id), placeholder, value);
}

Str strings_time(Arena *arena, const Strings *strings, LocalTime at, bool twelve_hour) {
    if (!twelve_hour)
        return str_printf(arena, "%02d:%02d", at.hour, at.minute);
    Filling fillings[] = {
        {"hour", str_printf(arena, "%d", at.hour % 12 ? at.hour % 12 : 12)},
        {"minute", str_printf(arena, "%02d", at.minute)},
        {"half", strings->half_days[at.hour >= 12]},
    };
    return fill(arena, strings->formats[FORMAT_TIME_12], fillings, countof(fillings));
}

Str strings_weekday(const Strings *strings, Date date, bool is_short) {
    int32_t weekday = calendar_weekday(calendar_days(date));
    return is_short ? strings->weekdays_short[weekday] : strings->weekdays[weekday];
}

Str strings_date(Arena *arena, const Strings *strings, Date date) {
    int64_t days = calendar_days(date);
    date = calendar_date(days); /* a date that the calendar has, whatever came in */
    int32_t weekday = calendar_weekday(days);
    bool is_first = date.day == 1 && strings->formats[FORMAT_DATE_FIRST].len > 0;
    Filling fillings[] = {
        {"day", str_printf(arena, "%d", date.day)},
        {"month", str_printf(arena, "%d", date.month)},
        {"month_name", strings->months[date.month - 1]},
        {"weekday", strings->weekdays[weekday]},
        {"weekday_short", strings->weekdays_short[weekday]},
    };
    Str format = strings->formats[is_first ? FORMAT_DATE_FIRST : FORMAT_DATE];
    return fill(arena, format, fillings, countof(fillings));
}
