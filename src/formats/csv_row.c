/* csv_row.c: cells to a session. */
#include "formats/csv_row.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/csv_list.h"
#include "formats/html_entities.h"
#include "formats/html_text.h"
#include "formats/words.h"

enum { LANGUAGES_MAX = 4 };

const CsvCell *csv_row_cell(const CsvRow *row, Column column) {
    static const CsvCell NONE = {0};
    const CsvCell *found = &NONE;
    for (size_t i = 0; i < row->plan->column_count && i < row->count; i++)
        if (row->plan->columns[i] == column && found->text.len == 0)
            found = &row->cells[i];
    return found;
}

bool csv_row_is_alone(const CsvRow *row, const CsvCell *cell) {
    for (size_t i = 0; i < row->count; i++)
        if (&row->cells[i] != cell && row->cells[i].text.len)
            return false;
    return true;
}

Position csv_row_at(Gather *gather, const CsvCell *cell) {
    int32_t span = 0;
    for (size_t i = 0; i < cell->text.len && span < 60; span++)
        str_next_rune(cell->text, &i);
    return gather_at(gather, cell->offset, span);
}

/* ---- texts in several languages ---- */

/* The language of a text beside others that do not say theirs: Chinese is seen by its script, and
 * what stands beside it is most likely English. */
static Str guess_language(const Translation *texts, size_t count, Str text) {
    Str guess = str_from(words_has_han(text) ? "zh" : "en");
    for (size_t i = 0; i < count; i++)
        if (str_equal(texts[i].language, guess))
            return str_from("und");
    return guess;
}

static size_t texts_of(const CsvRow *row, Column column, Translation *texts) {
    size_t count = 0;
    const CsvPlan *plan = row->plan;
    for (size_t i = 0; i < plan->column_count && i < row->count; i++)
        if (plan->columns[i] == column && row->cells[i].text.len && count < LANGUAGES_MAX)
            texts[count++] = (Translation){.language = str_from(plan->words[i].language),
                                           .text = row->cells[i].text};
    for (size_t i = 0; count > 1 && i < count; i++)
        if (texts[i].language.len == 0)
            texts[i].language = guess_language(texts, count, texts[i].text);
    return count;
}

/* ---- people ---- */

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

/* "Ann Example <ann@example.org>": an address is not for the hall. It stays where it is all. */
static Str without_address(Str name) {
    char close = name.len ? name.s[name.len - 1] : 0;
    size_t open = close == '>'   ? str_find(name, "<")
                  : close == ')' ? str_find(name, "(")
                                 : SIZE_MAX;
    if (open == SIZE_MAX || open == 0 || !memchr(name.s + open, '@', name.len - open))
        return name;
    return str_trim(str_slice(name, 0, open));
}

/* True for what people write where nobody speaks. */
static bool is_nobody(Str cell) {
    static const char *const WORDS[] = {"n/a", "none", "nobody", "keine", "keiner", "aucun", "无"};
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_nocase(cell, str_from(WORDS[i])))
            return true;
    for (size_t i = 0; i < cell.len;) {
        uint32_t rune = str_next_rune(cell, &i);
        if (!(rune < 0x80 && strchr("-./?", (int)rune)) && !(rune >= 0x2010 && rune <= 0x2015))
            return false;
    }
    return true;
}

static size_t people_of(Gather *gather, Str cell, Str names[CSV_PARTS_MAX]) {
    bool has_tags = cell.len && memchr(cell.s, '<', cell.len);
    bool is_list = (str_starts(cell, "[") && str_ends(cell, "]")) ||
                   (str_starts(cell, "{") && str_ends(cell, "}"));
    if (is_list) /* as programs print one: ['Ann', "Bob"] */
        cell = str_slice(cell, 1, cell.len - 2);
    Str text = has_tags ? html_to_text(gather->scratch, cell) : html_decode(gather->scratch, cell);
    size_t found = is_nobody(text) ? 0 : csv_list_people(text, names), count = 0;
    for (size_t i = 0; i < found; i++)
        if (!is_nobody(names[i]))
            names[count++] = without_address(names[i]);
    return count;
}

/* Of the first column that says something, or of all that have a number: "Speaker 1", "Speaker 2".
 * The semicolon of "&eacute;" separates nothing. */
static size_t speaker_names(Gather *gather, const CsvRow *row, Str names[CSV_PARTS_MAX]) {
    const CsvPlan *plan = row->plan;
    Str first = csv_row_cell(row, COLUMN_SPEAKERS)->text;
    size_t count = people_of(gather, first, names);
    if (plan->are_names_reversed && count > 0) {
        names[0] = html_decode(gather->scratch, first);
        return 1;
    }
    bool is_first = true;
    for (size_t i = 0; i < plan->column_count && i < row->count; i++) {
        if (plan->columns[i] != COLUMN_SPEAKERS || row->cells[i].text.len == 0)
            continue;
        Str more[CSV_PARTS_MAX];
        size_t found = is_first || !plan->words[i].is_numbered
                           ? 0
                           : people_of(gather, row->cells[i].text, more);
        for (size_t k = 0; k < found && count < CSV_PARTS_MAX; k++)
            names[count++] = more[k];
        is_first = false;
    }
    return count;
}

/* First and last name in columns of their own. */
static size_t name_of_parts(Gather *gather, const CsvRow *row, Str names[CSV_PARTS_MAX]) {
    Str given = csv_row_cell(row, COLUMN_GIVEN)->text,
        family = csv_row_cell(row, COLUMN_FAMILY)->text;
    Str whole = str_printf(gather->scratch, "%.*s %.*s", str_arg(given), str_arg(family));
    names[0] = str_trim(html_decode(gather->scratch, whole));
    return names[0].len > 0;
}

static void read_speakers(Gather *gather, const CsvRow *row, Session *session) {
    Str names[CSV_PARTS_MAX], affiliations[CSV_PARTS_MAX];
    size_t count = speaker_names(gather, row, names);
    cut_numbers(names, count);
    if (count == 0)
        count = name_of_parts(gather, row, names);
    Str beside = html_decode(gather->scratch, csv_row_cell(row, COLUMN_AFFILIATION)->text);
    size_t beside_count = csv_list_split(beside, affiliations);
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

void csv_row_people(Gather *gather, Str cell, Session *session) {
    Str names[CSV_PARTS_MAX];
    size_t count = people_of(gather, cell, names);
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        Str name, affiliation;
        split_person(names[i], &name, &affiliation);
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

WordTable csv_row_all_rooms(Arena *arena, const CsvPlan *plan) {
    WordTable rooms = {.arena = arena};
    Arena *scratch = arena_create();
    CsvReader reader = csv_reader_create(scratch, plan->text, plan->separator);
    reader.at = plan->body_at;
    CsvRow row = {.plan = plan};
    while (plan->has[COLUMN_ROOM] && (row.cells = csv_reader_next(&reader, &row.count))) {
        Str name = csv_row_cell(&row, COLUMN_ROOM)->text;
        if (name.len && word_table_get(&rooms, name, SCHEDULE_NONE) == SCHEDULE_NONE)
            word_table_put(&rooms, str_copy(arena, name), 0);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return rooms;
}

/* Names that the table has by themselves, too, between commas and the like; 0: it does not. */
static size_t split_known(const CsvPlan *plan, Str cell, Str names[CSV_PARTS_MAX]) {
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= cell.len && count < CSV_PARTS_MAX; i++) {
        if (i < cell.len && !strchr(",+&/", cell.s[i]))
            continue;
        Str part = str_trim(str_slice(cell, from, i - from));
        if (word_table_get(&plan->rooms, part, SCHEDULE_NONE) == SCHEDULE_NONE)
            return 0;
        names[count++] = part;
        from = i + 1;
    }
    return count > 1 ? count : 0;
}

void csv_row_rooms(Gather *gather, const CsvPlan *plan, Str cell, Session *session) {
    Str names[CSV_PARTS_MAX];
    cell = html_decode(gather->scratch, cell);
    size_t count = is_everywhere(cell) ? 0 : split_known(plan, cell, names);
    if (count == 0 && !is_everywhere(cell))
        count = csv_list_split(cell, names);
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

/* ---- the whole ---- */

/* What a spreadsheet shows for =HYPERLINK("address","text"). */
static Str shown_text(Str text) {
    if (!str_equal_nocase(str_slice(text, 0, 11), str_from("=hyperlink(")) ||
        !str_ends(text, "\")"))
        return text;
    size_t until = text.len - 2, from = until;
    while (from > 0 && text.s[from - 1] != '"')
        from--;
    return str_slice(text, from, until - from);
}

static Str word_of(Gather *gather, const CsvRow *row, Column column) {
    return gather_word(gather, csv_row_cell(row, column)->text);
}

static size_t track_of(Gather *gather, Str track, Position at) {
    if (track.len == 0)
        return SCHEDULE_NONE;
    size_t known = word_table_get(&gather->tracks, track, SCHEDULE_NONE);
    return known != SCHEDULE_NONE
               ? known
               : gather_track(gather, track, (Str){0}, gather_line(gather, track, at), at);
}

Session csv_row_session(Gather *gather, const CsvRow *row, const When *when) {
    Position at = gather_at(gather, row->cells[0].offset, 1);
    Session session = {.at = at};
    Translation texts[LANGUAGES_MAX];
    Str group = csv_row_cell(row, COLUMN_GROUP)->text,
        track = csv_row_cell(row, COLUMN_TRACK)->text;
    size_t count = texts_of(row, COLUMN_TITLE, texts);
    if (count == 0) /* "Session: Lunch", beside a column of titles */
        texts[count++] = (Translation){.text = group};
    else if (track.len == 0)
        track = group;
    for (size_t i = 0; i < count; i++) {
        texts[i].text = shown_text(texts[i].text);
        SessionStatus status = words_cut_status(&texts[i].text);
        if (status != SESSION_CONFIRMED)
            session.status = status;
    }
    Str title = texts[0].text;
    session.title = gather_lines(gather, texts, count, at);
    count = texts_of(row, COLUMN_SUBTITLE, texts);
    session.subtitle = gather_lines(gather, texts, count, at);
    count = texts_of(row, COLUMN_ABSTRACT, texts);
    session.abstract = gather_abstracts(gather, texts, count, at);
    session.note = gather_line(gather, csv_row_cell(row, COLUMN_NOTE)->text, at);
    SessionStatus status = words_status(csv_row_cell(row, COLUMN_STATUS)->text);
    if (status != SESSION_STATUS_COUNT && session.status == SESSION_CONFIRMED)
        session.status = status;
    session.id = word_of(gather, row, COLUMN_ID);
    session.url = word_of(gather, row, COLUMN_URL);
    session.language =
        gather_word(gather, words_language(csv_row_cell(row, COLUMN_LANGUAGE)->text));
    session.do_not_record = words_is_yes(csv_row_cell(row, COLUMN_RECORD)->text) ||
                            words_is_no(csv_row_cell(row, COLUMN_CAMERAS)->text);
    read_speakers(gather, row, &session);
    csv_row_rooms(gather, row->plan, csv_row_cell(row, COLUMN_ROOM)->text, &session);
    session.type = words_session_type(words_kind(csv_row_cell(row, COLUMN_TYPE)->text), title,
                                      session.speaker_count > 0, when_length(when));
    session.track = track_of(gather, track, at);
    return session;
}
