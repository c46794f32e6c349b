/* test_kms_cards.c: cards that come and go, are somebody else's, or were a dead process's. */
#include "kms_world.h"

/* ---- cards ---------------------------------------------------------------------------------- */

static void the_card_with_connectors_is_taken(void **state) {
    (void)state;
    FakeCard *first = fake_begin(is_atomic), *second = &fake.cards[1];
    first->connector_count = 0; /* it only draws */
    second->exists = true;
    second->connectors[0].type = DRM_MODE_CONNECTOR_WRITEBACK;
    fake_plug(second, 0, 32, 32);
    fake_plug(second, 1, 64, 48);
    World world = {.card = second, .kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0})};
    Displays displays = kms_displays(world.kms);
    assert_int_equal(displays.count, 1);
    assert_int_equal(displays.items[0].width, 64);
    assert_false(first->is_open);
    world.window = open_window(world.kms, 0, 0);
    show(&world, RED);
    assert_int_equal(fake_pixel(second, 1, 1, 1) | 0xFF000000, RED);
    end(&world);
}

static void a_card_that_comes_back_with_another_number_is_found(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    for (int i = 0; i < 10; i++) {
        FakeCard *gone = world.card, *back = &fake.cards[(i + 1) % 2];
        gone->exists = false;
        gone->is_dead = true;
        show(&world, i % 2 ? RED : BLUE);
        settle(&world);
        look(&world);
        assert_true(window_is_hidden(world.window));
        assert_false(gone->is_open);
        back->exists = true;
        back->number = i + 7;
        fake_plug(back, 0, 64, 48);
        world.card = back;
        look(&world);
        show(&world, GREEN);
        settle(&world);
        assert_int_equal(shown(&world), GREEN);
        assert_int_equal(fake_buffer_count(), 2);
    }
    end(&world);
}

static void another_program_is_waited_for(void **state) {
    (void)state;
    FakeCard *card = fake_begin(is_atomic);
    card->is_taken = true;
    fake_plug(card, 0, 64, 48);
    World world = {.card = card, .kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0})};
    world.window = open_window(world.kms, DISPLAY_NONE, 0);
    assert_true(window_is_hidden(world.window));
    assert_true(kms_look_in(world.kms) < INT64_MAX);
    card->is_taken = false;
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, RED);
    assert_int_equal(shown(&world), RED);
    end(&world);
}

/* A card that has just come: its file is there before its rights are. */
static void a_card_that_may_not_be_opened_yet_is_tried_again(void **state) {
    (void)state;
    FakeCard *card = fake_begin(is_atomic);
    card->is_denied = true;
    fake_plug(card, 0, 64, 48);
    World world = {.card = card, .kms = kms_open(&FAKE_CALLS, &(KmsSettings){.wish.width = 0})};
    world.window = open_window(world.kms, DISPLAY_NONE, 0);
    assert_true(window_is_hidden(world.window));
    assert_in_range(kms_look_in(world.kms), 0, 1000);
    card->is_denied = false;
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, RED);
    settle(&world);
    assert_int_equal(shown(&world), RED);
    assert_true(kms_look_in(world.kms) == INT64_MAX);
    end(&world);
}

static void a_console_that_is_switched_to_has_the_display(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    kms_pause(world.kms);
    assert_false(world.card->is_master);
    assert_true(window_is_hidden(world.window));
    uint64_t flips = world.card->crtcs[0].flips, modesets = world.card->crtcs[0].modesets;
    show(&world, BLUE);
    settle(&world);
    look(&world);
    assert_int_equal(world.card->crtcs[0].flips, flips);
    assert_int_equal(world.card->crtcs[0].modesets, modesets);
    world.card->crtcs[0].cursor = 5; /* what the other one leaves behind */
    kms_resume(world.kms);
    take_displays(&world);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(world.card->crtcs[0].cursor, 0);
    end(&world);
}

/* It happens that somebody takes the card without a word. */
static void a_card_that_was_taken_away_comes_back(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    world.card->is_master = false;
    show(&world, BLUE);
    assert_in_range(kms_look_in(world.kms), 0, 5000);
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, GREEN);
    settle(&world);
    assert_int_equal(shown(&world), GREEN);
    end(&world);
}

/* On a descriptor that was kept lie events of a process that is dead. */
static void events_of_others_are_nobodys(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    show(&world, BLUE);
    show(&world, GREEN);
    world.card->events[world.card->event_count++] = (struct drm_event_vblank){
        .base = {.type = DRM_EVENT_FLIP_COMPLETE, .length = sizeof *world.card->events},
        .user_data = 0xDEADBEEFDEADBEEF,
        .crtc_id = 4711};
    KmsOpen cards[KMS_CARDS_MAX];
    assert_int_equal(kms_cards(world.kms, cards), 1);
    kms_read(world.kms, cards[0].fd);
    assert_int_equal(shown(&world), RED);
    settle(&world);
    assert_int_equal(shown(&world), GREEN);
    end(&world);
}

static void dark_hours_switch_the_display_off(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    window_set_power(world.window, true); /* as it is */
    assert_int_equal(shown(&world), RED);
    window_set_power(world.window, false);
    assert_int_equal(shown(&world), DARK);
    show(&world, BLUE); /* what changes meanwhile is not shown, and does not switch it on */
    look(&world);
    assert_int_equal(shown(&world), DARK);
    window_set_power(world.window, true);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    end(&world);
}

/* ---- a process that ends, and the next one -------------------------------------------------- */

/* The descriptor is in somebody's care: ended in the middle of whatever it did. */
static KmsKept die(World *world) {
    KmsOpen cards[KMS_CARDS_MAX];
    assert_int_equal(kms_cards(world->kms, cards), 1);
    fake.is_kept = true;
    window_close(world->window);
    kms_close(world->kms);
    return (KmsKept){cards[0].fd, cards[0].place};
}

static void live(World *world, const KmsKept *kept) {
    world->kms = kms_open(&FAKE_CALLS, &(KmsSettings){.kept = kept, .kept_count = 1});
    fake.is_kept = false;
    bool is_there = kms_displays(world->kms).count > 0;
    world->window = open_window(world->kms, is_there ? 0 : DISPLAY_NONE, 0);
}

static void the_last_picture_stays_until_the_next_process_has_one(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    uint64_t modesets = world.card->crtcs[0].modesets;
    for (int i = 0; i < 50; i++) {
        uint32_t before = i % 2 ? BLUE : RED, next = i % 2 ? RED : BLUE;
        if (i % 5 == 1)
            show(&world, GREEN); /* dies with a flip on its way */
        KmsKept kept = die(&world);
        fake_vblank();
        before = i % 5 == 1 ? GREEN : before;
        assert_int_equal(shown(&world), before);
        fake.was_asked = false;
        live(&world, &kept);
        assert_int_equal(shown(&world), before);
        show(&world, next);
        assert_false(fake.was_asked); /* which would have taken long */
        settle(&world);
        assert_int_equal(shown(&world), next);
        assert_int_equal(fake_buffer_count(), 2); /* what the dead one had is freed */
        if (is_atomic)
            assert_int_equal(world.card->crtcs[0].modesets, modesets); /* no flicker */
    }
    kms_look_again(world.kms);
    assert_true(fake.was_asked); /* later they are */
    end(&world);
}

static void a_card_that_was_kept_and_is_gone_is_replaced(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    KmsKept kept = die(&world);
    world.card->exists = false;
    world.card->is_dead = true;
    FakeCard *back = &fake.cards[1];
    back->exists = true;
    back->number = 5;
    fake_plug(back, 0, 64, 48);
    world.card = back;
    live(&world, &kept);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_false(fake.cards[0].is_open);
    end(&world);
}

/* While nobody was there the display was swapped for another one. */
static void another_display_than_before_is_noticed(void **state) {
    (void)state;
    World world = begin(64, 48);
    show(&world, RED);
    KmsKept kept = die(&world);
    fake_plug(world.card, 0, 128, 96);
    live(&world, &kept);
    int32_t width, height;
    window_size(world.window, &width, &height);
    assert_int_equal(width, 128);
    show(&world, BLUE);
    settle(&world);
    assert_int_equal(shown(&world), BLUE);
    assert_int_equal(fake_buffer_count(), 2);
    end(&world);
}

/* ---- one of several kiosks ------------------------------------------------------------------- */

static void names_of_seats(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_one;
    } CASES[] = {
        {"HDMI-A-1", true}, {"DP-2", true},      {"eDP-1", true},
        {"card0", true},    {"card12", true},    {"card", false},
        {"card1x", false},  {"", false},         {"hall", false},
        {"HDMI-A-", false}, {"HDMI A-1", false}, {"card-1", true},
        {"DSI-1", true},    {"A/B-1", false},    {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-1", false}};
    for (size_t i = 0; i < countof(CASES); i++) {
        KmsSeat seat;
        Str problem;
        if (kms_seat_read(str_from(CASES[i].text), &seat, &problem) != CASES[i].is_one)
            fail_msg("%s", CASES[i].text);
    }
}

static Kms *open_seat(const char *name) {
    KmsSettings settings = {.wish.width = 0};
    Str problem;
    assert_true(kms_seat_read(str_from(name), &settings.seat, &problem));
    return kms_open(&FAKE_CALLS, &settings);
}

static void a_seat_is_one_connector(void **state) {
    (void)state;
    FakeCard *card = fake_begin(is_atomic);
    fake_plug(card, 0, 64, 48);
    fake_plug(card, 1, 80, 60);
    World world = {.card = card, .kms = open_seat("HDMI-A-2")};
    Displays displays = kms_displays(world.kms);
    assert_int_equal(displays.count, 1);
    assert_int_equal(displays.items[0].width, 80);
    assert_string_equal(displays.items[0].name, "HDMI-A-2");
    world.window = open_window(world.kms, 0, 0);
    show(&world, RED);
    assert_int_equal(fake_pixel(card, 1, 1, 1) | 0xFF000000, RED);
    assert_int_equal(card->connectors[0].crtc, -1);
    fake_unplug(card, 1); /* it does not go to the other one */
    look(&world);
    assert_int_equal(kms_displays(world.kms).count, 0);
    assert_true(str_find(kms_problem(world.kms), "no display is plugged in") != SIZE_MAX);
    end(&world);
}

static void a_seat_leaves_the_other_cards(void **state) {
    (void)state;
    FakeCard *first = fake_begin(is_atomic), *second = &fake.cards[1];
    second->exists = true;
    second->number = 1;
    fake_plug(first, 0, 64, 48);
    fake_plug(second, 0, 80, 60);
    World world = {.card = second, .kms = open_seat("card1")};
    assert_int_equal(kms_displays(world.kms).count, 1);
    assert_int_equal(kms_displays(world.kms).items[0].width, 80);
    assert_false(first->is_open);
    world.window = open_window(world.kms, 0, 0);
    show(&world, BLUE);
    end(&world);
}

/* Two services with connectors of one card: the second one shows nothing, says why, and takes over
 * when the first one ends. */
static void two_seats_of_one_card_name_each_other(void **state) {
    (void)state;
    FakeCard *card = fake_begin(is_atomic);
    card->is_taken = true;
    fake_plug(card, 0, 64, 48);
    fake_plug(card, 1, 80, 60);
    World world = {.card = card, .kms = open_seat("HDMI-A-2")};
    world.window = open_window(world.kms, DISPLAY_NONE, 0);
    Str problem = kms_problem(world.kms);
    assert_true(str_starts(problem, "kiosk \"hall\" (process 812) shows on the card of HDMI-A-2"));
    assert_true(str_find(problem, "--display all") != SIZE_MAX);
    assert_int_equal(card->crtcs[0].modesets + card->crtcs[1].modesets, 0);
    assert_true(kms_look_in(world.kms) < INT64_MAX);
    card->is_taken = false;
    kms_look_again(world.kms);
    take_displays(&world);
    show(&world, RED);
    assert_int_equal(fake_pixel(card, 1, 1, 1) | 0xFF000000, RED);
    end(&world);
}

static void a_seat_that_is_not_there_is_told_what_is(void **state) {
    (void)state;
    fake_plug(fake_begin(is_atomic), 0, 64, 48);
    World world = {.kms = open_seat("DP-7")};
    world.window = open_window(world.kms, DISPLAY_NONE, 0);
    assert_true(str_equal_c(kms_problem(world.kms),
                            "nothing is called DP-7 here; there is HDMI-A-1, HDMI-A-2"));
    end(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        both(the_card_with_connectors_is_taken),
        both(a_card_that_comes_back_with_another_number_is_found),
        both(another_program_is_waited_for),
        both(a_card_that_may_not_be_opened_yet_is_tried_again),
        both(a_console_that_is_switched_to_has_the_display),
        both(a_card_that_was_taken_away_comes_back),
        both(events_of_others_are_nobodys),
        both(dark_hours_switch_the_display_off),
        both(the_last_picture_stays_until_the_next_process_has_one),
        both(a_card_that_was_kept_and_is_gone_is_replaced),
        both(another_display_than_before_is_noticed),
        cmocka_unit_test(names_of_seats),
        both(a_seat_is_one_connector),
        both(a_seat_leaves_the_other_cards),
        both(two_seats_of_one_card_name_each_other),
        both(a_seat_that_is_not_there_is_told_what_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
