/* csv.c: rows to sessions.
 *
 * A date that is missing is that of the row above, as in merged cells; a table without any date is
 * for any day. */
#include "formats/csv.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/csv_columns.h"
#include "formats/gather.h"
#include "formats/html_entities.h"
#include "formats/times.h"
#include "formats/words.h"

enum { COLUMNS_MAX = 64, LANGUAGES_MAX = 4, PARTS_MAX = 60, NIGHT_END = 240, NOON = 720 };

/* How dates with the year last are meant, seen from the whole column: 5/16/2026 can be one thing
 * only, and then 5/6/2026 is the same. */
typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } DateOrder;

typedef struct {
    Gather gather;
    Arena *rows; /* owned: of one row */
    Column columns[COLUMNS_MAX];
    Str languages[COLUMNS_MAX];
    size_t column_count;
    bool has[COLUMN_COUNT];
    DateOrder order;
    Date date;      /* of the row above */
    int32_t latest; /* start of a row above with the same date, in minutes; -1: none */
    const CsvCell *cells;
    size_t cell_count;
    bool has_long_row; /* said once */
} Reader;

/* ---- header ---- */

static Str without_sep_line(Str text, size_t *skipped) {
    *skipped = 0;
    if (str_equal_nocase(str_slice(text, 0, 4), str_from("sep="))) { /* Excel's own hint */
        const char *feed = memchr(text.s, '\n', text.len);
        *skipped = feed ? (size_t)(feed - text.s) + 1 : text.len;
    }
    return str_slice(text, *skipped, text.len);
}

/* The separator by which the first row has the most columns that we know. */
static char find_separator(Arena *scratch, Str text, size_t *known) {
    static const char SEPARATORS[] = {',', ';', '\t', '|'};
    char best = ',';
    *known = 0;
    for (size_t i = 0; i < countof(SEPARATORS); i++) {
        CsvReader reader = csv_reader_create(scratch, text, SEPARATORS[i]);
        size_t count;
        const CsvCell *cells = csv_reader_next(&reader, &count);
        size_t found = csv_count_known(cells, count);
        if (found > *known) {
            *known = found;
            best = SEPARATORS[i];
        }
    }
    return best;
}

bool csv_has_header(Str text) {
    Arena *scratch = arena_create();
    size_t skipped, known, count;
    text = without_sep_line(text, &skipped);
    CsvReader reader = csv_reader_create(scratch, text, find_separator(scratch, text, &known));
    const CsvCell *cells = csv_reader_next(&reader, &count);
    bool has_main = false;
    Str language;
    for (size_t i = 0; i < count; i++) {
        Column column = csv_column(cells[i].text, &language);
        has_main =
            has_main || column == COLUMN_TITLE || column == COLUMN_START || column == COLUMN_TIME;
    }
    arena_free(scratch);
    return has_main && known >= 2;
}

static Position cell_at(Reader *reader, const CsvCell *cell) {
    int32_t span = 0;
    for (size_t i = 0; i < cell->text.len && span < 60; span++)
        str_next_rune(cell->text, &i);
    return gather_at(&reader->gather, cell->offset, span);
}

/* False, with a diagnostic, when what every session needs is not in the table. */
static bool read_header(Reader *reader) {
    Diagnostics *diagnostics = reader->gather.diagnostics;
    for (size_t i = 0; i < reader->cell_count && i < COLUMNS_MAX; i++) {
        const CsvCell *cell = &reader->cells[i];
        reader->columns[i] = csv_column(cell->text, &reader->languages[i]);
        if (reader->columns[i] != COLUMN_COUNT)
            reader->has[reader->columns[i]] = true;
        else if (cell->text.len)
            diagnostics_add(diagnostics, SEVERITY_NOTE, "unknown-column", cell_at(reader, cell),
                            NULL, "the column \"%.*s\" is not read", str_arg(cell->text));
        reader->column_count++;
    }
    bool has_time = reader->has[COLUMN_START] || reader->has[COLUMN_TIME];
    if (reader->has[COLUMN_TITLE] && has_time)
        return true;
    diagnostics_add(
        diagnostics, SEVERITY_ERROR, "missing-column", cell_at(reader, &reader->cells[0]),
        "the first row names the columns: title, date, start, end, room, speakers",
        "the table has no column for the %s", has_time ? "title" : "start of the sessions");
    return false;
}

/* The cell of the column; empty when there is none. With several the first that says something. */
static const CsvCell *cell_of(const Reader *reader, Column column) {
    static const CsvCell NONE = {0};
    const CsvCell *found = &NONE;
    for (size_t i = 0; i < reader->column_count && i < reader->cell_count; i++)
        if (reader->columns[i] == column && found->text.len == 0)
            found = &reader->cells[i];
    return found;
}

/* The language of a text beside others that do not say theirs: Chinese is seen by its script, and
 * what stands beside it is most likely English. */
static Str guess_language(const Translation *texts, size_t count, Str text) {
    Str guess = str_from(words_has_han(text) ? "zh" : "en");
    for (size_t i = 0; i < count; i++)
        if (str_equal(texts[i].language, guess))
            return str_from("und");
    return guess;
}

static size_t texts_of(const Reader *reader, Column column, Translation *texts) {
    size_t count = 0;
    for (size_t i = 0; i < reader->column_count && i < reader->cell_count; i++)
        if (reader->columns[i] == column && reader->cells[i].text.len && count < LANGUAGES_MAX)
            texts[count++] =
                (Translation){.language = reader->languages[i], .text = reader->cells[i].text};
    for (size_t i = 0; count > 1 && i < count; i++)
        if (texts[i].language.len == 0)
            texts[i].language = guess_language(texts, count, texts[i].text);
    return count;
}

/* ---- dates ---- */

/* "16.05.2026", "5/16/2026": three numbers, the year last. */
static bool split_date(Str text, int32_t numbers[3], char *mark) {
    size_t count = 0, digits = 0;
    numbers[0] = 0;
    *mark = 0;
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.s[i] : 0;
        if (c >= '0' && c <= '9') {
            if (++digits > 4)
                return false;
            numbers[count] = numbers[count] * 10 + (c - '0');
            continue;
        }
        if (digits == 0)
            return false;
        if (i == text.len)
            break;
        if ((c != '.' && c != '/' && c != '-') || (*mark && c != *mark) || ++count > 2)
            return false;
        *mark = c;
        numbers[count] = 0;
        digits = 0;
    }
    if (count == 2 && numbers[2] < 100)
        numbers[2] += 2000;
    return count == 2;
}

static Date make_date(const int32_t numbers[3], DateOrder order) {
    bool is_day_first = order == ORDER_DAY_FIRST;
    Date date = {.year = numbers[2],
                 .month = numbers[is_day_first ? 1 : 0],
                 .day = numbers[is_day_first ? 0 : 1]};
    bool is_good = date.year >= 1970 && date.year <= 2099 && date_is_valid(date);
    return is_good ? date : (Date){0};
}

static bool read_date(const Reader *reader, Str text, Date *date) {
    int32_t numbers[3];
    char mark;
    if (date_parse(text, date, NULL))
        return true;
    if (!split_date(text, numbers, &mark))
        return false;
    *date = make_date(numbers, mark == '.' ? ORDER_DAY_FIRST : reader->order);
    return date->year != 0 && (mark == '.' || reader->order != ORDER_UNKNOWN);
}

/* Looks through all dates for one that can be read in one order only. */
static void find_order(Reader *reader, CsvReader rows) {
    size_t count;
    for (const CsvCell *cells = csv_reader_next(&rows, &count); cells;
         cells = csv_reader_next(&rows, &count)) {
        for (size_t i = 0; i < count && i < reader->column_count; i++) {
            int32_t numbers[3];
            char mark;
            if (reader->columns[i] != COLUMN_DATE || !split_date(cells[i].text, numbers, &mark) ||
                mark == '.')
                continue;
            bool is_day_first = make_date(numbers, ORDER_DAY_FIRST).year != 0;
            bool is_month_first = make_date(numbers, ORDER_MONTH_FIRST).year != 0;
            if (is_day_first != is_month_first)
                reader->order = is_day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
        }
        arena_reset(reader->rows);
    }
}

/* ---- times ---- */

static void report(Reader *reader, const CsvCell *cell, const char *code, const char *hint,
                   const char *message) {
    diagnostics_add(reader->gather.diagnostics, SEVERITY_ERROR, code, cell_at(reader, cell), hint,
                    message, str_arg(cell->text));
}

static bool read_row_date(Reader *reader) {
    const CsvCell *cell = cell_of(reader, COLUMN_DATE);
    if (cell->text.len == 0)
        return true;
    Date date;
    if (read_date(reader, cell->text, &date)) {
        if (date_compare(date, reader->date) != 0)
            reader->latest = -1;
        reader->date = date;
        return true;
    }
    int32_t numbers[3];
    char mark;
    bool is_ambiguous = split_date(cell->text, numbers, &mark);
    report(reader, cell, "bad-date", "write year, month and day: 2026-05-16",
           is_ambiguous ? "the date \"%.*s\" can be read in two ways; the session is left out"
                        : "\"%.*s\" is not a date; the session is left out");
    return false;
}

/* "9:05", or a whole "2026-05-16 9:05". */
static bool read_moment(const Reader *reader, Str text, IsoTime *time) {
    *time = (IsoTime){.offset = ISO_NO_OFFSET};
    if (time_parse(text, &time->minutes, NULL)) {
        time->date = reader->date;
        return true;
    }
    if (iso_time_parse(text, time))
        return true;
    size_t space = str_find(text, " "); /* "16.05.2026 9:05", as Excel writes it */
    return space != SIZE_MAX && read_date(reader, str_slice(text, 0, space), &time->date) &&
           time_parse(str_slice(text, space + 1, text.len), &time->minutes, NULL);
}

static bool read_start(Reader *reader, When *when) {
    const CsvCell *start = cell_of(reader, COLUMN_START), *time = cell_of(reader, COLUMN_TIME);
    int32_t from, until;
    if (start->text.len == 0 && time_range_parse(time->text, &from, &until, NULL)) {
        when->start = (IsoTime){.date = reader->date, .minutes = from, .offset = ISO_NO_OFFSET};
        when->end = (IsoTime){.minutes = until, .offset = ISO_NO_OFFSET};
        when->has_end = true;
        return true;
    }
    const CsvCell *cell = start->text.len ? start : time;
    if (cell->text.len == 0) {
        gather_unscheduled(&reader->gather, gather_at(&reader->gather, reader->cells[0].offset, 1));
        return false;
    }
    if (time_range_parse(cell->text, &from, &until, NULL)) {
        when->start = (IsoTime){.date = reader->date, .minutes = from, .offset = ISO_NO_OFFSET};
        when->end = (IsoTime){.minutes = until, .offset = ISO_NO_OFFSET};
        when->has_end = true;
        return true;
    }
    if (read_moment(reader, cell->text, &when->start))
        return true;
    report(reader, cell, "bad-time", "write hours and minutes: 9:05",
           "\"%.*s\" is not a time; the session is left out");
    return false;
}

/* A table that goes on past midnight does so under the evening's date. */
static void settle_night(Reader *reader, When *when) {
    if (!when->start.date.year) {
        reader->gather.is_undated = true;
        return;
    }
    bool is_of_row = date_compare(when->start.date, reader->date) == 0;
    if (is_of_row && when->start.minutes < NIGHT_END && reader->latest >= NOON) {
        when->start.date = date_add(when->start.date, 1);
        if (when->end.date.year && date_compare(when->end.date, reader->date) == 0)
            when->end.date = date_add(when->end.date, 1);
    } else if (is_of_row && when->start.minutes > reader->latest) {
        reader->latest = when->start.minutes;
    }
}

static bool read_when(Reader *reader, When *when) {
    *when = (When){.start.offset = ISO_NO_OFFSET};
    if (!read_row_date(reader) || !read_start(reader, when))
        return false;
    const CsvCell *end = cell_of(reader, COLUMN_END), *length = cell_of(reader, COLUMN_DURATION);
    const CsvCell *end_date = cell_of(reader, COLUMN_END_DATE);
    if (end->text.len && !when->has_end) {
        when->has_end = read_moment(reader, end->text, &when->end);
        if (!when->has_end)
            diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "bad-time",
                            cell_at(reader, end), "write hours and minutes: 9:05",
                            "\"%.*s\" is not a time; the session's end is guessed",
                            str_arg(end->text));
        Date date;
        bool is_time_only = time_parse(end->text, &(int32_t){0}, NULL);
        if (is_time_only) /* the first such time after the start, unless a date says more */
            when->end.date = (Date){0};
        if (is_time_only && read_date(reader, end_date->text, &date))
            when->end.date = date;
    } else if (length->text.len && !when->has_end &&
               !iso_length_parse(length->text, &when->length)) {
        when->length = 0;
        diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "bad-duration",
                        cell_at(reader, length), "write minutes: 30",
                        "\"%.*s\" is not a length of time", str_arg(length->text));
    }
    settle_night(reader, when);
    return true;
}

/* ---- lists in cells ---- */

/* How long the mark is that separates two things at `at`; 0: none is there. A comma or an
 * ampersand only counts for names. */
static size_t separator_at(Str text, size_t at, bool are_names) {
    static const char *const ALWAYS[] = {";", "；", "、", "|", "\n", "/ "};
    static const char *const IN_NAMES[] = {",", "，", " & ", "＆", " and ", " und ", " / ", "/"};
    Str rest = str_slice(text, at, text.len);
    for (size_t i = 0; i < countof(ALWAYS); i++)
        if (str_starts(rest, ALWAYS[i]) && (are_names || i < 5))
            return strlen(ALWAYS[i]);
    for (size_t i = 0; are_names && i < countof(IN_NAMES); i++)
        if (str_starts(rest, IN_NAMES[i]))
            return strlen(IN_NAMES[i]);
    return 0;
}

static size_t split(Str text, bool are_names, Str *parts) {
    size_t count = 0, from = 0, depth = 0;
    for (size_t i = 0; i <= text.len && count < PARTS_MAX;) {
        char c = i < text.len ? text.s[i] : 0;
        Str rest = str_slice(text, i, text.len);
        if (c == '(' || str_starts(rest, "（"))
            depth++;
        else if (depth > 0 && (c == ')' || str_starts(rest, "）")))
            depth--;
        size_t len = i < text.len && depth == 0 ? separator_at(text, i, are_names) : 0;
        if (i < text.len && len == 0) {
            i++;
            continue;
        }
        Str part = str_trim(str_slice(text, from, i - from));
        if (part.len)
            parts[count++] = part;
        i += len ? len : 1;
        from = i;
    }
    return count;
}

/* "Name (Affiliation)" */
static void split_person(Str whole, Str *name, Str *affiliation) {
    size_t open = str_find(whole, " (");
    *name = whole;
    *affiliation = (Str){0};
    if (open == SIZE_MAX || open == 0 || !str_ends(whole, ")"))
        return;
    *name = str_slice(whole, 0, open);
    *affiliation = str_slice(whole, open + 2, whole.len - open - 3);
}

/* The colon of "10:Name", where 10 is the person's number in another program (voctosched); SIZE_MAX
 * when there is none. */
static size_t number_end(Str name) {
    size_t at = 0;
    while (at < name.len && ascii_is_digit(name.s[at]))
        at++;
    return at > 0 && at + 1 < name.len && name.s[at] == ':' ? at : SIZE_MAX;
}

static void cut_numbers(Str *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (number_end(names[i]) == SIZE_MAX)
            return;
    for (size_t i = 0; i < count; i++)
        names[i] = str_trim(str_slice(names[i], number_end(names[i]) + 1, names[i].len));
}

static void read_speakers(Reader *reader, Session *session) {
    Gather *gather = &reader->gather;
    Str names[PARTS_MAX], affiliations[PARTS_MAX];
    /* The semicolon of "&eacute;" separates nothing. */
    Str whole = html_decode(gather->scratch, cell_of(reader, COLUMN_SPEAKERS)->text);
    size_t count = split(whole, true, names);
    cut_numbers(names, count);
    Str beside = html_decode(gather->scratch, cell_of(reader, COLUMN_AFFILIATION)->text);
    size_t beside_count = split(beside, false, affiliations);
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        Str name, affiliation;
        split_person(names[i], &name, &affiliation);
        if (affiliation.len == 0 && count == 1)
            affiliation = beside;
        else if (affiliation.len == 0 && beside_count == count)
            affiliation = affiliations[i];
        Speaker *place = &speakers[session->speaker_count];
        place->name = gather_line(gather, name, session->at);
        place->affiliation = gather_line(gather, affiliation, session->at);
        session->speaker_count += place->name.count > 0;
    }
    session->speakers = speakers;
}

/* True for a cell that means every room. */
static bool is_everywhere(Str word) {
    static const char *const WORDS[] = {"all",  "all rooms", "everywhere", "*",    "alle",
                                        "全部", "所有",      "所有会场",   "全体", "全場"};
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_nocase(word, str_from(WORDS[i])))
            return true;
    return false;
}

static void read_rooms(Reader *reader, Session *session) {
    Gather *gather = &reader->gather;
    Str names[PARTS_MAX], cell = html_decode(gather->scratch, cell_of(reader, COLUMN_ROOM)->text);
    size_t count = is_everywhere(cell) ? 0 : split(cell, false, names);
    size_t *rooms = arena_new(gather->draft.arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        size_t room = word_table_get(&gather->rooms, names[i], SCHEDULE_NONE);
        if (room == SCHEDULE_NONE)
            room = gather_room(gather, names[i],
                               &(RoomWords){.name = gather_line(gather, names[i], session->at),
                                            .at = session->at});
        bool is_known = false;
        for (size_t k = 0; k < session->room_count; k++)
            is_known = is_known || rooms[k] == room;
        if (!is_known)
            rooms[session->room_count++] = room;
    }
    session->rooms = rooms;
}

/* ---- rows ---- */

static void read_row(Reader *reader) {
    Gather *gather = &reader->gather;
    Position at = gather_at(gather, reader->cells[0].offset, 1);
    if (reader->cell_count > reader->column_count && !reader->has_long_row &&
        reader->cells[reader->column_count].text.len) {
        reader->has_long_row = true;
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "long-row",
                        cell_at(reader, &reader->cells[reader->column_count]),
                        "a cell with the separator in it stands in quotes",
                        "the row has more cells than the table has columns");
    }
    When when;
    if (!read_when(reader, &when))
        return;
    Session session = {.at = at};
    Translation texts[LANGUAGES_MAX];
    size_t count = texts_of(reader, COLUMN_TITLE, texts);
    for (size_t i = 0; i < count; i++) {
        SessionStatus status = words_cut_status(&texts[i].text);
        if (status != SESSION_CONFIRMED)
            session.status = status;
    }
    Str title = count ? texts[0].text : (Str){0};
    session.title = gather_lines(gather, texts, count, at);
    count = texts_of(reader, COLUMN_SUBTITLE, texts);
    session.subtitle = gather_lines(gather, texts, count, at);
    count = texts_of(reader, COLUMN_ABSTRACT, texts);
    session.abstract = gather_abstracts(gather, texts, count, at);
    session.note = gather_line(gather, cell_of(reader, COLUMN_NOTE)->text, at);
    SessionStatus status = words_status(cell_of(reader, COLUMN_STATUS)->text);
    if (status != SESSION_STATUS_COUNT && session.status == SESSION_CONFIRMED)
        session.status = status;
    session.id = gather_word(gather, cell_of(reader, COLUMN_ID)->text);
    session.url = gather_word(gather, cell_of(reader, COLUMN_URL)->text);
    session.language = gather_word(gather, words_language(cell_of(reader, COLUMN_LANGUAGE)->text));
    session.do_not_record = words_is_yes(cell_of(reader, COLUMN_RECORD)->text);
    read_speakers(reader, &session);
    read_rooms(reader, &session);
    session.type = words_session_type(words_kind(cell_of(reader, COLUMN_TYPE)->text), title,
                                      session.speaker_count > 0);
    Str track = cell_of(reader, COLUMN_TRACK)->text;
    session.track = SCHEDULE_NONE;
    if (track.len)
        session.track = word_table_get(&gather->tracks, track, SCHEDULE_NONE);
    if (track.len && session.track == SCHEDULE_NONE)
        session.track = gather_track(gather, track, (Str){0}, gather_line(gather, track, at), at);
    gather_session(gather, &session, &when);
}

Schedule *csv_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    Reader reader = {
        .gather = gather_create(input, text, diagnostics), .rows = arena_create(), .latest = -1};
    size_t skipped, known;
    Str body = without_sep_line(text, &skipped);
    char separator = find_separator(reader.gather.scratch, body, &known);
    CsvReader rows = csv_reader_create(reader.rows, text, separator);
    rows.at = skipped;
    reader.cells = csv_reader_next(&rows, &reader.cell_count);
    Schedule *schedule = NULL;
    if (reader.cells && read_header(&reader)) {
        find_order(&reader, rows);
        for (;;) {
            arena_reset(reader.rows);
            reader.cells = csv_reader_next(&rows, &reader.cell_count);
            if (!reader.cells)
                break;
            read_row(&reader);
        }
        if (rows.bad_quote != SIZE_MAX)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "open-quote",
                            gather_at(&reader.gather, rows.bad_quote, 1),
                            "close the quote, or write \"\" for a quote inside a cell",
                            "the quote that opens here is never closed");
        schedule = gather_finish(&reader.gather, "a table (CSV)");
    } else {
        gather_free(&reader.gather);
    }
    arena_free(reader.rows);
    return schedule;
}
