#include "formats/csv_columns.h"

#include <string.h>

#include "base/ascii.h"

enum { HEADER_MAX = 64, SPELLINGS_MAX = 24 };

static const char *const SPELLINGS[][SPELLINGS_MAX] = {
    [COLUMN_TITLE] = {"title",   "session title", "session",  "talk",           "talk title",
                      "subject", "presentation",  "summary",  "proposal title", "titel",
                      "vortrag", "titre",         "标题",     "题目",           "主题",
                      "议题",    "演讲题目",      "演讲主题", "標題",           "題目",
                      "議題",    "内容主题"},
    [COLUMN_START] = {"start", "start time", "starts", "starts at", "from", "begin", "begins",
                      "begin time", "scheduled at", "beginn", "von", "début", "开始", "开始时间",
                      "起始时间", "開始", "開始時間", "startsat"},
    [COLUMN_END] = {"end", "end time", "ends", "ends at", "until", "to", "till", "finish", "ende",
                    "bis", "fin", "结束", "结束时间", "终止时间", "結束", "結束時間", "endsat"},
    [COLUMN_TIME] = {"time", "times", "time slot", "slot", "when", "zeit", "uhrzeit", "heure",
                     "时间", "时间段", "時間", "时段"},
    [COLUMN_DATE] = {"date", "day", "start date", "datum", "tag", "日期", "日子", "天"},
    [COLUMN_END_DATE] = {"end date", "结束日期"},
    [COLUMN_DURATION] = {"duration", "length", "minutes", "duration (min)", "duration in minutes",
                         "mins", "dauer", "durée", "时长", "时长(分钟)", "时长（分钟）", "時長",
                         "分钟"},
    [COLUMN_ROOM] = {"room", "location", "venue", "hall", "place", "stage", "room name", "raum",
                     "saal", "ort", "salle", "会场", "地点", "场地", "房间", "会议室", "會場",
                     "地點", "教室"},
    [COLUMN_SPEAKERS] = {"speakers",  "speaker",    "speaker names", "speaker name", "speaker(s)",
                         "presenter", "presenters", "speaker names", "author",       "authors",
                         "referent",  "referenten", "sprecher",      "讲者",         "演讲者",
                         "嘉宾",      "演讲嘉宾",   "主讲人",        "演讲人",       "分享嘉宾",
                         "講者"},
    [COLUMN_AFFILIATION] = {"affiliation", "company", "organisation", "organization", "org",
                            "employer", "firma", "单位", "公司", "机构", "所属单位", "單位"},
    [COLUMN_TRACK] = {"track", "category", "tracks", "stream", "track name", "分论坛", "类别",
                      "分类", "论坛", "專題", "议程"},
    [COLUMN_TYPE] = {"type", "format", "session type", "session format", "kind", "art", "类型",
                     "形式", "類型"},
    [COLUMN_LANGUAGE] = {"language", "lang", "sprache", "语言", "語言", "langue"},
    [COLUMN_ABSTRACT] = {"abstract", "description", "details", "session description",
                         "beschreibung", "zusammenfassung", "摘要", "简介", "内容", "内容简介",
                         "描述", "簡介"},
    [COLUMN_SUBTITLE] = {"subtitle", "untertitel", "副标题", "副標題"},
    [COLUMN_ID] = {"id", "code", "session id", "proposal id", "uid", "nr", "no", "no.", "#", "编号",
                   "序号", "編號"},
    [COLUMN_URL] = {"url", "link", "website", "web", "链接", "网址", "連結"},
    [COLUMN_STATUS] = {"status", "state", "状态", "狀態"},
    [COLUMN_NOTE] = {"note", "notes", "remark", "remarks", "comment", "bemerkung", "备注", "說明"},
    [COLUMN_RECORD] = {"do not record", "no recording", "recording opt out", "不录制"},
};
_Static_assert(countof(SPELLINGS) == COLUMN_COUNT, "spellings for each column");

static const struct {
    const char *mark, *tag;
} PREFIXES[] = {{"英文", "en"}, {"中文", "zh"}, {"英語", "en"}},
  SUFFIXES[] = {{"(en)", "en"},      {"（英文）", "en"}, {"(英文)", "en"},   {" en", "en"},
                {"(english)", "en"}, {" english", "en"}, {"(zh)", "zh"},     {"（中文）", "zh"},
                {"(中文)", "zh"},    {" zh", "zh"},      {" chinese", "zh"}, {"(de)", "de"},
                {" de", "de"},       {"(fr)", "fr"},     {" fr", "fr"},      {"(ja)", "ja"},
                {" ja", "ja"},       {"(ko)", "ko"},     {" ko", "ko"}};

const char *csv_column_name(Column column) {
    return SPELLINGS[column][0];
}

/* In small letters, with spaces for _ and -, without what people put around: "*Start_Time:" */
static Str normalise(Str word, char *buffer) {
    size_t len = 0;
    word = str_trim(word);
    while (word.len && strchr("*\"'", word.s[0]))
        word = str_slice(word, 1, word.len);
    for (size_t i = 0; i < word.len && len < HEADER_MAX; i++) {
        char c = ascii_lower(word.s[i]);
        if (c == '_' || c == '-' || c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        if (c == ' ' && len > 0 && buffer[len - 1] == ' ')
            continue;
        buffer[len++] = c;
    }
    Str out = str_trim((Str){.s = buffer, .len = len});
    while (out.len && strchr(":*\"'", out.s[out.len - 1]))
        out = str_trim(str_slice(out, 0, out.len - 1));
    return str_ends(out, "：") ? str_slice(out, 0, out.len - 3) : out;
}

static Column find(Str word) {
    for (size_t column = 0; column < COLUMN_COUNT; column++)
        for (size_t i = 0; i < SPELLINGS_MAX && SPELLINGS[column][i]; i++)
            if (str_equal_c(word, SPELLINGS[column][i]))
                return (Column)column;
    return COLUMN_COUNT;
}

Column csv_column(Str word, Str *language) {
    char buffer[HEADER_MAX];
    *language = (Str){0};
    word = normalise(word, buffer);
    Column column = find(word);
    for (size_t i = 0; i < countof(SUFFIXES) && column == COLUMN_COUNT; i++) {
        if (!str_ends(word, SUFFIXES[i].mark))
            continue;
        column = find(str_trim(str_slice(word, 0, word.len - strlen(SUFFIXES[i].mark))));
        *language = str_from(SUFFIXES[i].tag);
    }
    for (size_t i = 0; i < countof(PREFIXES) && column == COLUMN_COUNT; i++) {
        if (!str_starts(word, PREFIXES[i].mark))
            continue;
        column = find(str_trim(str_slice(word, strlen(PREFIXES[i].mark), word.len)));
        *language = str_from(PREFIXES[i].tag);
    }
    if (column == COLUMN_COUNT)
        *language = (Str){0};
    return column;
}

size_t csv_count_known(const CsvCell *cells, size_t count) {
    size_t known = 0;
    Str language;
    for (size_t i = 0; i < count; i++)
        known += csv_column(cells[i].text, &language) != COLUMN_COUNT;
    return known;
}
