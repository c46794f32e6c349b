/* fonts_own.c: a look's own typefaces before the configured ones. */
#include "text/fonts_config.h"

static FontFamily family_of(const OwnFont *own) {
    FontFamily family = {.name = str_from("the look's own"), .is_own = true};
    for (size_t weight = 0; weight < WEIGHT_COUNT; weight++)
        family.files[weight].path = own->files[weight];
    return family;
}

static void begin_with(Arena *arena, FontRoleConfig *role, size_t family) {
    size_t *chain = arena_new(arena, size_t, role->chain_count + 1);
    chain[0] = family;
    for (size_t i = 0; i < role->chain_count; i++)
        chain[i + 1] = role->chain[i];
    role->chain = chain;
    role->chain_count++;
}

const FontsConfig *fonts_config_with(Arena *arena, const FontsConfig *config, const OwnFont *own,
                                     size_t count) {
    if (count == 0)
        return config;
    FontsConfig *with = arena_new(arena, FontsConfig, 1);
    FontFamily *families = arena_new(arena, FontFamily, config->family_count + count);
    *with = *config;
    for (size_t i = 0; i < config->family_count; i++)
        families[i] = config->families[i];
    for (size_t i = 0; i < count; i++) {
        families[config->family_count + i] = family_of(&own[i]);
        for (FontRole role = 0; role < FONT_ROLE_COUNT; role++)
            if (role == own[i].role ||
                (role >= FONT_OVERLAY_HEADING && font_role_usual(role) == own[i].role))
                begin_with(arena, &with->roles[role], config->family_count + i);
    }
    with->families = families;
    with->family_count += count;
    return with;
}
