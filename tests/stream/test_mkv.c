/* The Matroska that we write, taken apart again by a small reader of our own: every element is
 * where the standard wants it and has the length that it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stream/mkv.h"

typedef struct {
    const uint8_t *bytes;
    size_t len, at;
    char text[2000]; /* what was read: "id(value) id{…}" */
    size_t text_len;
} Reader;

static const uint32_t MASTERS[] = {0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B,
                                   0xAE,       0xE0,       0x1F43B675};
static const uint32_t TEXTS[] = {0x4282, 0x4D80, 0x5741, 0x86, 0x2EB524};

static int is_in(uint32_t id, const uint32_t *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == id)
            return 1;
    return 0;
}

static void say(Reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(Reader *r, const char *format, ...) {
    va_list args;
    va_start(args, format);
    r->text_len +=
        (size_t)vsnprintf(r->text + r->text_len, sizeof r->text - r->text_len, format, args);
    va_end(args);
    assert_true(r->text_len < sizeof r->text);
}

static uint64_t read_vint(Reader *r, int keeps_marker) {
    assert_true(r->at < r->len);
    int count = 1;
    while (count <= 8 && !(r->bytes[r->at] & 0x80 >> (count - 1)))
        count++;
    assert_in_range(count, 1, 8);
    uint64_t value = r->bytes[r->at++];
    if (!keeps_marker)
        value &= (uint64_t)(0x7f >> (count - 1));
    for (int i = 1; i < count; i++) {
        assert_true(r->at < r->len);
        value = value << 8 | r->bytes[r->at++];
    }
    return value;
}

static void read_elements(Reader *r, size_t end) {
    while (r->at < end) {
        uint32_t id = (uint32_t)read_vint(r, 1);
        uint64_t size = read_vint(r, 0);
        int is_unknown = size == (UINT64_C(1) << 56) - 1;
        say(r, " %X", id);
        if (is_in(id, MASTERS, sizeof MASTERS / sizeof *MASTERS)) {
            if (!is_unknown && r->at + size > end)
                fail_msg("%X is longer than what holds it:%s", id, r->text);
            say(r, "%s", is_unknown ? "{?" : "{");
            read_elements(r, is_unknown ? end : r->at + (size_t)size);
            say(r, " }");
            continue;
        }
        assert_true(r->at + size <= end);
        if (is_in(id, TEXTS, sizeof TEXTS / sizeof *TEXTS)) {
            say(r, "(%.*s)", (int)size, (const char *)r->bytes + r->at);
        } else if (size > 8) {
            say(r, "[%llu]", (unsigned long long)size);
        } else {
            uint64_t value = 0;
            for (uint64_t i = 0; i < size; i++)
                value = value << 8 | r->bytes[r->at + i];
            say(r, "(%llu)", (unsigned long long)value);
        }
        r->at += (size_t)size;
    }
    assert_int_equal(r->at, end);
}

static void a_header_and_two_pictures(void **state) {
    (void)state;
    static uint8_t bytes[2000];
    MkvVideo video = {.width = 1920, .height = 270, .rate = 30000, .scale = 1001};
    size_t len = mkv_header(bytes, &video);
    for (uint64_t i = 0; i < 2; i++) {
        len += mkv_cluster(bytes + len, 33 * i + (i ? UINT64_C(86400000) : 0), 100);
        memset(bytes + len, (int)i, 100);
        len += 100;
    }
    Reader r = {.bytes = bytes, .len = len};
    read_elements(&r, len);
    assert_string_equal(r.text,
                        " 1A45DFA3{ 4286(1) 42F7(1) 42F2(4) 42F3(8) 4282(matroska) 4287(4)"
                        " 4285(2) } 18538067{? 1549A966{ 2AD7B1(1000000) 4D80(kiosk) 5741(kiosk) }"
                        " 1654AE6B{ AE{ D7(1) 73C5(1) 83(1) 9C(0) 23E383(33366666)"
                        " 86(V_UNCOMPRESSED) E0{ B0(1920) BA(270) 2EB524(BGRA) } } }"
                        " 1F43B675{ E7(0) A3[104] } 1F43B675{ E7(86400033) A3[104] } }");
}

static void a_block_says_that_it_stands_alone(void **state) {
    (void)state;
    uint8_t bytes[MKV_CLUSTER_MAX];
    size_t len = mkv_cluster(bytes, 5, 8294400);
    /* Track 1, no time of its own, key frame (RFC 9559, 10.2). */
    const uint8_t wanted[] = {0x81, 0, 0, 0x80};
    assert_memory_equal(bytes + len - 4, wanted, 4);
}

static void sizes_stay_within_their_limits(void **state) {
    (void)state;
    uint8_t bytes[MKV_HEADER_MAX];
    MkvVideo largest = {.width = 32768, .height = 32768, .rate = 1, .scale = 1};
    assert_true(mkv_header(bytes, &largest) <= MKV_HEADER_MAX);
    uint8_t cluster[MKV_CLUSTER_MAX];
    assert_true(mkv_cluster(cluster, UINT64_MAX >> 1, (size_t)1 << 40) <= MKV_CLUSTER_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_and_two_pictures),
        cmocka_unit_test(a_block_says_that_it_stands_alone),
        cmocka_unit_test(sizes_stay_within_their_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
