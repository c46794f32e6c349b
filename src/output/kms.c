#include "output/kms.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "kms"

/* After something was plugged in, when displays that have not told all are asked again. What has
 * told nothing by then is asked at the last pace for ever: without a picture nobody is disturbed.
 */
static const Millis AGAIN[] = {500, 1500, 3000, 5000, 10000};

struct Kms {
    const KmsCalls *calls; /* borrowed */
    KmsSettings settings;
    KmsCard cards[KMS_CARDS_MAX]; /* calls NULL or fd -1: the place is free */
    KmsOutput outputs[DISPLAYS_MAX];
    int32_t order[DISPLAYS_MAX]; /* of the outputs that can show a picture */
    size_t count;
    bool is_paused;
    bool is_busy;    /* another program shows on a card … */
    char holder[96]; /* … this one; empty: nobody knows */
    char seen[256];  /* names of connectors that are not of the seat, with commas */
    char problem[448];
    bool is_denied;  /* a card may not be opened: it is new, and its rights are not there yet */
    bool is_unclear; /* a display has not told what it is yet */
    uint32_t opened[KMS_CARDS_MAX]; /* see KmsOpen */
    uint32_t opened_last;
    bool is_fresh[KMS_CARDS_MAX]; /* it was just looked at */
    bool is_told;   /* that something has changed: it is not by ourselves that we look */
    size_t looks;   /* in a row that left something unclear */
    Millis look_at; /* by steady_now; INT64_MAX: not */
};

static bool is_open(const KmsCard *card) {
    return card->calls && card->fd >= 0;
}

/* ---- cards ---------------------------------------------------------------------------------- */

static void close_outputs_of(Kms *kms, const KmsCard *card) {
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        if (kms->outputs[i].connector_id && kms->outputs[i].card == card)
            kms_output_close(&kms->outputs[i]);
}

static void close_card(Kms *kms, KmsCard *card) {
    close_outputs_of(kms, card);
    kms_card_close(card);
}

static bool has_number(const Kms *kms, int number) {
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]) && kms->cards[i].number == number)
            return true;
    return false;
}

/* One that nobody has opened is ours by being opened; else it is asked for. */
static bool become_master(const Kms *kms, const KmsCard *card) {
    return kms->calls->is_master(card->fd) || kms->calls->set_master(card->fd) == 0;
}

static void open_card(Kms *kms, int number) {
    KmsCard *card = kms->cards;
    while (card < kms->cards + KMS_CARDS_MAX && is_open(card))
        card++;
    if (card == kms->cards + KMS_CARDS_MAX)
        return;
    int fd = kms->calls->open_card(number);
    if (fd < 0 || !kms_card_open(card, kms->calls, fd, number)) {
        bool is_denied = errno == EACCES || errno == EPERM;
        log_print(is_denied ? LOG_WARNING : LOG_DEBUG, LOG_MODULE, "card%d shows nothing: %s",
                  number, strerror(errno));
        kms->is_denied |= is_denied;
        return;
    }
    kms->opened[card - kms->cards] = ++kms->opened_last;
    log_debug("card%d: %zu connectors, %s", number, card->connector_count,
              card->is_atomic ? "atomic" : "legacy");
}

/* What an earlier process has left; a card that has gone meanwhile is left out. */
static void adopt(Kms *kms, const KmsKept *kept) {
    bool has_place =
        kept->place >= 0 && kept->place < KMS_CARDS_MAX && !is_open(&kms->cards[kept->place]);
    if (!has_place) {
        kms->calls->close_card(kept->fd);
        return;
    }
    if (!kms_card_adopt(&kms->cards[kept->place], kms->calls, kept->fd)) {
        log_info("a card that was kept is gone: %s", strerror(errno));
        return;
    }
    log_debug("card%d was kept, with %zu framebuffers", kms->cards[kept->place].number,
              kms->cards[kept->place].old_fb_count);
    kms->opened[kept->place] = ++kms->opened_last;
    kms->is_fresh[kept->place] = true;
}

static bool is_wanted(const Kms *kms, const KmsConnector *connector) {
    return kms_seat_has_connector(&kms->settings.seat, connector->name);
}

/* It has a connector that is of the seat; the names of the others are kept for people. */
static bool is_of_seat(Kms *kms, const KmsCard *card) {
    bool is_any = false;
    for (size_t i = 0; i < card->connector_count; i++) {
        size_t len = strlen(kms->seen);
        is_any |= is_wanted(kms, &card->connectors[i]);
        snprintf(kms->seen + len, sizeof kms->seen - len, "%s%s", len ? ", " : "",
                 card->connectors[i].name);
    }
    return is_any;
}

/* Opens what is new, looks at the rest, and lets go what is gone. */
static void look_at_cards(Kms *kms) {
    for (size_t i = 0; i < KMS_CARDS_MAX; i++) {
        KmsCard *card = &kms->cards[i];
        bool is_fresh = kms->is_fresh[i];
        kms->is_fresh[i] = false;
        if (is_open(card) && !is_fresh && !kms_card_look(card)) {
            log_warning("card%d is gone: %s", card->number, strerror(errno));
            close_card(kms, card);
        }
    }
    int numbers[KMS_CARDS_MAX];
    size_t count = kms->calls->find_cards(numbers);
    kms->is_denied = false;
    for (size_t i = 0; i < count; i++)
        if (!has_number(kms, numbers[i]) && kms_seat_has_card(&kms->settings.seat, numbers[i]))
            open_card(kms, numbers[i]);
    kms->is_busy = false;
    kms->seen[0] = 0;
    for (size_t i = 0; i < KMS_CARDS_MAX; i++) {
        KmsCard *card = &kms->cards[i];
        if (!is_open(card))
            continue;
        if (!is_of_seat(kms, card)) {
            close_card(kms, card); /* one that only draws, or somebody else's */
        } else if (!become_master(kms, card)) {
            if (!kms->calls->holder(card->number, kms->holder, sizeof kms->holder))
                snprintf(kms->holder, sizeof kms->holder, "another program");
            log_warning("card%d: %s shows there; waiting until it ends", card->number, kms->holder);
            kms->is_busy = true;
            close_card(kms, card);
        }
    }
}

/* ---- displays ------------------------------------------------------------------------------- */

/* Where nothing is certain, as with a switch box that hides its displays, what may be there is
 * taken for there. */
static bool is_anything_certain(const Kms *kms) {
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        for (size_t k = 0; is_open(&kms->cards[i]) && k < kms->cards[i].connector_count; k++)
            if (is_wanted(kms, &kms->cards[i].connectors[k]) &&
                kms->cards[i].connectors[k].is_connected && kms->cards[i].connectors[k].is_certain)
                return true;
    return false;
}

static KmsOutput *find_output(Kms *kms, const KmsCard *card, uint32_t connector) {
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        if (kms->outputs[i].connector_id == connector && kms->outputs[i].card == card)
            return &kms->outputs[i];
    return NULL;
}

static KmsOutput *new_output(Kms *kms, KmsCard *card, const KmsConnector *connector) {
    for (size_t i = 0; i < DISPLAYS_MAX; i++) {
        KmsOutput *output = &kms->outputs[i];
        if (output->connector_id)
            continue;
        *output = (KmsOutput){.card = card, .connector_id = connector->id, .crtc = KMS_ROUTE_NONE};
        memcpy(output->name, connector->name, sizeof output->name);
        return output;
    }
    return NULL;
}

static void tell_mode(const Kms *kms, const KmsOutput *output, KmsModeFound found) {
    log_info("%s: %dx%d at %.2f Hz", output->name, output->mode.hdisplay, output->mode.vdisplay,
             kms_mode_hertz(&output->mode));
    const KmsWish *wish = &kms->settings.wish;
    if (found == KMS_MODE_OTHER)
        log_warning("%s has no mode of %dx%d@%d", output->name, wish->width, wish->height,
                    wish->hertz ? wish->hertz : 60);
}

/* A display and its connector, of one card. */
typedef struct {
    KmsOutput *output;
    const KmsConnector *connector;
    drmModeModeInfo mode;
    KmsModeFound found;
} Plugged;

/* What is plugged into a card, with the mode that is to be. Those that stay and say nothing at this
 * moment keep theirs. */
static size_t find_plugged(Kms *kms, KmsCard *card, bool is_certain, Plugged *plugged) {
    size_t count = 0;
    for (size_t i = 0; i < card->connector_count; i++) {
        const KmsConnector *connector = &card->connectors[i];
        KmsOutput *output = find_output(kms, card, connector->id);
        if (!is_wanted(kms, connector) || !connector->is_connected ||
            (is_certain && !connector->is_certain))
            continue;
        Plugged *one = &plugged[count];
        *one = (Plugged){.output = output, .connector = connector};
        one->found =
            kms_mode_choose(connector->modes, connector->mode_count,
                            output ? output->refused : NULL, output ? output->refused_count : 0,
                            kms->settings.wish, connector->has_edid, &one->mode);
        if (one->found == KMS_MODE_NONE || !connector->has_edid)
            kms->is_unclear = true;
        if (one->found == KMS_MODE_NONE && !(output && output->mode.clock))
            continue;
        if (one->found == KMS_MODE_NONE)
            one->mode = output->mode;
        if (!output)
            one->output = new_output(kms, card, connector);
        count += one->output != NULL;
    }
    return count;
}

/* Lets go of the displays that are not plugged in any more. */
static bool drop_unplugged(Kms *kms, const KmsCard *card, const Plugged *plugged, size_t count) {
    bool is_changed = false;
    for (size_t i = 0; i < DISPLAYS_MAX; i++) {
        KmsOutput *output = &kms->outputs[i];
        bool is_there = !output->connector_id || output->card != card;
        for (size_t k = 0; k < count && !is_there; k++)
            is_there = plugged[k].output == output;
        if (is_there)
            continue;
        log_info("%s: nothing is plugged in any more", output->name);
        if (!kms->is_paused)
            kms_output_disable(output);
        kms_output_close(output);
        is_changed = true;
    }
    return is_changed;
}

static bool look_at_displays(Kms *kms, KmsCard *card, bool is_certain) {
    Plugged plugged[KMS_CONNECTORS_MAX];
    uint32_t possible[KMS_CONNECTORS_MAX];
    int routes[KMS_CONNECTORS_MAX];
    size_t count = find_plugged(kms, card, is_certain, plugged);
    bool is_changed = drop_unplugged(kms, card, plugged, count);
    for (size_t i = 0; i < count; i++) {
        possible[i] = plugged[i].connector->crtcs;
        routes[i] = plugged[i].output->crtc;
    }
    kms_route(possible, count, routes);
    for (size_t i = 0; i < count && !kms->is_paused; i++)
        if (plugged[i].output->crtc != routes[i])
            kms_output_disable(plugged[i].output); /* so that another one may have what drove it */
    for (size_t i = 0; i < count; i++) {
        KmsOutput *output = plugged[i].output;
        bool is_new = !output->mode.clock || !kms_mode_equal(&output->mode, &plugged[i].mode);
        if (!is_new && routes[i] == output->crtc) {
            if (kms->is_told) /* the cable may have been out in between */
                kms_output_renew(output);
            continue;
        }
        kms_output_set(output, routes[i], &plugged[i].mode);
        if (routes[i] == KMS_ROUTE_NONE)
            log_warning("%s stays dark: card%d has nothing left to drive it", output->name,
                        card->number);
        else if (is_new)
            tell_mode(kms, output, plugged[i].found);
        is_changed = true;
    }
    return is_changed;
}

static void put_in_order(Kms *kms) {
    kms->count = 0;
    for (size_t c = 0; c < KMS_CARDS_MAX; c++) {
        const KmsCard *card = &kms->cards[c];
        for (size_t k = 0; is_open(card) && k < card->connector_count; k++) {
            const KmsOutput *output = find_output(kms, card, card->connectors[k].id);
            if (output && output->crtc != KMS_ROUTE_NONE)
                kms->order[kms->count++] = (int32_t)(output - kms->outputs);
        }
    }
}

/* When to look again by itself. */
static void plan_look(Kms *kms) {
    bool is_needed = kms->is_unclear || kms->is_busy || kms->is_denied;
    kms->looks = is_needed ? kms->looks + 1 : 0;
    kms->look_at = INT64_MAX;
    if (!is_needed)
        return;
    /* A display without EDID that has a mode is left alone after a while. */
    bool is_waited_for = kms->is_busy || kms->is_denied;
    if (kms->looks > countof(AGAIN) && kms->count > 0 && !is_waited_for)
        return;
    size_t i = kms->looks <= countof(AGAIN) ? kms->looks - 1 : countof(AGAIN) - 1;
    kms->look_at = steady_now() + AGAIN[i];
}

static bool look(Kms *kms) {
    size_t before = kms->count;
    kms->is_unclear = false;
    look_at_cards(kms);
    bool is_changed = false, is_certain = is_anything_certain(kms);
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]))
            is_changed |= look_at_displays(kms, &kms->cards[i], is_certain);
    put_in_order(kms);
    if (kms->count == 0 && before > 0)
        log_warning("no display is plugged in: waiting for one");
    plan_look(kms);
    return is_changed || kms->count != before;
}

/* ---- for others ----------------------------------------------------------------------------- */

Kms *kms_open(const KmsCalls *calls, const KmsSettings *settings) {
    Kms *kms = calloc(1, sizeof *kms);
    if (!kms)
        abort();
    kms->calls = calls;
    kms->settings = *settings;
    for (size_t i = 0; i < settings->kept_count; i++)
        adopt(kms, &settings->kept[i]);
    bool is_kept = kms->opened_last > 0;
    look(kms);
    /* They were not asked yet. */
    if (is_kept && kms->look_at > steady_now() + AGAIN[2])
        kms->look_at = steady_now() + AGAIN[2];
    if (kms->count == 0)
        log_warning("%.*s: waiting", str_arg(kms_problem(kms)));
    return kms;
}

void kms_close(Kms *kms) {
    if (!kms)
        return;
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        if (kms->outputs[i].connector_id)
            kms_output_leave(&kms->outputs[i]);
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]))
            kms_card_close(&kms->cards[i]);
    free(kms);
}

Displays kms_displays(const Kms *kms) {
    Displays displays = {0};
    int32_t x = 0;
    for (size_t i = 0; i < kms->count; i++) {
        const KmsOutput *output = &kms->outputs[kms->order[i]];
        DisplayInfo *display = &displays.items[displays.count++];
        *display =
            (DisplayInfo){.x = x, .width = output->mode.hdisplay, .height = output->mode.vdisplay};
        memcpy(display->name, output->name, sizeof output->name);
        x += display->width;
    }
    return displays;
}

KmsOutput *kms_output(Kms *kms, int32_t number) {
    return number >= 0 && (size_t)number < kms->count ? &kms->outputs[kms->order[number]] : NULL;
}

bool kms_look(Kms *kms) {
    if (kms->is_paused)
        return false;
    kms->looks = 0;
    kms->is_told = true;
    bool is_changed = look(kms);
    kms->is_told = false;
    return is_changed;
}

bool kms_look_again(Kms *kms) {
    return !kms->is_paused && look(kms);
}

Millis kms_look_in(const Kms *kms) {
    if (kms->look_at == INT64_MAX || kms->is_paused)
        return INT64_MAX;
    Millis left = kms->look_at - steady_now();
    return left > 0 ? left : 0;
}

void kms_note(Kms *kms, const KmsOutput *output, KmsResult result) {
    if (result == KMS_SHOWN)
        return;
    if (result == KMS_GONE)
        log_warning("%s: its card does not answer", output->name);
    /* At once, but from the loop: whoever has just shown something still holds the output. */
    kms->look_at = steady_now() + (result == KMS_PAUSED ? AGAIN[1] : 0);
}

size_t kms_cards(const Kms *kms, KmsOpen cards[KMS_CARDS_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]))
            cards[count++] = (KmsOpen){kms->cards[i].fd, (int)i, kms->opened[i]};
    return count;
}

/* All that have a picture show it. */
static bool shows_own_pictures(const Kms *kms, const KmsCard *card) {
    bool is_any = false;
    for (size_t i = 0; i < DISPLAYS_MAX; i++) {
        const KmsOutput *output = &kms->outputs[i];
        if (!output->connector_id || output->card != card || !output->picture)
            continue;
        if (!output->is_set || output->is_flipping)
            return false;
        is_any = true;
    }
    return is_any;
}

void kms_tidy(Kms *kms) {
    for (size_t i = 0; i < KMS_CARDS_MAX; i++) {
        KmsCard *card = &kms->cards[i];
        if (is_open(card) && card->old_fb_count && shows_own_pictures(kms, card))
            kms_card_tidy(card);
    }
}

/* libdrm's reader hands on nothing but what came with the flip, and on a descriptor that was kept
 * that may be of a process that is dead: so the events are read here, and known by CRTC and number.
 */
static void take_event(Kms *kms, const KmsCard *card, const struct drm_event_vblank *event) {
    for (size_t i = 0; i < DISPLAYS_MAX; i++) {
        KmsOutput *output = &kms->outputs[i];
        if (!output->connector_id || output->card != card || output->crtc == KMS_ROUTE_NONE ||
            (event->crtc_id && card->crtcs[output->crtc].id != event->crtc_id))
            continue;
        int64_t microseconds = (int64_t)event->tv_sec * 1000000 + event->tv_usec;
        kms_note(kms, output, kms_output_flipped(output, (uint32_t)event->user_data, microseconds));
    }
}

void kms_read(Kms *kms, int fd) {
    const KmsCard *card = kms->cards;
    while (card < kms->cards + KMS_CARDS_MAX && !(is_open(card) && card->fd == fd))
        card++;
    if (card == kms->cards + KMS_CARDS_MAX)
        return;
    _Alignas(struct drm_event_vblank) char bytes[4096];
    ssize_t length = kms->calls->read(fd, bytes, sizeof bytes);
    if (length < 0 && errno != EAGAIN && errno != EINTR) {
        log_warning("card%d: %s", card->number, strerror(errno));
        kms->look_at = steady_now();
    }
    for (size_t at = 0; length > 0 && at + sizeof(struct drm_event) <= (size_t)length;) {
        struct drm_event head;
        memcpy(&head, bytes + at, sizeof head);
        if (head.length < sizeof head || head.length > (size_t)length - at)
            break;
        struct drm_event_vblank event;
        if (head.type == DRM_EVENT_FLIP_COMPLETE && head.length >= sizeof event) {
            memcpy(&event, bytes + at, sizeof event);
            take_event(kms, card, &event);
        }
        at += head.length;
    }
}

void kms_pause(Kms *kms) {
    kms->is_paused = true;
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        if (kms->outputs[i].connector_id)
            kms_output_renew(&kms->outputs[i]);
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]))
            kms->calls->drop_master(kms->cards[i].fd);
}

bool kms_resume(Kms *kms) {
    kms->is_paused = false;
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]) && kms->calls->set_master(kms->cards[i].fd) != 0)
            log_warning("card%d does not come back: %s", kms->cards[i].number, strerror(errno));
    return kms_look(kms);
}

bool kms_is_paused(const Kms *kms) {
    return kms->is_paused;
}

/* Two kiosks cannot share a card; one can show on all its displays. */
static Str busy_problem(Kms *kms) {
    snprintf(kms->problem, sizeof kms->problem,
             "%s shows on the card%s%s: this one waits until it ends; kiosks side by side need a "
             "card each, one kiosk drives several displays of a card (--display all)",
             kms->holder, kms->settings.seat.name[0] ? " of " : "", kms->settings.seat.name);
    return str_from(kms->problem);
}

static Str seat_problem(Kms *kms) {
    snprintf(kms->problem, sizeof kms->problem, "nothing is called %s here; there is %s",
             kms->settings.seat.name, kms->seen[0] ? kms->seen : "no connector at all");
    return str_from(kms->problem);
}

Str kms_problem(Kms *kms) {
    if (kms->count > 0)
        return (Str){0};
    for (size_t i = 0; i < KMS_CARDS_MAX; i++)
        if (is_open(&kms->cards[i]))
            return str_from(kms->is_unclear
                                ? "the display that is plugged in has not told what it can show"
                                : "no display is plugged in or switched on");
    if (kms->is_denied)
        return str_from("the graphics card may not be opened: is the user in the group video?");
    if (kms->is_busy)
        return busy_problem(kms);
    return kms->settings.seat.name[0] ? seat_problem(kms)
                                      : str_from("there is no graphics card that shows anything");
}
