/* zone_suggest.c: what IANA calls the zone that a person wrote otherwise.
 *
 * People write the city they are in, an abbreviation or a distance from UTC. Many big cities have
 * no zone of their own name, Beijing first of all; those are in the table below. */
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

#include "base/zone.h"
#include "base/zone_names.h"

static const struct {
    const char *said;
    const char *zone;
} PLACES[] = {
    /* China */
    {"Beijing", "Asia/Shanghai"},
    {"Peking", "Asia/Shanghai"},
    {"China", "Asia/Shanghai"},
    {"Hangzhou", "Asia/Shanghai"},
    {"Shenzhen", "Asia/Shanghai"},
    {"Guangzhou", "Asia/Shanghai"},
    {"Canton", "Asia/Shanghai"},
    {"Chengdu", "Asia/Shanghai"},
    {"Nanjing", "Asia/Shanghai"},
    {"Wuhan", "Asia/Shanghai"},
    {"Xian", "Asia/Shanghai"},
    {"Suzhou", "Asia/Shanghai"},
    {"Tianjin", "Asia/Shanghai"},
    {"Qingdao", "Asia/Shanghai"},
    {"Xiamen", "Asia/Shanghai"},
    {"Dalian", "Asia/Shanghai"},
    {"中国", "Asia/Shanghai"},
    {"北京", "Asia/Shanghai"},
    {"上海", "Asia/Shanghai"},
    {"杭州", "Asia/Shanghai"},
    {"深圳", "Asia/Shanghai"},
    {"广州", "Asia/Shanghai"},
    {"成都", "Asia/Shanghai"},
    {"南京", "Asia/Shanghai"},
    {"武汉", "Asia/Shanghai"},
    {"西安", "Asia/Shanghai"},
    {"苏州", "Asia/Shanghai"},
    {"天津", "Asia/Shanghai"},
    {"重庆", "Asia/Shanghai"},
    {"青岛", "Asia/Shanghai"},
    {"厦门", "Asia/Shanghai"},
    {"乌鲁木齐", "Asia/Urumqi"},
    {"香港", "Asia/Hong_Kong"},
    {"Hongkong", "Asia/Hong_Kong"},
    {"澳门", "Asia/Macau"},
    {"台北", "Asia/Taipei"},
    {"臺北", "Asia/Taipei"},
    {"Taiwan", "Asia/Taipei"},
    /* Asia and the Pacific */
    {"东京", "Asia/Tokyo"},
    {"東京", "Asia/Tokyo"},
    {"Osaka", "Asia/Tokyo"},
    {"Kyoto", "Asia/Tokyo"},
    {"首尔", "Asia/Seoul"},
    {"서울", "Asia/Seoul"},
    {"Busan", "Asia/Seoul"},
    {"新加坡", "Asia/Singapore"},
    {"曼谷", "Asia/Bangkok"},
    {"Hanoi", "Asia/Ho_Chi_Minh"},
    {"Saigon", "Asia/Ho_Chi_Minh"},
    {"Bombay", "Asia/Kolkata"},
    {"Mumbai", "Asia/Kolkata"},
    {"Delhi", "Asia/Kolkata"},
    {"New Delhi", "Asia/Kolkata"},
    {"Bangalore", "Asia/Kolkata"},
    {"Bengaluru", "Asia/Kolkata"},
    {"Hyderabad", "Asia/Kolkata"},
    {"Chennai", "Asia/Kolkata"},
    {"India", "Asia/Kolkata"},
    {"孟买", "Asia/Kolkata"},
    {"Abu Dhabi", "Asia/Dubai"},
    {"迪拜", "Asia/Dubai"},
    {"Tel Aviv", "Asia/Jerusalem"},
    {"Canberra", "Australia/Sydney"},
    {"悉尼", "Australia/Sydney"},
    {"Wellington", "Pacific/Auckland"},
    /* Europe and Africa */
    {"伦敦", "Europe/London"},
    {"巴黎", "Europe/Paris"},
    {"柏林", "Europe/Berlin"},
    {"莫斯科", "Europe/Moscow"},
    {"Munich", "Europe/Berlin"},
    {"München", "Europe/Berlin"},
    {"Hamburg", "Europe/Berlin"},
    {"Frankfurt", "Europe/Berlin"},
    {"Cologne", "Europe/Berlin"},
    {"Köln", "Europe/Berlin"},
    {"Germany", "Europe/Berlin"},
    {"France", "Europe/Paris"},
    {"Lyon", "Europe/Paris"},
    {"Spain", "Europe/Madrid"},
    {"Barcelona", "Europe/Madrid"},
    {"Milan", "Europe/Rome"},
    {"Italy", "Europe/Rome"},
    {"Geneva", "Europe/Zurich"},
    {"Basel", "Europe/Zurich"},
    {"Manchester", "Europe/London"},
    {"Edinburgh", "Europe/London"},
    {"Cambridge", "Europe/London"},
    {"England", "Europe/London"},
    {"Gothenburg", "Europe/Stockholm"},
    {"Brno", "Europe/Prague"},
    {"Saint Petersburg", "Europe/Moscow"},
    {"Cape Town", "Africa/Johannesburg"},
    /* The Americas */
    {"纽约", "America/New_York"},
    {"洛杉矶", "America/Los_Angeles"},
    {"旧金山", "America/Los_Angeles"},
    {"硅谷", "America/Los_Angeles"},
    {"San Francisco", "America/Los_Angeles"},
    {"San Jose", "America/Los_Angeles"},
    {"Seattle", "America/Los_Angeles"},
    {"Portland", "America/Los_Angeles"},
    {"San Diego", "America/Los_Angeles"},
    {"Las Vegas", "America/Los_Angeles"},
    {"Washington", "America/New_York"},
    {"Boston", "America/New_York"},
    {"Miami", "America/New_York"},
    {"Atlanta", "America/New_York"},
    {"Philadelphia", "America/New_York"},
    {"Austin", "America/Chicago"},
    {"Dallas", "America/Chicago"},
    {"Houston", "America/Chicago"},
    {"Montreal", "America/Toronto"},
    {"Ottawa", "America/Toronto"},
    {"Rio de Janeiro", "America/Sao_Paulo"},
    {"Brasilia", "America/Sao_Paulo"},
    /* Abbreviations, each with the place that most who write it mean. CST is China's here. */
    {"CST", "Asia/Shanghai"},
    {"HKT", "Asia/Hong_Kong"},
    {"SGT", "Asia/Singapore"},
    {"JST", "Asia/Tokyo"},
    {"KST", "Asia/Seoul"},
    {"IST", "Asia/Kolkata"},
    {"CET", "Europe/Berlin"},
    {"CEST", "Europe/Berlin"},
    {"MEZ", "Europe/Berlin"},
    {"MESZ", "Europe/Berlin"},
    {"EET", "Europe/Helsinki"},
    {"EEST", "Europe/Helsinki"},
    {"WET", "Europe/Lisbon"},
    {"WEST", "Europe/Lisbon"},
    {"BST", "Europe/London"},
    {"MSK", "Europe/Moscow"},
    {"EST", "America/New_York"},
    {"EDT", "America/New_York"},
    {"ET", "America/New_York"},
    {"CDT", "America/Chicago"},
    {"CT", "America/Chicago"},
    {"MST", "America/Denver"},
    {"MDT", "America/Denver"},
    {"PST", "America/Los_Angeles"},
    {"PDT", "America/Los_Angeles"},
    {"PT", "America/Los_Angeles"},
    {"BRT", "America/Sao_Paulo"},
    {"AEST", "Australia/Sydney"},
    {"AEDT", "Australia/Sydney"},
    {"NZST", "Pacific/Auckland"},
    {"NZDT", "Pacific/Auckland"},
    {"Z", "UTC"},
    /* Distances from UTC, after "UTC" or "GMT" and the zeros are taken away. */
    {"+0", "UTC"},
    {"-0", "UTC"},
    {"+1", "Europe/Berlin"},
    {"+2", "Europe/Helsinki"},
    {"+3", "Europe/Moscow"},
    {"+4", "Asia/Dubai"},
    {"+5:30", "Asia/Kolkata"},
    {"+7", "Asia/Bangkok"},
    {"+8", "Asia/Shanghai"},
    {"+9", "Asia/Tokyo"},
    {"+10", "Australia/Sydney"},
    {"-3", "America/Sao_Paulo"},
    {"-5", "America/New_York"},
    {"-6", "America/Chicago"},
    {"-7", "America/Denver"},
    {"-8", "America/Los_Angeles"},
};

/* What ICU calls zones beside IANA's names: its short names from the days before IANA's were
 * common, and the unknown place. */
static bool is_icus_own(Str name) {
    static const char *const OWN[] = {"ACT", "AET", "AGT", "ART", "AST", "BET", "BST", "CAT", "CNT",
                                      "CST", "CTT", "EAT", "ECT", "IET", "IST", "JST", "MIT", "NET",
                                      "NST", "PLT", "PNT", "PRT", "PST", "SST", "VST"};
    for (size_t i = 0; i < countof(OWN); i++)
        if (str_equal_c(name, OWN[i]))
            return true;
    return str_equal_c(name, "Etc/Unknown") || str_starts(name, "SystemV/");
}

static bool is_printable_ascii(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] <= ' ' || text.s[i] > '~')
            return false;
    return true;
}

bool zone_name_is_iana(Str name) {
    if (name.len == 0 || name.len > ZONE_NAME_MAX || !is_printable_ascii(name) || is_icus_own(name))
        return false;
    UChar id[ZONE_NAME_MAX], canonical[ZONE_NAME_MAX + 1];
    u_charsToUChars(name.s, id, (int32_t)name.len);
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = false;
    ucal_getCanonicalTimeZoneID(id, (int32_t)name.len, canonical, ZONE_NAME_MAX + 1, &is_system,
                                &status);
    return U_SUCCESS(status) && is_system; /* "GMT+3" has a canonical form but is no name */
}

static const char *place_by_name(Str said) {
    for (size_t i = 0; i < countof(PLACES); i++)
        if (str_equal_nocase(said, str_from(PLACES[i].said)))
            return PLACES[i].zone;
    return NULL;
}

/* "UTC+08:00", "gmt +8", "+0800" and "+8" to "+8"; "+05:30" to "+5:30". Empty: no distance. */
static Str plain_distance(Arena *arena, Str said) {
    if (said.len >= 3 && (str_equal_nocase(str_slice(said, 0, 3), str_from("UTC")) ||
                          str_equal_nocase(str_slice(said, 0, 3), str_from("GMT"))))
        said = str_trim(str_slice(said, 3, SIZE_MAX));
    if (said.len < 2 || (said.s[0] != '+' && said.s[0] != '-'))
        return (Str){0};
    uint32_t number = 0, digits = 0;
    for (size_t i = 1; i < said.len; i++) {
        if (said.s[i] == ':' && i + 3 == said.len)
            continue;
        if (said.s[i] < '0' || said.s[i] > '9' || ++digits > 4)
            return (Str){0};
        number = number * 10 + (uint32_t)(said.s[i] - '0');
    }
    uint32_t hours = digits > 2 ? number / 100 : number, minutes = digits > 2 ? number % 100 : 0;
    return minutes ? str_printf(arena, "%c%u:%02u", said.s[0], hours, minutes)
                   : str_printf(arena, "%c%u", said.s[0], hours);
}

/* IANA writes the blanks in names as underscores. */
static Str with_underscores(Arena *arena, Str text) {
    char *copy = arena_copy(arena, text.s, text.len);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] == ' ')
            copy[i] = '_';
    return (Str){.s = copy, .len = text.len};
}

static Str after_last_slash(Str name) {
    size_t from = name.len;
    while (from > 0 && name.s[from - 1] != '/')
        from--;
    return str_slice(name, from, SIZE_MAX);
}

typedef struct {
    Str *whole;
    Str *place; /* the part after the last slash, for each of them */
    size_t count;
} Names;

static Names all_names(Arena *arena) {
    Names names = {0};
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *ids = ucal_openTimeZones(&status);
    int32_t known = uenum_count(ids, &status);
    if (U_SUCCESS(status) && known > 0) {
        names.whole = arena_new(arena, Str, (size_t)known);
        names.place = arena_new(arena, Str, (size_t)known);
        int32_t len;
        const char *id;
        while (names.count < (size_t)known && (id = uenum_next(ids, &len, &status)) != NULL) {
            Str name = {.s = id, .len = (size_t)len};
            /* Etc/GMT-8 lies eight hours east: a name that only misleads. */
            if (!zone_name_is_iana(name) || str_starts(name, "Etc/"))
                continue;
            names.whole[names.count] = str_copy(arena, name);
            names.place[names.count] = after_last_slash(names.whole[names.count]);
            names.count++;
        }
    }
    uenum_close(ids);
    return names;
}

Str zone_suggest(Arena *arena, Str name) {
    Str said = str_trim(name);
    if (said.len == 0 || said.len > ZONE_NAME_MAX)
        return (Str){0};
    const char *zone = place_by_name(said);
    if (!zone)
        zone = place_by_name(after_last_slash(said)); /* "Asia/Beijing" */
    if (!zone)
        zone = place_by_name(plain_distance(arena, said));
    if (zone)
        return str_from(zone);
    Names names = all_names(arena);
    said = with_underscores(arena, said);
    Str said_place = after_last_slash(said);
    const Str *whole =
        said_place.len < said.len ? str_nearest(said, names.whole, names.count) : NULL;
    if (whole)
        return *whole;
    const Str *place = str_nearest(said_place, names.place, names.count);
    return place ? names.whole[place - names.place] : (Str){0};
}
