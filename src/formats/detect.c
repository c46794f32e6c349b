#include "formats/detect.h"

#include <string.h>

#include "base/decode.h"
#include "formats/charset.h"
#include "formats/csv_plan.h"
#include "formats/json_places.h"

enum { HEAD_LEN = 4096 /* bytes that are looked at */ };

static const struct {
    const char *magic;
    size_t len;
    const char *what, *hint;
} ALIENS[] = {
    {"PK\x03\x04", 4, "a spreadsheet, or another ZIP archive",
     "save the table as CSV (UTF-8) and import that"},
    {"\xD0\xCF\x11\xE0", 4, "an old Office document",
     "save the table as CSV (UTF-8) and import that"},
    {"%PDF", 4, "a PDF", "ask for the schedule as YAML, XML, JSON, iCalendar or CSV"},
    {"\x1F\x8B", 2, "compressed with gzip", "unpack it: gunzip"},
    {"\xFD\x37zXZ", 5, "compressed with xz", "unpack it: unxz"},
    {"BZh", 3, "compressed with bzip2", "unpack it: bunzip2"},
    {"(\xB5/\xFD", 4, "compressed with zstd", "unpack it: unzstd"},
    {"\x89PNG", 4, "a picture", "ask for the schedule as YAML, XML, JSON, iCalendar or CSV"},
    {"\xFF\xD8\xFF", 3, "a picture", "ask for the schedule as YAML, XML, JSON, iCalendar or CSV"},
    {"GIF8", 4, "a picture", "ask for the schedule as YAML, XML, JSON, iCalendar or CSV"},
    {"\x7F"
     "ELF",
     4, "a program", NULL},
};

static size_t find_alien(Str bytes) {
    for (size_t i = 0; i < countof(ALIENS); i++)
        if (bytes.len >= ALIENS[i].len && memcmp(bytes.s, ALIENS[i].magic, ALIENS[i].len) == 0)
            return i;
    return countof(ALIENS);
}

const char *detect_alien(Str bytes, const char **hint) {
    size_t alien = find_alien(bytes);
    *hint = alien < countof(ALIENS) ? ALIENS[alien].hint : NULL;
    return alien < countof(ALIENS) ? ALIENS[alien].what : "nothing that is known";
}

/* The beginning of the file in ASCII: UTF-16 with its zeros taken out, other characters as "?". */
static Str peek(Str bytes, char *head) {
    size_t len = 0;
    bool is_wide = bytes.len >= 2 && (!bytes.s[0] != !bytes.s[1] || decode_is_utf16(bytes));
    size_t from = 0;
    for (; from < 3 && from < bytes.len; from++)
        if ((unsigned char)bytes.s[from] < 0x80 && (bytes.s[from] || !is_wide)) /* else a mark */
            head[len++] = bytes.s[from];
    if (!is_wide) {
        Str rest = str_slice(bytes, from, HEAD_LEN - len);
        memcpy(head + len, rest.s ? rest.s : "", rest.len);
        len += rest.len;
    }
    for (; is_wide && from < bytes.len && len < HEAD_LEN; from++)
        if (bytes.s[from])
            head[len++] = bytes.s[from];
    head[len] = 0;
    return str_trim((Str){.s = head, .len = len});
}

/* True when the JSON says that it is ours. Other programs have event and days, too. */
static bool has_native_key(Str head) {
    return json_member_place(head, 0, "kiosk") > 0;
}

/* The first line that is no comment says so: no more is to be looked at. */
static bool begins_as_native(const char *head) {
    while (*head) {
        size_t space = strspn(head, " \t\r\n");
        head += space;
        if (*head != '#' && strncmp(head, "---", 3) != 0)
            return strncmp(head, "kiosk:", strlen("kiosk:")) == 0;
        head += strcspn(head, "\n");
    }
    return false;
}

/* Looked at as a table, in whatever encoding it is. */
static bool is_table(Str bytes) {
    Arena *scratch = arena_create();
    size_t len = bytes.len < HEAD_LEN ? bytes.len : HEAD_LEN;
    /* Whole lines, so that no character is cut in two. */
    Str head = str_slice(bytes, 0, len);
    while (len < bytes.len && head.len > 2 && head.s[head.len - 1] != '\n')
        head.len--;
    bool is_one = csv_is_table(charset_peek(scratch, head));
    arena_free(scratch);
    return is_one;
}

FormatKind detect_format(Str bytes) {
    char buffer[HEAD_LEN + 1];
    if (find_alien(bytes) < countof(ALIENS))
        return FORMAT_ALIEN;
    Str head = peek(bytes, buffer);
    if (head.len == 0)
        return FORMAT_NATIVE;
    if (head.s[0] == '<')
        return FORMAT_XML;
    if (str_equal_nocase(str_slice(head, 0, 15), str_from("BEGIN:VCALENDAR")))
        return FORMAT_ICALENDAR;
    if (head.s[0] == '{' || head.s[0] == '[') {
        char second = str_trim(str_slice(head, 1, head.len)).len
                          ? str_trim(str_slice(head, 1, head.len)).s[0]
                          : 0;
        bool is_json = second == '"' || second == '}' || second == '{' || second == ']' ||
                       !second || (head.s[0] == '[' && strchr("[-0123456789", second));
        return is_json && !has_native_key(head) ? FORMAT_JSON : FORMAT_NATIVE;
    }
    if (begins_as_native(buffer))
        return FORMAT_NATIVE;
    if (strpbrk(buffer, ",;\t|") && is_table(bytes))
        return FORMAT_CSV;
    return FORMAT_NATIVE;
}
