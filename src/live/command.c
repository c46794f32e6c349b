#include "live/command.h"

#include <string.h>

#include "live/kinds.h"
#include "live/names.h"

/* ---- the row -------------------------------------------------------------------------------- */

static const char *usage_of(const Reading *reading) {
    return kind_row(reading->out->op.kind)->usage;
}

static bool find_kind(Reading *reading, Str name, LiveKind *kind) {
    *kind = live_kind_by_name(name);
    if (*kind != LIVE_KIND_COUNT)
        return true;
    Str names[LIVE_KIND_COUNT];
    for (size_t i = 0; i < LIVE_KIND_COUNT; i++)
        names[i] = str_from(live_kind_name((LiveKind)i));
    Str near = name_suggestion(reading->arena, name, names, countof(names));
    Str list = near.len ? (Str){0} : name_list(reading->arena, names, countof(names));
    return reading_fail(reading, "\"%.*s\" is no command%.*s%s%.*s", str_arg(name), str_arg(near),
                        near.len ? "" : "; there are ", str_arg(list));
}

static size_t count_uses(const Kind *kind, WordUse use) {
    size_t count = 0;
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        count += kind->words[i].use == use;
    return count;
}

/* ---- a line --------------------------------------------------------------------------------- */

static bool has_key(const Word *word, Str key) {
    return word->is_key ? word->is_key(key) : str_equal_c(key, word->key);
}

/* The option "--key" (or "key") of the row; NULL: none. */
static const Word *option_of(const Kind *kind, Str text) {
    bool is_marked = str_starts(text, "--");
    if (is_marked)
        text = str_slice(text, 2, text.len);
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        if (kind->words[i].use == WORD_OPTION && (is_marked || !kind->words[i].word->is_key) &&
            has_key(kind->words[i].word, text))
            return kind->words[i].word;
    return NULL;
}

static bool fail_option(Reading *reading, const Kind *kind, Str word) {
    Str list = {0};
    size_t count = count_uses(kind, WORD_OPTION), said = 0;
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++) {
        if (kind->words[i].use != WORD_OPTION)
            continue;
        const char *between = said == 0 ? "" : (said + 1 == count ? " and " : ", ");
        list = str_printf(reading->arena, "%.*s%s--%s", str_arg(list), between,
                          kind->words[i].word->key);
        said++;
    }
    return reading_fail(reading,
                        "\"%.*s\" is not understood; there are %.*s (and the text stands in "
                        "quotation marks)",
                        str_arg(word), str_arg(list));
}

static bool fail_count(Reading *reading, const Kind *kind, const Str *words) {
    if (!kind->words[0].word)
        return reading_fail(reading, "\"%.*s\" is too much: the command stands alone",
                            str_arg(words[0]));
    return reading_fail(reading, "write: %s", usage_of(reading));
}

/* The words behind the command's name. */
static bool read_words(Reading *reading, const Kind *kind, const Str *words, size_t count) {
    size_t by_place = count_uses(kind, WORD_NEEDED) + count_uses(kind, WORD_MAYBE);
    bool has_options = count_uses(kind, WORD_OPTION) > 0;
    const Str *placed[KIND_WORDS_MAX] = {0};
    size_t placed_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_option = has_options && (str_starts(words[i], "--") || placed_count == by_place);
        if (!is_option && placed_count == by_place)
            return fail_count(reading, kind, words);
        if (!is_option) {
            placed[placed_count++] = &words[i];
            continue;
        }
        const Word *option = option_of(kind, words[i]);
        if (!option)
            return fail_option(reading, kind, words[i]);
        if (option->stands_alone) {
            if (!option->read(reading, str_from(option->key)))
                return false;
            continue;
        }
        if (i + 1 == count)
            return reading_fail(reading, "after \"%.*s\" something is missing", str_arg(words[i]));
        Str key = str_starts(words[i], "--") ? str_slice(words[i], 2, words[i].len) : words[i];
        i++;
        if (option->read_as ? !option->read_as(reading, key, words[i])
                            : !option->read(reading, words[i]))
            return false;
    }
    if (placed_count < count_uses(kind, WORD_NEEDED))
        return fail_count(reading, kind, words);
    for (size_t i = 0; i < placed_count; i++)
        if (!kind->words[i].word->read(reading, *placed[i]))
            return false;
    return true;
}

static bool read_line(Reading *reading, Str line) {
    const Str *words;
    size_t count;
    if (!command_split(reading->arena, line, &words, &count, reading->problem))
        return false;
    if (count == 0)
        return reading_fail(reading, "say what is to be done; \"help\" lists it");
    LiveOp *op = &reading->out->op;
    if (!find_kind(reading, words[0], &op->kind))
        return false;
    const Kind *kind = kind_row(op->kind);
    return read_words(reading, kind, words + 1, count - 1) &&
           (!kind->check || kind->check(reading));
}

/* ---- an object ------------------------------------------------------------------------------ */

static const char *const OWN_KEYS[] = {"do", "sender", "line"};

static bool is_own_key(const char *key) {
    for (size_t i = 0; i < countof(OWN_KEYS); i++)
        if (strcmp(OWN_KEYS[i], key) == 0)
            return true;
    return false;
}

static bool is_key_of(const Kind *kind, const char *key) {
    if (is_own_key(key))
        return true;
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
        if (has_key(kind->words[i].word, str_from(key)))
            return true;
    return false;
}

/* As staff would write it. True alone is the word itself ("force": true); false is not said. */
static bool value_as_word(Reading *reading, const char *key, const json_t *value, Str *word) {
    if (json_is_string(value))
        *word = str_copy(reading->arena,
                         (Str){.s = json_string_value(value), .len = json_string_length(value)});
    else if (json_is_integer(value))
        *word = str_printf(reading->arena, "%lld", (long long)json_integer_value(value));
    else if (json_is_true(value))
        *word = str_from(key);
    else if (!value || json_is_false(value) || json_is_null(value))
        *word = (Str){0};
    else
        return reading_fail(reading, "\"%s\" is neither a text nor a number", key);
    return true;
}

/* The members whose keys are the word's, such as languages, and no other word's. */
static bool read_family(Reading *reading, const Kind *kind, const Word *word, json_t *object) {
    const char *key;
    const json_t *value;
    json_object_foreach(object, key, value) {
        bool is_own = !is_own_key(key) && word->is_key(str_from(key));
        for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++)
            is_own = is_own &&
                     (kind->words[i].word->is_key || strcmp(kind->words[i].word->key, key) != 0);
        Str text;
        if (is_own && (!value_as_word(reading, key, value, &text) ||
                       !word->read_as(reading, str_copy(reading->arena, str_from(key)), text)))
            return false;
    }
    return true;
}

static bool read_members(Reading *reading, const Kind *kind, json_t *object) {
    const char *key;
    const json_t *value;
    json_object_foreach(object, key, value) {
        if (!is_key_of(kind, key))
            return reading_fail(reading, "%s has no \"%s\"; as a line it is: %s", kind->name, key,
                                kind->usage);
    }
    for (size_t i = 0; i < KIND_WORDS_MAX && kind->words[i].word; i++) {
        const Word *word = kind->words[i].word;
        if (word->read_as) {
            if (!read_family(reading, kind, word, object))
                return false;
            continue;
        }
        value = json_object_get(object, word->key);
        Str text;
        if (!value_as_word(reading, word->key, value, &text))
            return false;
        bool is_said = value && !json_is_null(value) && !json_is_false(value);
        if (!is_said && kind->words[i].use == WORD_NEEDED)
            return reading_fail(reading, "%s needs \"%s\"; as a line it is: %s", kind->name,
                                word->key, kind->usage);
        if (is_said && !word->read(reading, text))
            return false;
    }
    return !kind->check || kind->check(reading);
}

static bool read_object(Reading *reading, json_t *object) {
    Str name, line, sender;
    if (!value_as_word(reading, "do", json_object_get(object, "do"), &name) ||
        !value_as_word(reading, "line", json_object_get(object, "line"), &line) ||
        !value_as_word(reading, "sender", json_object_get(object, "sender"), &sender))
        return false;
    LiveOp *op = &reading->out->op;
    if (sender.len)
        op->sender = sender;
    if (line.len)
        return read_line(reading, line);
    if (name.len == 0)
        return reading_fail(reading,
                            "say what is to be done: {\"do\": \"…\"} or {\"line\": \"…\"}");
    return find_kind(reading, name, &op->kind) && read_members(reading, kind_row(op->kind), object);
}

static bool read_json(Reading *reading, Str text) {
    json_error_t error;
    json_t *root = json_loadb(text.s, text.len, JSON_REJECT_DUPLICATES, &error);
    bool is_read = json_is_object(root) ? read_object(reading, root)
                                        : reading_fail(reading, "this is no JSON: %s (at byte %d)",
                                                       error.text, error.position);
    json_decref(root);
    return is_read;
}

/* ---- either --------------------------------------------------------------------------------- */

bool command_parse(Arena *arena, Str text, Str sender, const Schedule *schedule, Instant now,
                   Command *out, Str *problem) {
    *problem = (Str){0};
    *out = (Command){.display = -1,
                     .op = {.kind = LIVE_KIND_COUNT,
                            .at = now,
                            .sender = sender,
                            .start = INSTANT_NEVER,
                            .end = INSTANT_NEVER,
                            .until = INSTANT_NEVER,
                            .people = -1,
                            .level = NOTICE_LEVEL_COUNT,
                            .view = VIEW_KIND_COUNT,
                            .target.at = INSTANT_NEVER}};
    Reading reading = {
        .arena = arena, .schedule = schedule, .now = now, .out = out, .problem = problem};
    text = str_trim(text);
    bool is_read = str_starts(text, "{") ? read_json(&reading, text) : read_line(&reading, text);
    out->op = live_op_copy(arena, &out->op); /* it outlives the schedule */
    return is_read;
}

bool command_names_file(LiveKind kind) {
    for (size_t i = 0; i < KIND_WORDS_MAX && kind_row(kind)->words[i].word; i++)
        if (kind_row(kind)->words[i].word->is_path)
            return true;
    return false;
}

bool command_has_preview(LiveKind kind) {
    return kind_row(kind)->is_change && !kind_row(kind)->is_staffs_hand;
}

bool command_is_alarm(const LiveOp *op, const LiveState *state) {
    if (op->kind == LIVE_UNDO && op->target.at == INSTANT_NEVER)
        return false; /* an emergency is not undone */
    for (size_t i = 0; op->number > 0 && i < state->count; i++)
        if (state->ops[i].number == op->number)
            return live_is_urgent(&state->ops[i]);
    return op->number == 0 && live_is_urgent(op);
}

bool command_prepare(Arena *arena, Str *words, size_t count, Str folder, LiveKind *kind,
                     Str *problem) {
    Reading reading = {.arena = arena, .problem = problem};
    if (count == 0)
        return reading_fail(&reading, "say what is to be done; \"kiosk live --help\" lists it");
    if (!find_kind(&reading, words[0], kind))
        return false;
    for (size_t i = 0; i < KIND_WORDS_MAX && i + 1 < count; i++) {
        const Word *word = kind_row(*kind)->words[i].word;
        if (word && word->is_path && folder.len && !str_starts(words[i + 1], "/"))
            words[i + 1] = str_printf(arena, "%.*s/%.*s", str_arg(folder), str_arg(words[i + 1]));
    }
    return true;
}

bool command_has_option(LiveKind kind, const char *key) {
    return option_of(kind_row(kind), str_from(key)) != NULL;
}

/* ---- help ----------------------------------------------------------------------------------- */

enum { HELP_COLUMN = 27 };

Str command_help(Arena *arena) {
    Str text = {0};
    for (LiveKind kind = 0; kind < LIVE_KIND_COUNT; kind++) {
        Str usage = str_from(kind_row(kind)->usage), rest = str_from(kind_row(kind)->help);
        bool is_long = usage.len >= HELP_COLUMN;
        text = str_printf(arena, "%.*s%-*.*s%s", str_arg(text), HELP_COLUMN, str_arg(usage),
                          is_long ? "\n" : "");
        for (bool is_first = !is_long; rest.len; is_first = false) {
            size_t end = str_find(rest, "\n");
            Str line = str_slice(rest, 0, end);
            text = str_printf(arena, "%.*s%*s%.*s\n", str_arg(text), is_first ? 0 : HELP_COLUMN, "",
                              str_arg(line));
            rest = end == SIZE_MAX ? (Str){0} : str_slice(rest, end + 1, rest.len);
        }
    }
    return text;
}

const char *command_usage(LiveKind kind) {
    return kind_row(kind)->usage;
}
