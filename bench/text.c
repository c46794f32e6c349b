/* text.c: the same agenda page of 40 strings drawn by the text engine, and run by run with
 * SDL2_ttf, which has no fallback: whoever uses it splits each string by script, as here.
 *
 * Cold: everything opened and drawn for the first time (the files are in the page cache); warm:
 * drawn again. Medians of several rounds in one process, of one and the other in turn. The ratios
 * count, the milliseconds are this machine's. */
#include <assert.h>

#include <SDL.h>
#include <SDL_ttf.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "render/canvas.h"
#include "text/text.h"

enum { ROUNDS = 21, WARM_ROUNDS = 41, STRING_COUNT = 40 };

typedef struct {
    const char *text;
    float size; /* at 1080p */
    FontWeight weight;
} String;

/* The agenda of the design, in its sizes and weights: a clock, times, titles, speakers. */
static const String SPARSE[] = {
    {"云栖大会 · 阿里云系统软件生态专场", 34, WEIGHT_BOLD},
    {"分论坛 A", 28, WEIGHT_REGULAR},
    {"10:08", 76, WEIGHT_SEMIBOLD},
    {"正在进行", 29, WEIGHT_BOLD},
    {"NOW", 29, WEIGHT_SEMIBOLD},
    {"09:00 – 09:05", 36, WEIGHT_SEMIBOLD},
    {"开场", 38, WEIGHT_BOLD},
    {"系统软件在云时代的挑战与机遇", 26, WEIGHT_REGULAR},
    {"09:05 – 09:25", 36, WEIGHT_SEMIBOLD},
    {"共建“斗拱”系统软件开放生态", 38, WEIGHT_BOLD},
    {"Linux 发行版的分裂，云厂商与操作系统", 26, WEIGHT_REGULAR},
    {"马涛（伯瑜）", 30, WEIGHT_REGULAR},
    {"09:25 – 09:55", 36, WEIGHT_SEMIBOLD},
    {"斗拱社区介绍", 38, WEIGHT_BOLD},
    {"为什么建这个社区，如何运作？", 26, WEIGHT_REGULAR},
    {"金运通", 30, WEIGHT_REGULAR},
    {"09:55 – 10:25", 36, WEIGHT_SEMIBOLD},
    {"Alibaba Cloud Linux 项目", 38, WEIGHT_BOLD},
    {"One OS for the cloud, on every processor", 26, WEIGHT_REGULAR},
    {"智彻", 30, WEIGHT_REGULAR},
    {"10:25 – 10:55", 36, WEIGHT_SEMIBOLD},
    {"Inclavare Containers 项目", 38, WEIGHT_BOLD},
    {"面向机密计算和云原生的 Enclave 容器运行时技术栈", 26, WEIGHT_REGULAR},
    {"10:55 – 11:15", 36, WEIGHT_SEMIBOLD},
    {"Dragonwell 开源项目", 38, WEIGHT_BOLD},
    {"为大规模 Java 应用而生的 OpenJDK 发行版", 26, WEIGHT_REGULAR},
    {"三红", 30, WEIGHT_REGULAR},
    {"11:15 – 11:40", 36, WEIGHT_SEMIBOLD},
    {"Kata 容器在袋鼠平台上的实践", 38, WEIGHT_BOLD},
    {"业界领先的安全容器，联合 OpenStack 社区推广", 26, WEIGHT_REGULAR},
    {"韩伟东 / 刘将", 30, WEIGHT_REGULAR},
    {"11:40 – 12:00", 36, WEIGHT_SEMIBOLD},
    {"ali-diagnose 开源发布", 38, WEIGHT_BOLD},
    {"几分钟之内定位系统抖动、内存泄漏等疑难杂症", 26, WEIGHT_REGULAR},
    {"富秋 / 谢宝友", 30, WEIGHT_REGULAR},
    {"接下来 Next", 29, WEIGHT_BOLD},
    {"还剩 12 分钟", 30, WEIGHT_MEDIUM},
    {"合作伙伴：Intel · ARM · OpenStack · Mulan · 微博 · 头条", 24, WEIGHT_REGULAR},
    {"斗拱社区 dougong.example", 24, WEIGHT_REGULAR},
    {"下午的会议 14:00 开始", 30, WEIGHT_MEDIUM},
};
static_assert(sizeof SPARSE / sizeof SPARSE[0] == 40, "a page of 40 strings");

/* The same with what each session is about. */
static const String FULL[] = {
    {"云栖大会 · 阿里云系统软件生态专场", 34, WEIGHT_BOLD},
    {"分论坛 A", 28, WEIGHT_REGULAR},
    {"10:08", 76, WEIGHT_SEMIBOLD},
    {"正在进行 NOW", 29, WEIGHT_BOLD},
    {"09:00 – 09:05", 36, WEIGHT_SEMIBOLD},
    {"开场", 38, WEIGHT_BOLD},
    {"系统软件在云时代面临新的挑战：Linux 发行版的分裂日益严重，云厂商正在成为最大的操作系统发行版厂商，而开源是系统软件发展的最佳途径。我们倡议共同构建一个开放、合作、共赢的系统软件生态，让处理器、编译器、内核与容器的开发者坐到同一张桌子旁。",
     26, WEIGHT_REGULAR},
    {"主持人", 30, WEIGHT_REGULAR},
    {"09:05 – 09:25", 36, WEIGHT_SEMIBOLD},
    {"共建“斗拱”系统软件开放生态", 38, WEIGHT_BOLD},
    {"斗拱是一个中立、开放的操作系统开源社区，也是系统软件的开源创新平台。社区为什么要建立，定位是什么，如何运作，怎样加入特别兴趣小组，代码与文档放在哪里，贡献者能够获得哪些支持，都会在二十分钟里一一介绍，并留出时间回答听众的提问。",
     26, WEIGHT_REGULAR},
    {"马涛（伯瑜）", 30, WEIGHT_REGULAR},
    {"09:25 – 09:55", 36, WEIGHT_SEMIBOLD},
    {"斗拱社区介绍", 38, WEIGHT_BOLD},
    {"Alibaba Cloud Linux 是面向云计算的稳定、高效、安全、可靠的开源发行版，支持多种处理器架构，得到众多硬件厂商的贡献；不与任何一种架构绑定，从启动速度、资源隔离到热补丁都针对弹性计算的场景做了深度优化，已经在数十万台服务器上运行。",
     26, WEIGHT_REGULAR},
    {"金运通", 30, WEIGHT_REGULAR},
    {"09:55 – 10:25", 36, WEIGHT_SEMIBOLD},
    {"Alibaba Cloud Linux 项目", 38, WEIGHT_BOLD},
    {"Inclavare Containers 致力于为业界提供一种开源的、面向机密计算和云原生的 Enclave 容器运行时技术栈：把可信执行环境与容器结合起来，租户不必信任云平台，数据在使用过程中依旧加密；演讲还会展示远程证明的完整流程以及与 Kubernetes 的集成。",
     26, WEIGHT_REGULAR},
    {"智彻", 30, WEIGHT_REGULAR},
    {"10:25 – 10:55", 36, WEIGHT_SEMIBOLD},
    {"Inclavare Containers 项目", 38, WEIGHT_BOLD},
    {"Dragonwell 是面向大规模 Java 应用的 OpenJDK 发行版，带来了协程、弹性堆、多租户与快速启动等特性，经历过购物节洪峰流量的考验；本次分享介绍垃圾回收器的调优经验、预热方案、即时编译缓存以及上游社区的合作计划，适合关心延迟的工程师。",
     26, WEIGHT_REGULAR},
    {"乾越 / 尹歌", 30, WEIGHT_REGULAR},
    {"10:55 – 11:15", 36, WEIGHT_SEMIBOLD},
    {"Dragonwell 开源项目", 38, WEIGHT_BOLD},
    {"Kata 安全容器用轻量虚拟机隔离每一个 Pod，兼顾虚拟机的安全与容器的敏捷。我们与 OpenStack 社区一起推广，在函数计算与边缘节点上积累了丰富的实践：裁剪设备模型、共享只读内存、绕过宿主机网络协议栈，把冷启动时间压缩到一百毫秒以内。",
     26, WEIGHT_REGULAR},
    {"三红", 30, WEIGHT_REGULAR},
    {"11:15 – 11:40", 36, WEIGHT_SEMIBOLD},
    {"Kata 容器在袋鼠平台上的实践", 38, WEIGHT_BOLD},
    {"诊断工具能够在几分钟之内定位系统抖动、内存泄漏、调度延迟、磁盘饱和等疑难杂症，无需重启，也不必修改业务代码；探针由内核模块与用户态脚本组成，开销低于百分之一。今天正式开源，欢迎试用并提交你们在生产环境里遇到的奇怪案例与改进建议。",
     26, WEIGHT_REGULAR},
    {"韩伟东 / 刘将", 30, WEIGHT_REGULAR},
    {"11:40 – 12:00", 36, WEIGHT_SEMIBOLD},
    {"ali-diagnose 开源发布", 38, WEIGHT_BOLD},
    {"下午的圆桌论坛邀请处理器、编译器、容器和云平台的嘉宾，围绕软硬件协同、供应链安全、长期支持版本、社区治理与商业可持续性展开讨论；现场观众可以扫码提问，问题按照票数排序，主持人会优先挑选与实际部署经验相关的话题，请踊跃参加。",
     26, WEIGHT_REGULAR},
    {"富秋 / 谢宝友", 30, WEIGHT_REGULAR},
    {"接下来 Next", 29, WEIGHT_BOLD},
    {"还剩 12 分钟", 30, WEIGHT_MEDIUM},
    {"合作伙伴：Intel · ARM · OpenStack · Mulan · 微博 · 头条", 24, WEIGHT_REGULAR},
    {"斗拱社区 dougong.example", 24, WEIGHT_REGULAR},
};
static_assert(sizeof FULL / sizeof FULL[0] == 40, "a page of 40 strings");

static double now_ms(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

static size_t heap_used(void) {
    return mallinfo2().uordblks;
}

/* ---- the engine ------------------------------------------------------------------------------*/

/* As the program draws a page: all texts are laid out, then drawn by src/render/render.c, whose
 * canvas has the inner loops that every page uses. */
static void draw_engine(const String *strings, TextEngine *engine, Arena *arena, Canvas *canvas,
                        float scale) {
    const TextLayout *layouts[STRING_COUNT];
    arena_reset(arena);
    for (size_t i = 0; i < STRING_COUNT; i++) {
        const TextStyle style = {.role = FONT_DISPLAY,
                                 .weight = strings[i].weight,
                                 .size = strings[i].size * scale,
                                 .language = str_from("zh-CN")};
        layouts[i] = text_layout(engine, arena, str_from(strings[i].text), &style, &(TextBox){0});
        text_prepare(engine, layouts[i], 0);
    }
    float y = 0;
    for (size_t i = 0; i < STRING_COUNT; i++) {
        for (size_t k = 0; k < layouts[i]->glyph_count; k++) {
            const PlacedGlyph *glyph = &layouts[i]->glyphs[k];
            float quarters = floorf(glyph->x * 4 + 0.5f), whole = floorf(quarters / 4);
            const GlyphBitmap *bitmap =
                text_glyph(engine, glyph->font, glyph->glyph, layouts[i]->size,
                           (uint32_t)(quarters - whole * 4));
            canvas_coverage(canvas, bitmap->pixels, bitmap->stride, (int32_t)whole + bitmap->left,
                            (int32_t)lroundf(y + glyph->y) + bitmap->top, bitmap->width,
                            bitmap->height, 0xffffffff);
        }
        y += 26 * scale;
    }
}

/* ---- SDL2_ttf --------------------------------------------------------------------------------*/

#define INTER "/usr/share/fonts/opentype/inter/InterDisplay-"
#define CJK   "/usr/share/fonts/opentype/noto/NotoSansCJK-"

enum { SIZES_MAX = 16 };

typedef struct {
    int size;
    TTF_Font *fonts[WEIGHT_COUNT][2]; /* [][is_han] */
} SizedFonts;

typedef struct {
    SizedFonts sizes[SIZES_MAX];
    size_t count;
} TtfFonts;

static TTF_Font *ttf_font(TtfFonts *fonts, int size, FontWeight weight, bool is_han) {
    static const char *const FILES[WEIGHT_COUNT][2] = {
        {INTER "Regular.otf", CJK "Regular.ttc"},
        {INTER "Medium.otf", CJK "Regular.ttc"},
        {INTER "SemiBold.otf", CJK "Bold.ttc"},
        {INTER "Bold.otf", CJK "Bold.ttc"},
    };
    size_t i = 0;
    while (i < fonts->count && fonts->sizes[i].size != size)
        i++;
    if (i == fonts->count)
        fonts->sizes[fonts->count++].size = size;
    TTF_Font **font = &fonts->sizes[i].fonts[weight][is_han];
    if (!*font) {
        *font = TTF_OpenFontIndex(FILES[weight][is_han], size, is_han ? 2 : 0);
        if (!*font) {
            fprintf(stderr, "bench_text: %s\n", TTF_GetError());
            exit(1);
        }
        TTF_SetFontHinting(*font, TTF_HINTING_LIGHT);
    }
    return *font;
}

static void ttf_close(TtfFonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++)
        for (size_t k = 0; k < WEIGHT_COUNT * 2; k++)
            if (fonts->sizes[i].fonts[k / 2][k % 2])
                TTF_CloseFont(fonts->sizes[i].fonts[k / 2][k % 2]);
    *fonts = (TtfFonts){0};
}

static bool is_han(uint32_t rune) {
    return rune >= 0x2e80 || rune == 0x201c || rune == 0x201d;
}

static void draw_ttf(const String *strings, TtfFonts *fonts, SDL_Surface *page, float scale) {
    const SDL_Color white = {255, 255, 255, 255};
    float y = 0;
    for (size_t i = 0; i < STRING_COUNT; i++) {
        Str text = str_from(strings[i].text);
        int x = 0, size = (int)lroundf(strings[i].size * scale);
        for (size_t from = 0; from < text.len;) {
            size_t to = from;
            bool run_is_han = is_han(str_next_rune(text, &to));
            for (size_t next = to; next < text.len; to = next)
                if (is_han(str_next_rune(text, &next)) != run_is_han)
                    break;
            char run[1024];
            snprintf(run, sizeof run, "%.*s", (int)(to - from), text.s + from);
            SDL_Surface *picture = TTF_RenderUTF8_Blended(
                ttf_font(fonts, size, strings[i].weight, run_is_han), run, white);
            if (picture) {
                SDL_BlitSurface(picture, NULL, page, &(SDL_Rect){x, (int)y, 0, 0});
                x += picture->w;
                SDL_FreeSurface(picture);
            }
            from = to;
        }
        y += 26 * scale;
    }
}

/* ---- measuring -------------------------------------------------------------------------------*/

typedef struct {
    const char *name;
    const String *strings;
    int width, height;
    float scale;
} Page;

typedef struct {
    double cold[ROUNDS], warm[WARM_ROUNDS]; /* ms */
    size_t glyph_bytes;
} Result;

/* What one of the two has drawn on, and with. */
typedef struct {
    SDL_Surface *surface;
    Canvas canvas;
    Arena *arena;
    TextEngine *engine;
    TtfFonts fonts;
} Bench;

static void cold_engine(Bench *bench, const Page *page, double *ms) {
    double start = now_ms();
    bench->engine = text_engine_create(&(TextSettings){0}, NULL);
    draw_engine(page->strings, bench->engine, bench->arena, &bench->canvas, page->scale);
    *ms = now_ms() - start;
}

static void cold_ttf(Bench *bench, const Page *page, double *ms) {
    double start = now_ms();
    TTF_Init();
    draw_ttf(page->strings, &bench->fonts, bench->surface, page->scale);
    *ms = now_ms() - start;
}

static void close_both(Bench *bench) {
    text_engine_free(bench->engine);
    ttf_close(&bench->fonts);
    TTF_Quit();
}

/* Round by round in turn, so that what else the machine does hits both. */
static void measure(const Page *page, Result *ours, Result *ttf) {
    Bench bench = {.surface = SDL_CreateRGBSurfaceWithFormat(0, page->width, page->height, 32,
                                                             SDL_PIXELFORMAT_ARGB8888),
                   .arena = arena_create()};
    Pixmap pixmap = {page->width, page->height, bench.surface->pixels};
    bench.canvas = canvas_open(&pixmap);
    for (int round = 0; round < ROUNDS; round++) {
        cold_engine(&bench, page, &ours->cold[round]);
        size_t heap = heap_used();
        cold_ttf(&bench, page, &ttf->cold[round]);
        ttf->glyph_bytes = heap_used() - heap;
        if (round + 1 < ROUNDS)
            close_both(&bench);
    }
    for (int round = 0; round < WARM_ROUNDS; round++) {
        double start = now_ms();
        draw_engine(page->strings, bench.engine, bench.arena, &bench.canvas, page->scale);
        double middle = now_ms();
        draw_ttf(page->strings, &bench.fonts, bench.surface, page->scale);
        ours->warm[round] = middle - start;
        ttf->warm[round] = now_ms() - middle;
    }
    ours->glyph_bytes = text_statistics(bench.engine).glyph_bytes;
    close_both(&bench);
    arena_free(bench.arena);
    canvas_close(&bench.canvas);
    SDL_FreeSurface(bench.surface);
}

int main(void) {
    static const Page PAGES[] = {{"agenda 1080p", SPARSE, 1920, 1080, 1},
                                 {"agenda 4K", SPARSE, 3840, 2160, 2},
                                 {"full 1080p", FULL, 1920, 1080, 1},
                                 {"full 4K", FULL, 3840, 2160, 2}};
    printf("%-14s %24s %24s %24s\n", "", "cold ms: ttf, ours", "warm ms: ttf, ours",
           "glyph MB: ttf, ours");
    for (size_t i = 0; i < countof(PAGES); i++) {
        Result ours, ttf;
        measure(&PAGES[i], &ours, &ttf);
        double ours_cold = median(ours.cold, ROUNDS), ttf_cold = median(ttf.cold, ROUNDS);
        double ours_warm = median(ours.warm, WARM_ROUNDS), ttf_warm = median(ttf.warm, WARM_ROUNDS);
        printf("%-14s %8.1f %6.1f %7.1fx %8.2f %6.2f %7.1fx %8.2f %6.2f %7.1fx\n", PAGES[i].name,
               ttf_cold, ours_cold, ttf_cold / ours_cold, ttf_warm, ours_warm, ttf_warm / ours_warm,
               (double)ttf.glyph_bytes / 1e6, (double)ours.glyph_bytes / 1e6,
               (double)ttf.glyph_bytes / (double)ours.glyph_bytes);
    }
    return 0;
}
