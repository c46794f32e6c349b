#include "check/preflight_images.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/address.h"
#include "base/files.h"
#include "base/media.h"
#include "base/word_table.h"
#include "check/preflight_texts.h"
#include "render/clip.h"
#include "render/picture_fit.h"
#include "render/picture_maker.h"

#define CUT_MOST      0.25  /* of a slide that fills the screen */
#define ENLARGED_MOST 1.1   /* a tenth larger than stored is not seen from afar */
#define LOST_MOST     0.15f /* of a logo's outline */

typedef struct {
    Arena *arena; /* owned by the caller: of the messages */
    const Survey *survey;
    const SurveyPlan *plan;
    Str folder;
    const PreflightFolders *folders; /* borrowed */
    Str copy; /* the name in `folder` of what is called by an address; empty: it is a path */
    Diagnostics *diagnostics;
    PictureMaker *maker; /* owned by the caller */
} Check;

/* A picture as the file names it. */
typedef struct {
    Str path;
    Position at;
    const char *what; /* "partner's logo" */
} Picture;

/* ---- where it is ---------------------------------------------------------------------------- */

static bool climbs_out(Str path) {
    Str rest = path;
    while (rest.len) {
        size_t slash = str_find(rest, "/");
        if (str_equal_c(str_slice(rest, 0, slash), ".."))
            return true;
        rest = slash == SIZE_MAX ? (Str){0} : str_slice(rest, slash + 1, rest.len);
    }
    return str_starts(path, "/");
}

static const char *after_slashes(const char *name) {
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

/* The name in the folder that is nearest to `name`; empty when there is none. */
static Str nearest_name(Arena *arena, Str folder, Str name) {
    const Str *names;
    size_t count;
    if (!folder_list(arena, folder.s, &names, &count))
        return (Str){0};
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], name))
            return name;
    const Str *nearest = str_nearest(name, names, count);
    return nearest ? *nearest : (Str){0};
}

/* The path with each of its parts replaced by what is there and called nearly so; or a file of the
 * schedule's own folder that is called nearly like the picture. Empty when there is none. */
static Str nearest_file(const Check *check, Str path) {
    Arena *arena = check->arena;
    Str found = {0}, rest = path;
    while (rest.len) {
        size_t slash = str_find(rest, "/");
        Str folder = path_join(arena, check->folder, found.len ? found.s : ".");
        Str name = nearest_name(arena, folder, str_slice(rest, 0, slash));
        if (name.len == 0)
            break;
        found =
            str_printf(arena, "%.*s%s%.*s", str_arg(found), found.len ? "/" : "", str_arg(name));
        if (slash == SIZE_MAX)
            return found;
        rest = str_slice(rest, slash + 1, rest.len);
    }
    return nearest_name(arena, str_copy(arena, check->folder), path_name(path));
}

static void write_missing(const Check *check, const Picture *picture) {
    Str nearest = nearest_file(check, picture->path);
    const char *hint = nearest.len
                           ? arena_printf(check->arena, "did you mean \"%.*s\"?", str_arg(nearest))
                           : "put the file into the schedule's folder, or correct its name";
    diagnostics_add(check->diagnostics, SEVERITY_ERROR, "image-missing", picture->at, hint,
                    "the %s \"%.*s\" is not there: no such file in %s", picture->what,
                    str_arg(picture->path),
                    str_equal_c(check->folder, ".") ? "the schedule's folder"
                                                    : str_copy(check->arena, check->folder).s);
}

static void write_outside(const Check *check, const Picture *picture, const char *why) {
    diagnostics_add(check->diagnostics, SEVERITY_ERROR, "image-outside", picture->at,
                    arena_printf(check->arena, "copy it beside the schedule, and write \"%s\"",
                                 after_slashes(str_copy(check->arena, picture->path).s)),
                    "the %s \"%.*s\" %s; only files of the schedule's folder are opened",
                    picture->what, str_arg(picture->path), why);
}

static void write_broken(const Check *check, const Picture *picture, const char *why) {
    diagnostics_add(check->diagnostics, SEVERITY_ERROR, "image-broken", picture->at,
                    "save it again as PNG, JPEG, WebP or SVG; its name is shown instead",
                    "the %s \"%.*s\" cannot be shown: %s", picture->what, str_arg(picture->path),
                    why);
}

/* ---- what is in it -------------------------------------------------------------------------- */

static const SurveyImage *place_of(const Check *check, Str path) {
    for (size_t i = 0; check->survey && i < check->survey->image_count; i++)
        if (str_equal(check->survey->images[i].path, path))
            return &check->survey->images[i];
    return NULL;
}

/* A logo is drawn by its ink, so that only who drew it knows how far it was enlarged. */
static void check_size(const Check *check, const Picture *picture, const DecodeFacts *facts) {
    const SurveyImage *place = place_of(check, picture->path);
    if (!place)
        return;
    int32_t width = (int32_t)facts->width, height = (int32_t)facts->height;
    PictureBox box = {place->fit, (int32_t)place->width, (int32_t)place->height};
    ImageFit fit = picture_page_fit(width, height, &box);
    bool is_page = fit == FIT_PAGE_COVER || fit == FIT_PAGE_CONTAIN;
    double across = (double)place->width / width, down = (double)place->height / height;
    double scale = fit_is_by_ink(fit)      ? facts->scale
                   : fit == FIT_PAGE_COVER ? fmax(across, down)
                                           : fmin(across, down);
    if (scale <= ENLARGED_MOST)
        return;
    double shown = is_page ? fmin(scale, PICTURE_GROW_MAX) : scale;
    ScreenSize size = check->plan->sizes[place->where.size];
    diagnostics_add(
        check->diagnostics, SEVERITY_WARNING, "image-small", picture->at,
        arena_printf(check->arena, "bring it with at least %d by %d pixels, or as SVG",
                     (int)ceil(width * scale), (int)ceil(height * scale)),
        "the %s \"%.*s\" has %d by %d pixels; at %.*s in %s it is blown up to %d by %d%s",
        picture->what, str_arg(picture->path), (int)width, (int)height,
        str_arg(size_words(check->arena, size)), view_kind_name(place->where.view),
        (int)lround(width * shown), (int)lround(height * shown),
        shown < scale ? ", and no further" : "");
}

/* Of a slide that fills the screen because it is to. */
static void check_cut(const Check *check, const Picture *picture, const DecodeFacts *facts) {
    const SurveyImage *place = place_of(check, picture->path);
    if (!place || place->fit != FIT_PAGE_COVER)
        return;
    double across = place->width / facts->width, down = place->height / facts->height;
    double lost = 1 - fmin(across, down) / fmax(across, down);
    if (lost <= CUT_MOST)
        return;
    ScreenSize size = check->plan->sizes[place->where.size];
    diagnostics_add(check->diagnostics, SEVERITY_WARNING, "image-cut", picture->at,
                    "write fit: contain, or bring it in the screen's shape",
                    "the %s \"%.*s\" fills the screen at %.*s, where %d %% of it is cut off",
                    picture->what, str_arg(picture->path), str_arg(size_words(check->arena, size)),
                    (int)lround(lost * 100));
}

/* A logo that has both light and dark parts at its edge is not whole on any ground. */
static void check_plate(const Check *check, const Picture *picture, const SurveyImage *place,
                        const InkEdge *edge) {
    if (!fit_is_by_ink(place->fit))
        return;
    float lost = ink_lost(edge, place->plate.plate, place->plate.other);
    if (lost <= LOST_MOST)
        return;
    diagnostics_add(
        check->diagnostics, SEVERITY_WARNING, "logo-contrast", picture->at,
        "bring it in one colour, or on a white or black ground of its own",
        "the %s \"%.*s\" is light and dark at once: %d %% of its outline is hardly seen "
        "on the tile that suits it best",
        picture->what, str_arg(picture->path), (int)lroundf(lost * 100));
}

static void write_too_much(const Check *check, const Picture *picture, const char *why) {
    diagnostics_add(check->diagnostics, SEVERITY_ERROR, "image-too-much", picture->at,
                    "save it smaller or simpler; its name is shown instead",
                    "the %s \"%.*s\" is not shown: %s", picture->what, str_arg(picture->path), why);
}

/* Drawn as large as a screen shows it, or small where no view does. */
static void check_content(const Check *check, const Picture *picture) {
    enum { SIDE = 64 };
    PictureOrder order = {.folder = check->folder,
                          .path = check->copy.len ? check->copy : picture->path,
                          .box = {FIT_CONTAIN, SIDE, SIDE}};
    const SurveyImage *place = place_of(check, picture->path);
    if (place && place->width > 0 && place->height > 0) {
        order.box.fit = place->fit == FIT_LOGO          ? FIT_LOGO
                        : fit_is_by_ink(place->fit)     ? FIT_SIGN
                        : image_fit_is_page(place->fit) ? place->fit
                                                        : FIT_CONTAIN;
        order.box.width = place->width;
        order.box.height = place->height;
    }
    PictureResult result = picture_maker_make(check->maker, &order);
    switch (result.outcome) {
    case PICTURE_MADE:
        break;
    case PICTURE_GIVEN_UP:
        write_too_much(check, picture, result.facts.why);
        return;
    case PICTURE_UNCHANGED:
    case PICTURE_NOT_PLAIN:
    case PICTURE_REFUSED:
    case PICTURE_PUT_OFF:
        write_broken(check, picture, result.facts.why);
        return;
    }
    if (place)
        check_plate(check, picture, place, &result.image.edge);
    image_free(&result.image);
    if (!result.is_vector)
        check_size(check, picture, &result.facts);
    check_cut(check, picture, &result.facts);
    if (result.facts.moves)
        diagnostics_add(check->diagnostics, SEVERITY_WARNING, "image-still", picture->at,
                        "save it as MP4 for a slide that moves",
                        "the %s \"%.*s\" has several pictures; it stands still, with the first one",
                        picture->what, str_arg(picture->path));
    if (result.facts.has_text)
        diagnostics_add(check->diagnostics, SEVERITY_WARNING, "image-svg", picture->at,
                        "convert texts to paths in the drawing program",
                        "the %s \"%.*s\" has <text>, which looks as the fonts of each machine do",
                        picture->what, str_arg(picture->path));
}

static const char *why_away(const Check *check, Str address) {
    Str why = collect_problem(check->folders->beside, check->arena, address);
    return why.len ? str_copy(check->arena, why).s
                   : "it was not asked for; https: elsewhere is, unless --no-remote-pictures says "
                     "not to";
}

static bool has_copy(const Check *check, Str address) {
    Str copies = check->folders->copies, name = address_copy_name(check->arena, address);
    return copies.len && file_exists(path_join(check->arena, copies, name.s).s);
}

/* Its first frame, small. */
static void check_video(const Check *check, const Picture *picture) {
    enum { WIDTH = 320, HEIGHT = 180 };
    Clip *clip =
        clip_open(&(ClipOrder){.folder = check->folder,
                               .path = picture->path,
                               .box = {.fit = FIT_PAGE_CONTAIN, .width = WIDTH, .height = HEIGHT}});
    clip_wait(clip);
    char why[DECODE_WHY_MAX];
    clip_why(clip, why);
    if (clip_state(clip) == CLIP_BROKEN)
        diagnostics_add(check->diagnostics, SEVERITY_ERROR, "video-broken", picture->at,
                        "save it as MP4 with H.264, and see that ffmpeg is installed",
                        "the video \"%.*s\" cannot be played: %s", str_arg(picture->path), why);
    clip_close(clip);
}

/* What is called by an address: its copy, which was waited for. */
static void check_copy(const Check *check, const Picture *picture) {
    Str why = collect_problem(check->folders->beside, check->arena, picture->path);
    bool is_there = has_copy(check, picture->path);
    Str shown = address_public_name(check->arena, str_copy(check->arena, picture->path).s);
    if (!is_there || why.len)
        diagnostics_add(check->diagnostics, is_there ? SEVERITY_NOTE : SEVERITY_WARNING,
                        "image-remote", picture->at, NULL,
                        "the %s \"%.*s\" did not come from its server: %s%s", picture->what,
                        str_arg(shown), why_away(check, picture->path),
                        is_there ? "; the last copy is shown" : "; its name is shown instead");
    if (!is_there)
        return;
    Check here = *check;
    here.folder = check->folders->copies;
    here.copy = address_copy_name(check->arena, picture->path);
    check_content(&here, picture);
}

static void check_picture(const Check *all, const Picture *picture) {
    Str path = picture->path;
    if (path.len == 0)
        return;
    Check here = *all, *check = &here; /* in the folder that has it */
    here.folder = folder_with(here.arena, here.folder, path);
    const char *address = str_copy(check->arena, path).s;
    if (address_is_web(address)) {
        check_copy(check, picture);
        return;
    }
    if (str_find(path, "://") != SIZE_MAX) {
        write_outside(check, picture, "is an address that is not asked for");
        return;
    }
    if (climbs_out(path)) {
        write_outside(check, picture,
                      str_starts(path, "/") ? "begins at the root" : "leads out by \"..\"");
        return;
    }
    const char *why = "";
    FileStamp stamp;
    char *real = image_path_find(check->folder, path, &stamp, &why);
    struct stat status;
    Str full = path_join(check->arena, check->folder, str_copy(check->arena, path).s);
    if (real && media_is_video(path))
        check_video(check, picture);
    else if (real)
        check_content(check, picture);
    else if (stat(full.s, &status) != 0 && (errno == ENOENT || errno == ENOTDIR))
        write_missing(check, picture);
    else if (file_exists(full.s))
        write_outside(check, picture, "leads out by a link");
    else
        write_broken(check, picture, why);
    free(real);
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* Each once, however often its person speaks. Those that did not come from a server are told of
 * together: without a network there may be hundreds. */
static void check_photos(Check *check, const TextPlaces *places) {
    const Schedule *schedule = check->plan->schedule;
    WordTable seen = {.arena = check->arena};
    Picture away = {0};
    size_t away_count = 0;
    for (size_t i = 0; i < schedule->session_count; i++)
        for (size_t k = 0; k < schedule->sessions[i].speaker_count; k++) {
            const Speaker *speaker = &schedule->sessions[i].speakers[k];
            Str photo = speaker->photo;
            if (photo.len == 0 || word_table_get(&seen, photo, SCHEDULE_NONE) != SCHEDULE_NONE)
                continue;
            word_table_put(&seen, photo, i);
            Picture picture = {.path = photo,
                               .at = text_places_find(places, speaker->name.at, photo),
                               .what = "speaker's photo"};
            if (!address_is_web(str_copy(check->arena, photo).s) || has_copy(check, photo))
                check_picture(check, &picture);
            else if (away_count++ == 0)
                away = picture;
        }
    if (away_count == 1)
        check_picture(check, &away);
    else if (away_count > 1)
        diagnostics_add(
            check->diagnostics, SEVERITY_WARNING, "image-remote", away.at, NULL,
            "%zu speakers' photos did not come from their servers, the first one "
            "\"%.*s\": %s; initials are shown instead",
            away_count,
            str_arg(address_public_name(check->arena, str_copy(check->arena, away.path).s)),
            why_away(check, away.path));
}

void preflight_images(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                      const PreflightFolders *folders, Diagnostics *diagnostics) {
    const Schedule *schedule = plan->schedule;
    Check check = {.arena = arena_create(),
                   .survey = survey,
                   .plan = plan,
                   .folder = folders->schedule,
                   .folders = folders,
                   .diagnostics = diagnostics,
                   .maker = picture_maker_create(NULL)};
    Position event_at =
        schedule->event.name.at.line ? schedule->event.name.at : (Position){.line = 1, .column = 1};
    check_picture(&check, &(Picture){.path = schedule->event.logo,
                                     .at = text_places_find(places, event_at, schedule->event.logo),
                                     .what = "event's logo"});
    Str light = schedule->event.logo_on_light, picture = schedule->event.background;
    check_picture(&check, &(Picture){.path = light,
                                     .at = text_places_find(places, event_at, light),
                                     .what = "event's logo on light grounds"});
    check_picture(&check, &(Picture){.path = picture,
                                     .at = text_places_find(places, event_at, picture),
                                     .what = "event's background"});
    check_picture(&check, &(Picture){.path = schedule->overlay.picture,
                                     .at = schedule->overlay.picture_at,
                                     .what = "overlay's picture"});
    for (size_t i = 0; i < schedule->project_count; i++) {
        const Project *project = &schedule->projects[i];
        check_picture(&check, &(Picture){.path = project->logo,
                                         .at = text_places_find(places, project->at, project->logo),
                                         .what = "project's logo"});
    }
    for (size_t i = 0; i < schedule->partner_count; i++) {
        const Partner *partner = &schedule->partners[i];
        check_picture(&check, &(Picture){.path = partner->logo,
                                         .at = text_places_find(places, partner->at, partner->logo),
                                         .what = "partner's logo"});
    }
    for (size_t i = 0; i < schedule->slide_count; i++)
        check_picture(&check, &(Picture){.path = schedule->slides[i].picture,
                                         .at = schedule->slides[i].at,
                                         .what = "slide's picture"});
    check_photos(&check, places);
    picture_maker_free(check.maker);
    arena_free(check.arena);
}

void preflight_theme_images(const Theme *theme, Str assets, const PreflightFolders *folders,
                            Diagnostics *findings) {
    const Str places[IMAGE_ORIGIN_COUNT] = {[IMAGE_ASSET] = assets,
                                            [IMAGE_SCHEDULE] = folders->schedule,
                                            [IMAGE_THEME] = theme->folder};
    const struct {
        ThemePicture picture;
        const char *what;
    } pictures[] = {{theme->mark, "theme's mark"},
                    {theme->logo, "theme's logo"},
                    {theme->pattern, "theme's pattern"},
                    {theme->picture, "theme's picture"},
                    {theme->plate, "picture of the theme's overlay"}};
    Check check = {.arena = arena_create(),
                   .folders = folders,
                   .diagnostics = findings,
                   .maker = picture_maker_create(NULL)};
    for (size_t i = 0; i < countof(pictures); i++) {
        check.folder = places[pictures[i].picture.origin];
        check_picture(&check,
                      &(Picture){.path = pictures[i].picture.path, .what = pictures[i].what});
    }
    picture_maker_free(check.maker);
    arena_free(check.arena);
}
