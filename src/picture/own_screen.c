#include "picture/own_screen.h"

#include "base/address.h"
#include "base/ascii.h"
#include "base/files.h"
#include "formats/yaml_out.h"
#include "picture/source_screens.h"

/* The first line of what was written here, by which it is known again. */
static const char MARK[] = "# From the operator's page, which writes over this file; without this "
                           "line it leaves it alone.\n";

enum { NAME_MAX_BYTES = 40, FILE_MAX_BYTES = 64 * 1024 };

static bool is_name(Str name) {
    bool is_good = name.len > 0 && name.len <= NAME_MAX_BYTES;
    for (size_t i = 0; i < name.len && is_good; i++)
        is_good = ascii_is_letter(name.s[i]) || ascii_is_digit(name.s[i]) || name.s[i] == '-' ||
                  name.s[i] == '_';
    return is_good;
}

/* Several computers may read one folder. */
static const ScreenPlan *others_plan(const ScreenPlans *plans, Str host) {
    for (size_t i = 0; i < plans->count; i++)
        if (!str_equal(plans->items[i].host, host))
            return &plans->items[i];
    return NULL;
}

/* Why the file there is not ours to write; empty: it is. */
static Str why_not(Arena *arena, const SourceSettings *settings, Str path) {
    Str bytes;
    if (!settings->follows_plan || !settings->path || address_is_web(settings->path) || !path.len)
        return str_from("this kiosk's schedule lies on a server, or came with the program: no plan "
                        "of screens can be put beside it");
    if (settings->screen.name.len)
        return str_from("this screen's name is said where it is started (--screen)");
    if (settings->is_room_said)
        return str_from("this screen's room is said where it is started (--room)");
    bool is_there = file_exists(path.s);
    bool is_read = is_there && file_read_within(arena, path.s, FILE_MAX_BYTES, &bytes);
    ScreenPlans plans = source_screens(arena, settings);
    bool is_ours = is_read ? str_starts(bytes, MARK) : !is_there && plans.count == 0;
    if (!is_ours)
        return str_printf(arena, "%.*s says already what each screen shows: change it there",
                          str_arg(is_there ? path : str_from(settings->path)));
    const ScreenPlan *other = others_plan(&plans, settings->screen.host);
    return other ? str_printf(arena,
                              "%.*s is about \"%.*s\" of another computer, too: change it "
                              "there",
                              str_arg(path), str_arg(other->name))
                 : (Str){0};
}

static Str write_plan(Arena *arena, Str host, Str name, Str room) {
    YamlOut out = {.text = {.arena = arena}};
    yaml_put(&out, MARK);
    yaml_scalar(&out, name);
    yaml_put(&out, ":\n");
    yaml_word(&out, 1, "host", host);
    yaml_word(&out, 1, "room", room);
    return str_builder_text(&out.text);
}

bool own_screen_plan(Arena *arena, const SourceSettings *settings, Str name, Str room,
                     OwnScreenFile *file, Str *problem) {
    *file = (OwnScreenFile){.path = screens_path_of(arena, settings)};
    if (!is_name(name)) {
        *problem = str_from("write a name of letters, digits, - and _, at most 40");
        return false;
    }
    *problem = why_not(arena, settings, file->path);
    if (problem->len)
        return false;
    file->text = write_plan(arena, settings->screen.host, name, room);
    Diagnostics found = diagnostics_create(arena, file->path, file->text);
    screen_plans_read(arena, file->text, false, &found);
    for (size_t i = 0; i < found.count && !problem->len; i++)
        if (found.items[i].severity == SEVERITY_ERROR)
            *problem = found.items[i].message;
    return problem->len == 0;
}
