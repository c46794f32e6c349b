#include "stream/caption_text.h"

#include <string.h>

#include "base/script.h"
#include "base/settled.h"

enum { MARKS_MAX = 6 }; /* more on one character than any script has */

static void drop_oldest(CaptionText *text) {
    memmove(text->lines, text->lines[1], (CAPTION_LINES - 1) * sizeof *text->lines);
    memmove(text->lens, text->lens + 1, (CAPTION_LINES - 1) * sizeof *text->lens);
    text->count--;
}

static void clear(CaptionText *text) {
    text->count = 0;
    text->is_open = false;
}

static void add_break(CaptionText *text) {
    if (!text->is_open) /* an empty line */
        clear(text);
    text->is_open = false;
}

static void append(CaptionText *text, const uint8_t *bytes, size_t len) {
    if (!text->is_open) {
        if (text->count == CAPTION_LINES)
            drop_oldest(text);
        text->lens[text->count++] = 0;
        text->is_open = true;
        text->seen = 0;
    }
    size_t line = text->count - 1;
    memcpy(text->lines[line] + text->lens[line], bytes, len);
    text->lens[line] += len;
    if (text->lens[line] + sizeof text->pending > CAPTION_BYTES_MAX)
        text->is_open = false;
}

static void add_space(CaptionText *text) {
    if (!text->is_open)
        return; /* lines begin with words */
    size_t line = text->count - 1;
    if (text->lens[line] >= CAPTION_BYTES_SOON)
        text->is_open = false;
    else if (text->lines[line][text->lens[line] - 1] != ' ')
        append(text, (const uint8_t *)" ", 1);
}

static void add_rune(CaptionText *text, uint32_t rune, const uint8_t *bytes, size_t len) {
    bool was_return = text->was_return;
    text->was_return = rune == '\r';
    if (rune == '\n' && was_return)
        return;
    if (rune == '\n' || rune == '\r' || rune == 0x2028 || rune == 0x2029 || rune == 0x85) {
        add_break(text);
        return;
    }
    text->marks = script_is_mark(rune) ? text->marks + 1 : 0;
    if (script_is_space(rune))
        add_space(text);
    else if (script_is_text(rune) && text->marks <= MARKS_MAX)
        append(text, bytes, len);
}

/* How many bytes a character has that begins with this one; 0: none does. */
static size_t length_of(uint8_t lead) {
    return lead < 0x80                    ? 1
           : lead >= 0xC2 && lead <= 0xDF ? 2
           : lead >= 0xE0 && lead <= 0xEF ? 3
           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                          : 0;
}

static void finish(CaptionText *text) {
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t *bytes = text->pending;
    size_t len = text->pending_len;
    uint32_t rune = len == 1 ? bytes[0] : bytes[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++)
        rune = rune << 6 | (bytes[i] & 0x3F);
    text->pending_len = 0;
    if (rune < LEAST[len] || rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        text->faults += len;
    else
        add_rune(text, rune, bytes, len);
}

void caption_text_add(CaptionText *text, const uint8_t *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (text->pending_len && (bytes[i] & 0xC0) != 0x80) { /* cut short */
            text->faults += text->pending_len;
            text->pending_len = 0;
        }
        if (text->pending_len == 0) {
            text->pending_want = length_of(bytes[i]);
            if (text->pending_want == 0) {
                text->faults++;
                continue;
            }
        }
        text->pending[text->pending_len++] = bytes[i];
        if (text->pending_len == text->pending_want)
            finish(text);
    }
}

OverlayCaptions caption_text_shown(CaptionText *text, bool is_quiet) {
    OverlayCaptions shown = {.count = text->count};
    for (size_t i = 0; i < text->count; i++)
        shown.lines[i] = (Str){.s = text->lines[i], .len = text->lens[i]};
    if (text->is_open && !is_quiet) {
        Str *newest = &shown.lines[text->count - 1];
        size_t settled = settled_length(*newest);
        newest->len = settled > text->seen ? settled : text->seen;
        text->seen = newest->len;
        if (newest->len == 0)
            shown.count--;
    } else if (text->is_open) {
        text->seen = text->lens[text->count - 1];
    }
    return shown;
}
