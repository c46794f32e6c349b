#include "stream/pacer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define SECOND INT64_C(1000000000)

enum { RATE_MAX = 240, SCALE_MAX = 1000000 };

bool frame_rate_parse(const char *text, FrameRate *out) {
    static const struct {
        double written;
        FrameRate rate;
    } NTSC[] = {{23.98, {24000, 1001}}, {23.976, {24000, 1001}}, {29.97, {30000, 1001}},
                {47.95, {48000, 1001}}, {59.94, {60000, 1001}},  {119.88, {120000, 1001}}};
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    double value = strtod(text, &end);
    FrameRate rate = {0, 1};
    if (*end == '/') {
        if (end[1] < '0' || end[1] > '9')
            return false;
        double scale = strtod(end + 1, &end);
        if (value != floor(value) || scale != floor(scale) || value > 1e9 || scale < 1 ||
            scale > SCALE_MAX)
            return false;
        rate = (FrameRate){(int32_t)value, (int32_t)scale};
    } else if (value <= RATE_MAX) {
        bool is_whole = value == floor(value);
        rate = (FrameRate){(int32_t)lround(value * (is_whole ? 1 : 1000)), is_whole ? 1 : 1000};
        for (size_t i = 0; i < sizeof NTSC / sizeof NTSC[0]; i++)
            if (fabs(value - NTSC[i].written) < 1e-9)
                rate = NTSC[i].rate;
    }
    if (*end != 0 || rate.rate < rate.scale || rate.rate / rate.scale > RATE_MAX ||
        (rate.rate / rate.scale == RATE_MAX && rate.rate % rate.scale))
        return false;
    *out = rate;
    return true;
}

Pacer pacer_start(FrameRate rate, int64_t now) {
    assert(rate.rate > 0 && rate.scale > 0);
    return (Pacer){.rate = rate, .start = now};
}

int64_t pacer_deadline(const Pacer *pacer, int64_t tick) {
    /* In whole seconds and a rest, so that no product leaves 64 bits for the next 290 years. */
    int64_t rate = pacer->rate.rate, units = tick * pacer->rate.scale;
    return pacer->start + units / rate * SECOND + (units % rate * SECOND + rate - 1) / rate;
}

int64_t pacer_wait(const Pacer *pacer, int64_t now) {
    int64_t wait = pacer_deadline(pacer, pacer->next) - now;
    return wait > 0 ? wait : 0;
}

/* Number of the last tick whose deadline is not after `now`. */
static int64_t tick_at(const Pacer *pacer, int64_t now) {
    int64_t passed = now - pacer->start, rate = pacer->rate.rate;
    int64_t units = passed / SECOND * rate + passed % SECOND * rate / SECOND;
    int64_t tick = units / pacer->rate.scale;
    while (pacer_deadline(pacer, tick) > now)
        tick--;
    while (pacer_deadline(pacer, tick + 1) <= now)
        tick++;
    return tick;
}

int64_t pacer_begin(Pacer *pacer, int64_t now) {
    assert(pacer_wait(pacer, now) == 0);
    int64_t tick = tick_at(pacer, now);
    int64_t half = SECOND * pacer->rate.scale / pacer->rate.rate / 2;
    pacer->skipped += (uint64_t)(tick - pacer->next);
    if (now - pacer_deadline(pacer, pacer->next) > half)
        pacer->late++;
    pacer->next = tick + 1;
    return tick;
}

void pacer_resume(Pacer *pacer, int64_t now) {
    int64_t last = tick_at(pacer, now);
    if (last >= pacer->next)
        pacer->next = last + 1;
}
