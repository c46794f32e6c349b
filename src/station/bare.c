#include "station/bare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/inherited.h"
#include "base/log.h"
#include "output/console.h"
#include "output/hotplug.h"

#define LOG_MODULE "kms"

struct Bare {
    KmsCalls calls;
    Kms *kms;         /* owned */
    Console *console; /* owned; NULL: not started on one */
    Hotplug *hotplug; /* owned; NULL: nobody tells */
    int timer;        /* owned: when to look again by itself */
    Millis timer_set; /* to what; INT64_MAX: not */
    Wake *wake;       /* borrowed; NULL before the start */
    BareHooks hooks;
    KmsOpen cards[KMS_CARDS_MAX]; /* that the wake knows */
    size_t card_count;
    uint32_t kept[KMS_CARDS_MAX]; /* by place: KmsOpen.opened of what is kept there; 0: nothing */
};

static bool has_desktop(void) {
    static const char *const NAMES[] = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET",
                                        "SDL_VIDEODRIVER"};
    for (size_t i = 0; i < countof(NAMES); i++) {
        const char *value = getenv(NAMES[i]);
        if (value && *value)
            return true;
    }
    return false;
}

bool bare_is_wanted(ShownBy kind) {
    switch (kind) {
    case SHOWN_BY_WHAT_THERE_IS:
        return !has_desktop() && kms_has_card();
    case SHOWN_BY_KMS:
        return true;
    case SHOWN_BY_WINDOW:
    case SHOWN_BY_COUNT:
        break;
    }
    return false;
}

/* What is kept is called by the card's place. */
static const char KEPT_NAME[] = "kiosk-drm-";

static size_t take_kept(Bare *bare, KmsKept kept[KMS_CARDS_MAX]) {
    Inherited inherited[KMS_CARDS_MAX];
    size_t count = inherited_named(KEPT_NAME, inherited, KMS_CARDS_MAX);
    for (size_t i = 0; i < count; i++) {
        kept[i] = (KmsKept){inherited[i].fd, atoi(inherited[i].name + strlen(KEPT_NAME))};
        if (kept[i].place >= 0 && kept[i].place < KMS_CARDS_MAX)
            bare->kept[kept[i].place] = UINT32_MAX; /* not known yet whether it is of use */
    }
    return count;
}

Bare *bare_open(const KmsSettings *settings) {
    Bare *bare = calloc(1, sizeof *bare);
    if (!bare)
        abort();
    bare->timer_set = INT64_MAX;
    bare->timer = -1;
    if (!kms_calls_load(&bare->calls)) {
        free(bare);
        return NULL;
    }
    bare->console = console_open();
    bare->hotplug = hotplug_open(); /* before the first look, so that nothing is missed */
    KmsKept kept[KMS_CARDS_MAX];
    KmsSettings with_kept = *settings;
    with_kept.kept = kept;
    with_kept.kept_count = take_kept(bare, kept);
    bare->kms = kms_open(&bare->calls, &with_kept);
    KmsOpen cards[KMS_CARDS_MAX];
    size_t count = kms_cards(bare->kms, cards);
    for (size_t i = 0; i < count; i++)
        if (bare->kept[cards[i].place] == UINT32_MAX)
            bare->kept[cards[i].place] = cards[i].opened;
    bare->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return bare;
}

void bare_close(Bare *bare) {
    if (!bare)
        return;
    bool is_kept = false;
    for (size_t place = 0; place < KMS_CARDS_MAX; place++)
        is_kept |= bare->kept[place] != 0;
    kms_close(bare->kms);
    hotplug_close(bare->hotplug);
    console_close(bare->console, is_kept);
    if (bare->timer >= 0)
        close(bare->timer);
    free(bare);
}

Kms *bare_kms(Bare *bare) {
    return bare->kms;
}

/* ---- what the wake calls -------------------------------------------------------------------- */

static void read_cards(void *context) {
    const Bare *bare = context;
    for (size_t i = 0; i < bare->card_count; i++)
        kms_read(bare->kms, bare->cards[i].fd);
}

/* What is open is kept for the next process, and nothing else: a card that has gone would be handed
 * over dead. */
static void keep_cards(Bare *bare) {
    uint32_t opened[KMS_CARDS_MAX] = {0};
    int fds[KMS_CARDS_MAX];
    for (size_t i = 0; i < bare->card_count; i++) {
        opened[bare->cards[i].place] = bare->cards[i].opened;
        fds[bare->cards[i].place] = bare->cards[i].fd;
    }
    for (size_t place = 0; place < KMS_CARDS_MAX; place++) {
        char name[sizeof KEPT_NAME + 8];
        snprintf(name, sizeof name, "%s%zu", KEPT_NAME, place);
        if (opened[place] == bare->kept[place])
            continue;
        if (bare->kept[place])
            bare->hooks.let_go(bare->hooks.context, name);
        bool is_kept = opened[place] && bare->hooks.keep(bare->hooks.context, fds[place], name);
        bare->kept[place] = is_kept ? opened[place] : 0;
    }
}

/* Cards have come and gone: the wake is told which are left. A descriptor that was closed has left
 * it by itself, and its number may be another one's by now. */
static void watch_cards(Bare *bare) {
    if (!bare->wake)
        return;
    for (size_t i = 0; i < bare->card_count; i++)
        wake_remove(bare->wake, bare->cards[i].fd);
    bare->card_count = kms_cards(bare->kms, bare->cards);
    for (size_t i = 0; i < bare->card_count; i++)
        wake_add(bare->wake, bare->cards[i].fd, read_cards, bare);
    keep_cards(bare);
}

static void take_look(Bare *bare) {
    watch_cards(bare);
    bare->hooks.changed(bare->hooks.context);
}

static void read_hotplug(void *context) {
    Bare *bare = context;
    if (!hotplug_read(bare->hotplug))
        return;
    kms_look(bare->kms);
    take_look(bare);
}

static void read_timer(void *context) {
    Bare *bare = context;
    uint64_t times;
    if (read(bare->timer, &times, sizeof times) != (ssize_t)sizeof times)
        return;
    bare->timer_set = INT64_MAX;
    kms_look_again(bare->kms);
    take_look(bare);
}

static void read_switch(void *context) {
    Bare *bare = context;
    switch (console_switched(bare->console)) {
    case CONSOLE_NOTHING:
        return;
    case CONSOLE_LEAVE:
        kms_pause(bare->kms);
        console_leave(bare->console);
        return;
    case CONSOLE_RETURN:
        kms_resume(bare->kms);
        take_look(bare);
        return;
    }
}

static void read_keys(void *context) {
    const Bare *bare = context;
    char bytes[64];
    size_t length = console_keys(bare->console, bytes, sizeof bytes);
    if (length == 0) /* somebody has hung it up */
        wake_remove(bare->wake, console_key_fd(bare->console));
    for (size_t at = 0; at < length;) {
        size_t used;
        Key key = key_of_terminal(bytes + at, length - at, &used);
        at += used;
        if (key.action != KEY_NONE)
            bare->hooks.key(bare->hooks.context, key);
    }
}

void bare_start(Bare *bare, Wake *wake, const BareHooks *hooks) {
    bare->wake = wake;
    bare->hooks = *hooks;
    if (bare->hotplug)
        wake_add(wake, hotplug_fd(bare->hotplug), read_hotplug, bare);
    if (bare->timer >= 0)
        wake_add(wake, bare->timer, read_timer, bare);
    if (bare->console) {
        wake_add(wake, console_switch_fd(bare->console), read_switch, bare);
        wake_add(wake, console_key_fd(bare->console), read_keys, bare);
        if (!console_is_front(bare->console))
            kms_pause(bare->kms);
    }
    watch_cards(bare);
}

void bare_before_sleep(Bare *bare) {
    kms_tidy(bare->kms);
    Millis wanted = kms_look_in(bare->kms);
    if (bare->timer < 0 || (wanted == INT64_MAX && bare->timer_set == INT64_MAX))
        return;
    struct itimerspec at = {0};
    if (wanted != INT64_MAX) {
        at.it_value.tv_sec = (time_t)(wanted / 1000);
        at.it_value.tv_nsec = (long)(wanted % 1000) * 1000000 + 1; /* 0 would be never */
    }
    timerfd_settime(bare->timer, 0, &at, NULL);
    bare->timer_set = wanted;
}
