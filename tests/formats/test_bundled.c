/* test_bundled.c: the schedules that come along load without a finding and say what they should.
 *
 * The forum's day is compared with the planning page by hand, session by session. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loaded.h"
#include "schedule/checks.h"

#define FORUM      TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml"
#define DAYS       TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"
#define FORUM_0900 INT64_C(1569459600000) /* 2019-09-26 09:00 in Shanghai: 01:00 UTC */
#define DAYS_0000  INT64_C(1778860800000) /* 2026-05-16 00:00 in Shanghai */

static Loaded load_path(const char *path) {
    Arena *arena = arena_create();
    Loaded loaded = load_bytes(loaded_file(arena, path), path);
    arena_free(arena);
    diagnostics_print(&loaded.diagnostics, stderr);
    assert_int_equal(loaded.diagnostics.count, 0);
    assert_non_null(loaded.schedule);
    return loaded;
}

static void no_findings_on_the_day(Loaded *loaded, Instant now) {
    schedule_check(loaded->schedule, now, &loaded->diagnostics);
    diagnostics_print(&loaded->diagnostics, stderr);
    assert_int_equal(loaded->diagnostics.count, 0);
}

static bool is_said(const Localized *text, const char *zh, const char *en) {
    return str_equal_c(localized_in(text, str_from("zh")), zh) &&
           str_equal_c(localized_in(text, str_from("en")), en);
}

/* From the page: start, end, the Chinese title, who speaks (with affiliation), the parts. */
static const struct {
    const char *id;
    int32_t from, until; /* minutes after 09:00 */
    const char *zh, *en;
    const char *speakers[2], *affiliations[2];
    size_t speaker_count;
    struct {
        int32_t minutes;
        const char *title;
    } segments[5];
    size_t segment_count;
} PAGE[] = {
    {"opening", 0, 5, "开场", "Opening", {0}, {0}, 0, {{0}}, 0},
    {"ecosystem",
     5,
     25,
     "共建“斗拱”系统软件开放生态",
     "Building the Dougong system software ecosystem",
     {"马涛（伯瑜）"},
     {""},
     1,
     {{0}},
     0},
    {"community",
     25,
     55,
     "斗拱社区介绍",
     "Introducing the Dougong community",
     {"金运通"},
     {"社区联络人"},
     1,
     {{20, "社区介绍"}, {10, "社区联合演讲 OpenStack · Linux · Mulan"}},
     2},
    {"alinux",
     55,
     85,
     "Alibaba Cloud Linux 项目",
     "One OS for the cloud, on every processor",
     {"智彻"},
     {"阿里云智能资深技术专家"},
     1,
     {{10, "项目介绍"}, {5, "Intel · ARM"}, {5, "ZStack · OpenStack"}, {5, "微博"}, {5, "头条"}},
     5},
    {"inclavare",
     85,
     115,
     "Inclavare Containers 项目",
     "Confidential computing for containers",
     {"阿里 / Intel 及其他合作伙伴"},
     {""},
     1,
     {{0}},
     0},
    {"dragonwell",
     115,
     135,
     "Dragonwell 开源项目",
     "A production JDK, open",
     {"三红", "合作伙伴及用户"},
     {"阿里云智能资深技术专家", ""},
     2,
     {{0}},
     0},
    {"kata",
     135,
     160,
     "Kata 容器在袋鼠平台上的实践",
     "Kata Containers in production",
     {"韩伟东", "刘将"},
     {"阿里云智能资深技术专家", "阿里云智能资深技术专家"},
     2,
     {{0}},
     0},
    {"diagnose",
     160,
     180,
     "ali-diagnose 开源发布",
     "diagnose-tools goes open source",
     {"富秋", "谢宝友"},
     {"", ""},
     2,
     {{0}},
     0},
};

static void the_forums_sessions(void **state) {
    (void)state;
    Loaded loaded = load_path(FORUM);
    no_findings_on_the_day(&loaded, FORUM_0900);
    const Schedule *schedule = loaded.schedule;
    assert_true(is_said(&schedule->event.name, "云栖大会 · 阿里云系统软件生态专场",
                        "Apsara Conference · System Software Ecosystem"));
    assert_true(str_equal_c(schedule->event.zone_name, "Asia/Shanghai"));
    assert_int_equal(schedule->room_count, 1);
    assert_true(is_said(&schedule->rooms[0].name, "分论坛 A", "Forum A"));
    assert_int_equal(schedule->day_count, 1);
    assert_int_equal(schedule->days[0].date.year, 2019);
    assert_int_equal(schedule->days[0].date.month, 9);
    assert_int_equal(schedule->days[0].date.day, 26);
    assert_false(schedule->days[0].is_undated);
    assert_int_equal(schedule->session_count, countof(PAGE));
    for (size_t i = 0; i < countof(PAGE); i++) {
        const Session *session = &schedule->sessions[i];
        assert_true(str_equal_c(session->id, PAGE[i].id));
        assert_true(session->start == FORUM_0900 + PAGE[i].from * MILLIS_MINUTE);
        assert_true(session->end == FORUM_0900 + PAGE[i].until * MILLIS_MINUTE);
        assert_true(is_said(&session->title, PAGE[i].zh, PAGE[i].en));
        assert_int_equal(session->room_count, 1);
        assert_int_equal(session->speaker_count, PAGE[i].speaker_count);
        for (size_t k = 0; k < session->speaker_count; k++) {
            assert_true(str_equal_c(loaded_word(&session->speakers[k].name), PAGE[i].speakers[k]));
            assert_true(str_equal_c(loaded_word(&session->speakers[k].affiliation),
                                    PAGE[i].affiliations[k]));
        }
        assert_int_equal(session->segment_count, PAGE[i].segment_count);
        Instant at = session->start;
        for (size_t k = 0; k < session->segment_count; k++) {
            const Segment *segment = &session->segments[k];
            assert_true(segment->start == at);
            at += PAGE[i].segments[k].minutes * MILLIS_MINUTE;
            assert_true(segment->end == at);
            assert_true(str_equal_c(loaded_word(&segment->title), PAGE[i].segments[k].title));
        }
    }
    const Session *alinux = &schedule->sessions[3];
    assert_true(str_equal_c(schedule->partners[alinux->segments[3].partner].id, "weibo"));
    assert_true(str_equal_c(schedule->partners[alinux->segments[4].partner].id, "toutiao"));
    loaded_free(&loaded);
}

static void the_forums_projects_and_partners(void **state) {
    (void)state;
    static const struct {
        const char *name, *session, *url;
    } projects[] = {
        {"Alibaba Cloud Linux", "alinux", "https://github.com/alibaba/cloud-kernel"},
        {"Inclavare Containers", "inclavare", "https://github.com/alibaba/inclavare-containers"},
        {"Dragonwell", "dragonwell", "https://github.com/alibaba/dragonwell8"},
        {"Kata Containers", "kata", "https://github.com/kata-containers/kata-containers"},
        {"ali-diagnose", "diagnose", "https://github.com/aliyun/diagnose-tools"},
        {"斗拱社区", "community", "https://www.bilibili.com/video/av70712341/"},
    };
    static const struct {
        const char *name;
        size_t tier;
    } partners[] = {{"Intel", 0},      {"Arm", 0},    {"OpenStack", 0},  {"Linux", 0},
                    {"Mulan 木兰", 1}, {"ZStack", 1}, {"微博 Weibo", 1}, {"头条 Toutiao", 1}};
    Loaded loaded = load_path(FORUM);
    const Schedule *schedule = loaded.schedule;
    assert_int_equal(schedule->project_count, countof(projects));
    for (size_t i = 0; i < countof(projects); i++) {
        const Project *project = &schedule->projects[i];
        assert_true(str_equal_c(loaded_word(&project->name), projects[i].name));
        assert_true(str_equal_c(project->url, projects[i].url));
        assert_true(str_equal_c(schedule->sessions[project->session].id, projects[i].session));
        assert_int_equal(project->tagline.count, 2);
        assert_int_equal(project->description.count, 2);
        assert_int_equal(project->highlight_count, 3);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(project->highlights[k].count, 2);
    }
    assert_int_equal(schedule->tier_count, 2);
    assert_true(str_equal_c(schedule->tiers[0].id, "founding"));
    assert_true(str_equal_c(schedule->tiers[1].id, "community"));
    assert_int_equal(schedule->partner_count, countof(partners));
    for (size_t i = 0; i < countof(partners); i++) {
        assert_true(str_equal_c(loaded_word(&schedule->partners[i].name), partners[i].name));
        assert_int_equal(schedule->partners[i].tier, partners[i].tier);
    }
    assert_int_equal(schedule->notice_count, 0);
    assert_int_equal(schedule->display.view_count, 4);
    assert_int_equal(schedule->display.dwell[VIEW_SPOTLIGHT], 20000);
    assert_int_equal(schedule->display.language_count, 2);
    loaded_free(&loaded);
}

static const Session *session_by_id(const Schedule *schedule, const char *id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal_c(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    fail_msg("no session %s", id);
    return NULL;
}

static void the_made_up_days(void **state) {
    (void)state;
    Loaded loaded = load_path(DAYS);
    no_findings_on_the_day(&loaded, DAYS_0000 + 9 * MILLIS_HOUR);
    const Schedule *schedule = loaded.schedule;
    assert_int_equal(schedule->room_count, 4);
    assert_int_equal(schedule->track_count, 4);
    assert_int_equal(schedule->day_count, 2);
    assert_int_equal(schedule->days[0].session_count, 21);
    assert_int_equal(schedule->days[1].session_count, 11);
    assert_true(schedule->days[0].from == DAYS_0000 + 4 * MILLIS_HOUR);
    assert_int_equal(schedule->tier_count, 3);
    assert_int_equal(schedule->partner_count, 14);
    assert_int_equal(schedule->project_count, 3);
    assert_int_equal(schedule->notice_count, 4);

    const Session *moved = session_by_id(schedule, "multi-cluster");
    assert_int_equal(moved->status, SESSION_MOVED);
    assert_int_equal(moved->rooms[0], 1);
    assert_int_equal(moved->planned_rooms[0], 2);
    const Session *delayed = session_by_id(schedule, "wasm");
    assert_int_equal(delayed->status, SESSION_DELAYED);
    assert_true(delayed->planned_start == delayed->start - 10 * MILLIS_MINUTE);
    assert_int_equal(session_by_id(schedule, "licences")->status, SESSION_CANCELLED);
    assert_true(session_by_id(schedule, "first-patch")->do_not_record);
    assert_int_equal(session_by_id(schedule, "panel")->type, SESSION_PANEL);
    assert_int_equal(session_by_id(schedule, "i18n")->title.count, 4);
    assert_int_equal(session_by_id(schedule, "edge")->room_count, 2);
    const Session *party = session_by_id(schedule, "party");
    assert_int_equal(party->day, 0);
    assert_true(party->end == DAYS_0000 + 24 * MILLIS_HOUR + 30 * MILLIS_MINUTE);
    const Session *late = session_by_id(schedule, "after-hours");
    assert_int_equal(late->day, 0);
    assert_true(late->start == party->end && late->end == late->start + 90 * MILLIS_MINUTE);
    loaded_free(&loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_forums_sessions),
        cmocka_unit_test(the_forums_projects_and_partners),
        cmocka_unit_test(the_made_up_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
