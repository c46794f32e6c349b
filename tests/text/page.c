/* page.c: see page.h. */
#include "page.h"

#include <stdio.h>

typedef struct {
    const char *text;
    float x, y, size, width;
    FontRole role;
    FontWeight weight;
    const char *language;
    TextAlign align;
    uint32_t color;
} Piece;

static const Piece PIECES[] = {
    {"共建“斗拱”系统软件开放生态", 60, 38, 96, 0, FONT_DISPLAY, WEIGHT_BOLD, "zh-CN", ALIGN_START,
     0xffffff},
    {"马涛（伯瑜）", 60, 165, 56, 0, FONT_BODY, WEIGHT_REGULAR, "zh-CN", ALIGN_START, 0x99ccff},
    {"Inclavare Containers: confidential computing, cloud native", 60, 250, 48, 0, FONT_BODY,
     WEIGHT_REGULAR, "en", ALIGN_START, 0xf0f0f0},
    {"机密计算（Confidential Computing）是保护使用中数据安全的技术。Inclavare "
     "Containers把TEE（Trusted Execution "
     "Environment）与容器运行时结合起来，让用户在“不可信”的基础设施上运行敏感负载；本次演讲介绍"
     "其在OpenAnolis社区的演进——从SGX到TDX、CoCo……以及v1.0之后的路线图。",
     60, 315, 36, 1100, FONT_BODY, WEIGHT_REGULAR, "zh-CN", ALIGN_START, 0xd5dde2},
    {"🎉 欢迎 👨‍👩‍👧 🇨🇳 👍🏽 C++ ❤️", 60, 585, 48, 0, FONT_BODY,
     WEIGHT_REGULAR, "zh-CN", ALIGN_START, 0xffffff},
    {"مرحبا بكم في مؤتمر SDL 2024 (السحابة) بِسْمِ", 60, 655, 48, 1100, FONT_BODY, WEIGHT_REGULAR,
     "ar", ALIGN_START, 0xffffff},
    {"ยินดีต้อนรับสู่งานประชุมที่น้ำ", 60, 725, 48, 0, FONT_BODY, WEIGHT_REGULAR, "th", ALIGN_START,
     0xffffff},
    {"हिन्दी में स्वागत क्षेत्र · ברוכים הבאים · Åsa Ǻngström", 60, 795, 48, 0, FONT_BODY, WEIGHT_REGULAR,
     "hi", ALIGN_START, 0xffffff},
    {"直骨今令判返「ようこそ」한국어 환영합니다", 60, 865, 48, 0, FONT_BODY, WEIGHT_REGULAR, "ja",
     ALIGN_START, 0xffffff},
    {"直骨今令判返「ようこそ」", 60, 935, 48, 0, FONT_BODY, WEIGHT_REGULAR, "zh-CN", ALIGN_START,
     0xffffff},
    {"Kata容器在袋鼠平台上的实践：开源机密计算基础设施", 1240, 315, 60, 560, FONT_DISPLAY,
     WEIGHT_BOLD, "zh-CN", ALIGN_START, 0xffd479},
    {"「开场」致辞（主持人）：“开放，共赢”。", 1240, 585, 48, 300, FONT_BODY, WEIGHT_REGULAR,
     "zh-CN", ALIGN_START, 0xffffff},
    {"The state of the art of signage in C++ and C#, 14:00–15:30", 60, 1020, 48, 700, FONT_DISPLAY,
     WEIGHT_SEMIBOLD, "en", ALIGN_START, 0x9fe6b8},
    {"한국어 환영합니다 오픈소스 컨퍼런스에 오신 것을", 820, 1020, 44, 560, FONT_BODY,
     WEIGHT_REGULAR, "ko", ALIGN_START, 0xffffff},
    {"https://github.com/openanolis", 1420, 1020, 32, 0, FONT_MONO, WEIGHT_REGULAR, "en",
     ALIGN_START, 0xffffff},
    {"∑ ∞ → ★ ☎ ♫ ✓ ½ © € Ω Ж ქართული Հայերեն አማርኛ தமிழ் বাংলা", 60, 1170, 40, 0, FONT_BODY,
     WEIGHT_REGULAR, "", ALIGN_START, 0xc0c8d8},
};

Canvas page_draw(TextEngine *engine, Arena *arena, float scale) {
    Canvas canvas = canvas_create((int32_t)(1920 * scale), (int32_t)(1240 * scale), 0x111827);
    for (size_t i = 0; i < countof(PIECES); i++) {
        const Piece *piece = &PIECES[i];
        const TextStyle style = {.role = piece->role,
                                 .weight = piece->weight,
                                 .size = piece->size * scale,
                                 .line_height = piece->size < 40 ? 1.47f : 0,
                                 .language = str_from(piece->language)};
        const TextBox box = {.width = piece->width * scale,
                             .align = piece->align,
                             .is_balanced = piece->role == FONT_DISPLAY};
        const TextLayout *layout = text_layout(engine, arena, str_from(piece->text), &style, &box);
        canvas_text(&canvas, engine, layout, piece->x * scale, piece->y * scale, piece->color);
        if (layout->missing > 0)
            fprintf(stderr, "no glyph for U+%04X in: %s\n", (unsigned)layout->first_missing,
                    piece->text);
    }
    return canvas;
}
