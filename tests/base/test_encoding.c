/* test_encoding.c: short texts in the encodings that people's programs still write, made by ICU
 * from what stands here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ucnv.h>

#include "base/decode.h"
#include "base/encoding.h"

static const struct {
    const char *encoding, *text;
} SAMPLES[] = {
    /* Chinese, simplified */
    {"gb18030", "时间,标题,地点\n9:00,开幕致辞,主会场\n"},
    {"gb18030", "kiosk: 1\nevent:\n  name: 系统软件生态专场\n"},
    {"gb18030", "Title,Room\nOpening,一号厅\n"},
    {"gb18030", "日期\t议题\t嘉宾\n5月16日\t云原生安全\t张三\n"},
    {"gb18030", "圆桌：开源的下一步\n茶歇\n机密计算\n"},
    {"gb18030", "姓名,单位,题目\n刘伟,清华大学,图像压缩\n王芳,北京大学,自然语言处理\n"},
    {"gb18030", "请大家从左侧门离开会场\n"},
    {"gb18030", "title: 午餐\n"},
    /* Chinese, traditional */
    {"Big5", "時間,標題,地點\n9:00,開幕致詞,國際會議廳\n"},
    {"Big5", "日期,議題,講者\n5/16,自由軟體與教育,陳小明\n"},
    {"Big5", "圓桌論壇：開源的下一步\n茶敘\n"},
    {"Big5", "Title,Room\nOpening,第一會議室\n"},
    {"Big5", "資訊安全與隱私權\n人工智慧的倫理問題\n"},
    {"Big5", "王大同,臺灣大學,影像處理\n林美惠,交通大學,網路安全\n"},
    {"Big5", "午餐時間,請至地下一樓\n"},
    /* Japanese */
    {"Shift_JIS",
     "日付,開始時刻,終了時刻,会場,タイトル,登壇者\n2026/12/27,10:00,10:40,ホールA,開会の挨拶,山田太郎\n"},
    {"Shift_JIS", "時間,演題\n13:00,オープンソースの未来\n"},
    {"Shift_JIS", "Title,Room\nOpening,大ホール\n"},
    {"Shift_JIS", "休憩\n懇親会は三階のレストランで\n"},
    {"Shift_JIS", "機械学習入門,佐藤花子\nセキュリティ,鈴木一郎\n"},
    {"Shift_JIS", "東京都,京都府,北海道\n"},
    {"Shift_JIS", "受付と名札のお渡し\n"},
    {"EUC-JP", "日付,開始時刻,会場,タイトル\n12月27日,10:00,ホールA,開会の挨拶\n"},
    {"EUC-JP", "時間,演題\n13:00,オープンソースの未来\n"},
    {"EUC-JP", "休憩\n懇親会は三階のレストランで\n"},
    {"EUC-JP", "機械学習入門,佐藤花子\nセキュリティ,鈴木一郎\n"},
    {"EUC-JP", "受付と名札のお渡し\n"},
    /* Korean */
    {"EUC-KR", "날짜,시간,제목,발표자,장소\n2026년 12월 27일,오전 9시,개회사,김하나,대강당\n"},
    {"EUC-KR", "시간,강연\n13:00,오픈소스의 미래\n"},
    {"EUC-KR", "Title,Room\nOpening,대회의실\n"},
    {"EUC-KR", "점심 식사\n휴식 시간\n"},
    {"windows-949", "인공지능과 보안,이두리\n데이터 분석,박세나\n"},
    {"windows-949", "왼쪽 문으로 나가 주십시오\n"},
    /* Western */
    {"windows-1252", "Datum;Titel;Referent\n27.12.2026;Eröffnung – „Grüße“;Jürgen Müller\n"},
    {"windows-1252", "Titel;Raum\nÜber die Größe;Hörsaal\n"},
    {"windows-1252", "Zoë Müller\nNoël Öztürk\n"},
    {"windows-1252", "Date,Start,Room,Title\n2027-05-15,09:00,Hall,Ticket 5 € and up\n"},
    {"IBM850", "Date,Start,Room,Title\n2027-05-15,09:00,Café,Opening\n"},
    {"ISO-8859-6", "Start,Room,Title\n09:00,القاعة,افتتاح المؤتمر\n10:00,القاعة,النحل والنمل\n"},
    {"windows-874", "Start,Room,Title\n09:00,Hall,พิธีเปิดการประชุม\n10:00,Hall,ผึ้งและมด\n"},
    {"windows-1252", "Heure de début;Salle\n9h00;Amphithéâtre\n"},
    {"windows-1252", "Les fourmis, c’est la première conférence\nDéjeuner à l’étage\n"},
    {"windows-1252", "Título,Ponente\nLa programación en español,José Núñez\n"},
    {"windows-1252", "Título,Palestrante\nIntrodução à programação,João Conceição\n"},
    {"windows-1252", "Perché la qualità è così importante\n"},
    {"windows-1252", "Øl og brød på Åsgård\nMøde i København\n"},
    {"windows-1252", "Hyvää päivää\nÄänestys on käynnissä\n"},
    {"windows-1252", "Räksmörgås på Södermalm\n"},
    {"windows-1252", "Caf\u00e9\n"},
    {"IBM850", "Datum;Titel;Referent\n27.12.2026;Eröffnung der Größe;Jürgen Müller\n"},
    {"IBM850", "Titel;Raum\nÜber die Größe;Hörsaal\n"},
    {"IBM850", "Heure de début;Salle\n9h00;Amphithéâtre\n"},
    {"IBM850", "La programación en español,José Núñez\n"},
    /* Central European, Turkish, Baltic */
    {"windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy\n"},
    {"windows-1250", "Čas,Název,Řečník\n9:00,Zahájení přednášek,Jiří Dvořák\n"},
    {"windows-1250", "Godzina,Tytuł,Prelegent\n9:00,Otwarcie i świeże źródła,Łukasz Wiśniewski\n"},
    {"windows-1250", "Idő;Cím;Előadó\n9:00;Megnyitó és köszöntő;Kovács Győző\n"},
    {"windows-1254", "Saat;Başlık;Konuşmacı\n9:00;Açılış konuşması;Ayşe Yıldız\n"},
    {"windows-1254", "Yazılım ve güvenlik\nÖğle yemeği ışık altında\n"},
    {"windows-1257",
     "Laikas;Tema;Pranešėjas\n9:00;Atidarymas ir pusryčiai;Jonas Žukauskas, Šiauliai\n"},
    {"windows-1257", "Laiks;Nosaukums;Runātājs\n9:00;Konferences atklāšana;Jānis Bērziņš\n"},
    {"windows-1257", "Pietų pertrauka\nAtvirojo kodo programinė įranga ir žmogaus teisės\n"},
    {"ISO-8859-4",
     "Laikas;Tema\n9:00;Konferencijos atidarymas, Šiauliai\n10:00;Duomenų sauga įmonėje\n"},
    {"ISO-8859-4", "Sākums;Tēma\n9:00;Ķēde un drošība\n10:00;Jūras ģimene, Līga Kalniņa\n"},
    {"ISO-8859-2", "Čas;Název;Řečník\n9:00;Zahájení a šťastná přestávka;Tomáš Dvořák\n"},
    {"ISO-8859-2", "Godzina;Tytuł\n9:00;Święto źródeł, Łódź\n10:00;Ćwiczenia, część druga\n"},
    {"windows-1252", "Konverentsi avamine\nTöötuba: šokolaad ja õun, Jüri Mägi\n"},
    {"IBM852", "Čas;Název\n9:00;Přestávka a žádné otázky\n10:00;Závěr, Jiří Dvořák\n"},
    {"macintosh", "Heure;Titre\n9:00;Conférence à côté du théâtre\n10:00;Déjeuner chez Hélène\n"},
    /* Other alphabets */
    {"windows-1251", "Время;Название;Докладчик\n9:00;Открытие конференции;Иван Петров\n"},
    {"windows-1251", "Обед\n"},
    {"KOI8-R", "Время;Название;Докладчик\n9:00;Открытие конференции;Иван Петров\n"},
    {"ISO-8859-5", "Время;Название;Докладчик\n9:00;Открытие конференции;Иван Петров\n"},
    {"IBM866", "Время;Название;Докладчик\n9:00;Открытие конференции;Иван Петров\n"},
    {"windows-1251", "Час,Тема\n9:00,Відкриття та вітання\n"},
    {"windows-1253", "Ώρα;Τίτλος;Ομιλητής\n9:00;Έναρξη του συνεδρίου;Γιώργος\n"},
    {"windows-1255", "שעה,כותרת,מרצה\n9:00,פתיחה וברכות,דנה כהן\n"},
    {"windows-1256", "الوقت,العنوان,المتحدث\n9:00,كلمة الافتتاح,أحمد\n"},
};

static Str encode(Arena *arena, const char *encoding, const char *text) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)strlen(text) * 4 + 8;
    char *bytes = arena_new(arena, char, (size_t)room);
    int32_t len =
        ucnv_convert(encoding, "UTF-8", bytes, room, text, (int32_t)strlen(text), &status);
    if (U_FAILURE(status) || memchr(bytes, 0x1A, (size_t)len))
        fail_msg("%s cannot have: %s", encoding, text);
    return (Str){.s = bytes, .len = (size_t)len};
}

static void each_sample_is_read_as_it_was_written(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < countof(SAMPLES); i++) {
        Arena *arena = arena_create();
        Str bytes = encode(arena, SAMPLES[i].encoding, SAMPLES[i].text);
        EncodingGuess guess = encoding_guess(arena, bytes);
        size_t broken = 0;
        Str text =
            guess.best.name ? encoding_convert(arena, bytes, guess.best.name, &broken) : (Str){0};
        bool is_right = str_equal_c(text, SAMPLES[i].text) && guess.is_clear;
        if (!is_right)
            print_error("%s: %s: %s\n  %.*s\n  %s %.*s\n", SAMPLES[i].encoding,
                        guess.best.name ? guess.best.name : "none",
                        guess.is_clear ? "clear" : "unclear", str_arg(guess.best.sample),
                        guess.second.name ? guess.second.name : "none",
                        str_arg(guess.second.sample));
        wrong += !is_right;
        arena_free(arena);
    }
    assert_int_equal(wrong, 0);
}

/* What can be two things is said to be so, with both readings. */
static void what_is_not_clear_is_not_guessed(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *best, *second, *first_reading, *second_reading;
    } CASES[] = {
        {"Titel\nZo\xEB\n", "windows-1252", "windows-1257", "Zoë", "Zoė"},
        /* The line is shown in which they differ. */
        {"K\xFCsimused ja t\xF6\xF6tuba\nM\xE4gi, J\xE4rve, P\xE4rn, K\xE4\xE4n, M\xF5is\n\xD0okolaad\n",
         "windows-1257", "windows-1252", "Šokolaad", "Ðokolaad"},
        {"Title\nx \xB1 y\n", "windows-1252", "IBM850", "x ± y", "x ▒ y"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        EncodingGuess guess = encoding_guess(arena, str_from(CASES[i].bytes));
        assert_false(guess.is_clear);
        if (strcmp(guess.best.name, CASES[i].best) != 0 ||
            strcmp(guess.second.name, CASES[i].second) != 0)
            fail_msg("%s, %s", guess.best.name, guess.second.name);
        assert_true(str_equal_c(guess.best.sample, CASES[i].first_reading));
        assert_true(str_equal_c(guess.second.sample, CASES[i].second_reading));
        arena_free(arena);
    }
}

static void a_scratch_is_no_other_encoding(void **state) {
    (void)state;
    assert_true(encoding_is_scratched(str_from("蜜蜂与养蜂人\xFF的一天")));
    assert_true(encoding_is_scratched(str_from("für \xFF schön, größer, Übung")));
    assert_false(encoding_is_scratched(str_from("f\xFCr sch\xF6n")));
    assert_false(encoding_is_scratched(str_from("\xB1\xEA\xCC\xE2,\xC8\xD5\xC6\xDA")));
}

static void names_are_those_of_icu(void **state) {
    (void)state;
    static const char *const KNOWN[] = {"windows-1252", "cp1252", "latin1", "Shift_JIS",
                                        "SJIS",         "cp932",  "gbk",    "Big5",
                                        "EUC-JP",       "euc-kr", "cp850",  "KOI8-R"};
    for (size_t i = 0; i < countof(KNOWN); i++)
        if (!encoding_is_known(str_from(KNOWN[i])))
            fail_msg("%s", KNOWN[i]);
    assert_false(encoding_is_known(str_from("")));
    assert_false(encoding_is_known(str_from("German")));
    Arena *arena = arena_create();
    size_t broken;
    assert_int_equal(encoding_convert(arena, str_from("x"), "German", &broken).len, 0);
    Str text = encoding_convert(arena, str_from("\x83\x7A\x81 \x83\x7A"), "Shift_JIS", &broken);
    if (!str_equal_c(text, "ホ\uFFFD ホ"))
        fail_msg("%.*s", str_arg(text));
    assert_int_equal(broken, 1);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sample_is_read_as_it_was_written),
        cmocka_unit_test(what_is_not_clear_is_not_guessed),
        cmocka_unit_test(a_scratch_is_no_other_encoding),
        cmocka_unit_test(names_are_those_of_icu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
