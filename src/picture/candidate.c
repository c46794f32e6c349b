#include "picture/candidate.h"

#include <errno.h>

#include "base/file_write.h"
#include "base/files.h"
#include "formats/source_hash.h"
#include "picture/pieces.h"

void candidate_remark(Loaded *loaded, Str text) {
    Str *lines = (Str *)loaded->remarks;
    Str *line = arena_push(loaded->arena, &lines, &loaded->remark_count, &loaded->remark_capacity,
                           sizeof *lines, _Alignof(Str));
    *line = text;
    loaded->remarks = lines;
}

Candidate candidate_parse(Arena *arena, Str path, Str bytes, const LoaderSettings *settings) {
    Candidate candidate = {
        .path = path, .bytes = bytes, .diagnostics = diagnostics_create(arena, path, bytes)};
    FormatInput input = {.source = bytes,
                         .source_name = path,
                         .now = settings->now,
                         .zone = settings->zone,
                         .hints = settings->hints,
                         .threads = settings->threads,
                         .host_zone = settings->host_zone};
    candidate.schedule = schedule_load(&input, &candidate.diagnostics);
    return candidate;
}

Candidate candidate_bytes(Arena *arena, Str path, const Str *content) {
    Str bytes = content ? str_copy(arena, *content) : (Str){0}, remark = {0};
    if (content && content->len == 0)
        remark = str_printf(arena, "%.*s: nothing has come yet, and there is no earlier copy",
                            str_arg(path));
    else if (!content && !file_read(arena, path.s, &bytes))
        remark = str_printf(arena, "%.*s: %s", str_arg(path), file_error_words(errno));
    return (Candidate){.path = path,
                       .bytes = bytes,
                       .remark = remark,
                       .diagnostics = diagnostics_create(arena, path, (Str){0})};
}

const HeldBack *candidate_held(const SourceContent *content, const char *path) {
    const HeldBack *held = content ? content->held : NULL;
    if (!held)
        return NULL;
    bool is_it = content->is_url ? source_hash(content->bytes) == held->content
                                 : signature_equal(signature_of(path), held->file);
    return is_it ? held : NULL;
}

Candidate candidate_held_bytes(Arena *arena, Str path, const HeldBack *held) {
    Candidate candidate = candidate_bytes(arena, path, &held->bytes);
    if (!held->bytes.len)
        candidate.remark = str_copy(arena, held->why);
    return candidate;
}

Candidate candidate_read(Arena *arena, Str path, const Str *content,
                         const LoaderSettings *settings) {
    Candidate candidate = candidate_bytes(arena, path, content);
    if (!content && !candidate.remark.len)
        candidate.bytes = pieces_of_file(arena, path.s, candidate.bytes, &candidate.remark);
    return candidate.remark.len ? candidate
                                : candidate_parse(arena, path, candidate.bytes, settings);
}

Str candidate_problem(Arena *arena, const Candidate *candidate) {
    const Diagnostics *found = &candidate->diagnostics;
    if (candidate->schedule || candidate->remark.len)
        return candidate->schedule ? (Str){0} : candidate->remark;
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].severity == SEVERITY_ERROR)
            return diagnostic_format_line(arena, found, &found->items[i]);
    return str_printf(arena, "%.*s: nothing in it that could be shown", str_arg(candidate->path));
}

bool candidate_is_undated(const Schedule *schedule) {
    for (size_t i = 0; schedule && i < schedule->day_count; i++)
        if (schedule->days[i].is_undated)
            return true;
    return false;
}
