/* beside.c: paragraphs in twelve scripts as the engine sets them, one a line, for a browser to set
 * beside them (beside_chromium.py): name, language, family, size, width of the box, width in one
 * line, and the lines, between tabs; lines are joined by "|". */
#include <stdio.h>

#include "canvas.h"

enum { SIZE = 40, BOX = 545 };

static const struct {
    const char *name, *language, *family, *text;
} PARAGRAPHS[] = {
    {"Latin", "en", "Inter",
     "The road to reproducible builds and what we learned on the way to them"},
    {"Cyrillic", "ru", "Inter",
     "Открытая конференция разработчиков свободных программ в большом зале"},
    {"Greek", "el", "Inter", "Ανοιχτό λογισμικό για όλους στην μεγάλη αίθουσα του κτιρίου"},
    {"Han", "zh-CN", "Noto Sans CJK SC", "系统软件在云时代的挑战与机遇以及开源社区的未来"},
    {"kana", "ja", "Noto Sans CJK SC", "コミュニティと企業の協力についてゲストが語ります"},
    {"Hangul", "ko", "Noto Sans CJK SC", "오픈소스 컨퍼런스에 오신 것을 환영합니다 여러분"},
    {"Arabic", "ar", "Noto Sans Arabic",
     "مستقبل الشبكات المفتوحة في القاعة الكبرى من المبنى الرئيسي"},
    {"Hebrew", "he", "Noto Sans Hebrew", "ברוכים הבאים לכנס התוכנה החופשית באולם הגדול של הבניין"},
    {"Devanagari", "hi", "Noto Sans Devanagari", "मुक्त सॉफ्टवेयर सम्मेलन में आप सभी का हार्दिक स्वागत है"},
    {"Thai", "th", "Noto Sans Thai", "ยินดีต้อนรับสู่งานประชุมซอฟต์แวร์เสรีในห้องโถงใหญ่"},
    {"Burmese", "my", "Noto Sans Myanmar", "လာမည့်ဆယ်စုနှစ်အတွက် စနစ်ဆော့ဖ်ဝဲ ဖွံ့ဖြိုးတိုးတက်မှု"},
    {"Tamil", "ta", "Noto Sans Tamil", "தமிழ் கணினி மாநாட்டிற்கு உங்கள் அனைவரையும் வரவேற்கிறோம்"},
};

int main(void) {
    Arena *arena = arena_create();
    TextEngine *engine = canvas_engine(arena);
    if (!engine)
        return 1;
    for (size_t i = 0; i < countof(PARAGRAPHS); i++) {
        Str text = str_from(PARAGRAPHS[i].text);
        const TextStyle style = {
            .role = FONT_BODY, .size = SIZE, .language = str_from(PARAGRAPHS[i].language)};
        const TextLayout *layout =
            text_layout(engine, arena, text, &style, &(TextBox){.width = BOX});
        printf("%s\t%s\t%s\t%d\t%d\t%.2f\t", PARAGRAPHS[i].name, PARAGRAPHS[i].language,
               PARAGRAPHS[i].family, SIZE, BOX, (double)text_width(engine, text, &style));
        for (size_t k = 0; k < layout->line_count; k++) {
            Str line =
                str_slice(text, layout->lines[k].from, layout->lines[k].to - layout->lines[k].from);
            printf("%s%.*s", k > 0 ? "|" : "", str_arg(line));
        }
        printf("\t%s\n", PARAGRAPHS[i].text);
    }
    text_engine_free(engine);
    arena_free(arena);
    return 0;
}
