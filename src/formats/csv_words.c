/* csv_words.c: the words themselves. */
#include "formats/csv_words.h"

const CsvWords CSV_WORDS[COLUMN_COUNT] = {
    [COLUMN_TITLE] =
        {.english =
             "title|talk|presentation|summary|subject|name|event|activity|topic|headline|"
             "agenda item|programme item|program item|item|what|programme|program|task name|task",
         .german = "titel|vortrag|vortragstitel|sitzungstitel|betreff|thema|veranstaltung|"
                   "programmpunkt|name|bezeichnung|beitrag|beitragstitel|uberschrift|was|programm",
         .french = "titre|intitule|sujet|objet|conference|expose|nom|activite|evenement|programme",
         .spanish = "titulo|ponencia|charla|tema|asunto|nombre|actividad|evento|programa",
         .italian = "titolo|intervento|argomento|oggetto|nome|attivita|evento|programma",
         .portuguese = "titulo|palestra|assunto|tema|nome|atividade|evento|programacao",
         .further =
             "onderwerp|lezing|titel|naam|tytuł|temat|wykład|prelekcja|nazwa|nazev|"
             "tema prednasky|prednaska|tema|nazev prednasky|cim|eloadas|eloadas cime|"
             "baslik|konu|konusma|oturum adi|oturum adı|sunum|tittel|otsikko|titlu|titol|subiect|назва|тема доповiдi|доповідь|название|тема|"
             "доклад|название доклада|тема доклада|"
             "тема выступления",
         .asian =
             "议题名称|会议名称|议题标题|主题名称|课题|讲题|报告名称|セッションタイトル|発表タイトル|題目|講演題目|세션 제목|발표제목|프로그램|"
             "标题|题目|主题|议题|演讲题目|演讲主题|標題|題目|議題|主題|内容主题|名称|名稱|"
             "报告题目|演讲标题|议程内容|议程|議程|活动|タイトル|題名|演題|演題名|発表演題|講演タイトル|件名|"
             "イベント|セッション名|講演名|제목|발표 제목|주제|강연|강연 제목|제목명|세션명",
         .name = "title",
         .examples = "title, Titel, titre, título, titolo, 标题, タイトル or 제목"},
    [COLUMN_START] =
        {.english = "start|start time|starts|starts at|from|begin|begins|begin time|scheduled at|"
                    "startsat|beginning|starting time|start datetime|start date time|"
                    "start date & time|start date and time|dtstart|time start|starting at|start at|"
                    "begins at|session start|start of session",
         .german = "beginn|von|anfang|beginnt um|startzeit|anfangszeit|beginnzeit|uhrzeit von|"
                   "zeit von|start uhrzeit|ab",
         .french = "debut|heure de debut|heure debut|commence|commence a|horaire de debut",
         .spanish = "inicio|hora de inicio|hora inicio|comienzo|empieza|desde|hora de comienzo",
         .italian = "inizio|ora di inizio|ora inizio|dalle|orario inizio|orario di inizio",
         .portuguese = "inicio|hora de inicio|hora inicio|hora inicial|das|horario de inicio",
         .further =
             "begintijd|starttijd|aanvang|begin|van|poczatek|godzina rozpoczecia|od|"
             "rozpoczecie|zacatek|cas zacatku|kezdes|kezdete|kezdo idopont|-tol|"
             "kezdet|baslangic|baslama saati|baslangic saati|baslangıc|"
             "baslangıc saati|baslama|начало|время начала|с|starttid|startar|borjar|starter|alkaa|alku|inceput|початок",
         .asian = "시작 일시|起始日期时间|"
                  "开始|开始时间|起始时间|開始|開始時間|開始時刻|開始日時|开始日期时间|시작|"
                  "시작 시간|시작시간|시작 시각|시작일시",
         .name = "start",
         .examples = "start, Beginn, début, inicio, inizio, 开始时间, 開始時間 or 시작 시간"},
    [COLUMN_END] =
        {.english =
             "end|end time|ends|ends at|until|to|till|finish|endsat|finish time|end datetime|"
             "end date time|end date & time|end date and time|dtend|time end|ending time|finishes|"
             "finishes at|finish at|ending|ending at|end at|session end|end of session",
         .german = "ende|bis|endet um|endzeit|schluss|ende uhrzeit|uhrzeit bis|zeit bis",
         .french = "fin|heure de fin|heure fin|finit|a|jusqu'a|horaire de fin",
         .spanish = "fin|final|hora de fin|hora fin|hasta|termina|hora de finalizacion|hora final|"
                    "finalizacion",
         .italian = "fine|ora di fine|ora fine|alle|orario fine|orario di fine",
         .portuguese = "fim|hora de fim|hora fim|termino|hora final|ate|hora de termino|"
                       "horario de termino|as",
         .further =
             "eindtijd|einde|eind|tot|koniec|godzina zakonczenia|do|zakonczenie|"
             "sluttid|slutttid|slut|slutter|slutar|paattyy|loppuu|sfarsit|кінець|konec|cas konce|vege|befejezes|zaras|bitis|bitis saati|bitıs|"
             "конец|окончание|время окончания|до|"
             "завершение",
         .asian = "结束日期时间|종료 일시|结束日期时刻|"
                  "结束|结束时间|终止时间|結束|結束時間|終了|終了時間|終了時刻|終了日時|종료|"
                  "종료 시간|종료시간|종료 시각|끝|종료일시",
         .name = "end",
         .examples = "end, Ende, fin, fine, fim, 结束时间, 終了時間 or 종료 시간"},
    [COLUMN_TIME] =
        {.english = "time|times|time slot|timeslot|slot|when|time range|hours|schedule|date & time|"
                    "date and time|date/time|date time|datetime|hour",
         .german = "zeit|uhrzeit|zeitraum|zeiten|wann|zeitfenster|uhrzeiten|datum/zeit|"
                   "datum/uhrzeit|datum und uhrzeit|termin|stunde",
         .french = "heure|horaire|horaires|heures|quand|creneau|date et heure|plage horaire",
         .spanish = "hora|horario|horas|cuando|franja horaria|fecha y hora|franja",
         .italian = "ora|orario|orari|quando|fascia oraria|data e ora|ore",
         .portuguese = "hora|horario|horarios|quando|data e hora",
         .further =
             "tijd|tijdstip|wanneer|tijdslot|godzina|czas|godziny|cas|hodina|kdy|"
             "idopont|ido|mikor|klokkeslett|tidspunkt|tid|aika|kellonaika|ora|час|saat|zaman|saatler|время|часы|когда",
         .asian =
             "开催日時|開催日時|実施日時|时间|时间段|時間|时段|時段|日期时间|日时|時間帯|時刻|日時|开讲时间|시간|시각|"
             "일시|시간대",
         .name = "time",
         .examples = "time, Uhrzeit, heure, hora, orario, 时间, 時間 or 시간"},
    [COLUMN_DATE] =
        {.english = "date|day|start date|on|date of session",
         .german = "datum|tag|beginnt am|anfangsdatum|startdatum|wochentag|beginndatum",
         .french = "date|jour|date de debut|journee|date debut|debut le",
         .spanish = "fecha|dia|fecha de inicio|fecha de comienzo",
         .italian = "data|giorno|giornata|data di inizio|data inizio",
         .portuguese = "data|dia|data de inicio|data inicio",
         .further =
             "dag|datum|dzien|den|datum konani|datum|nap|dato|paiva|paivamaara|tarih|gun|дата|день|"
             "число",
         .asian =
             "日期|日子|天|开始日期|日程|実施日|開催日程|日付|月日|日|開催日|開始日|期日|날짜|일자|시작 날짜|"
             "시작일|開始日期",
         .name = "date",
         .examples = "date, Datum, fecha, data, 日期, 日付 or 날짜"},
    [COLUMN_END_DATE] = {.english = "end date",
                         .german = "endet am|enddatum",
                         .french = "date de fin|date fin|fin le",
                         .spanish = "fecha de fin|fecha de finalizacion|fecha fin",
                         .italian = "data di fine|data fine",
                         .portuguese = "data de fim|data de termino|data final|data fim",
                         .asian = "结束日期|終了日|종료 날짜|종료일|結束日期",
                         .name = "end date",
                         .examples = "end date, Enddatum or 结束日期"},
    [COLUMN_DURATION] =
        {.english = "duration|length|minutes|mins|min|scheduled duration|runtime",
         .german = "dauer|lange|minuten|dauer in minuten",
         .french = "duree",
         .spanish = "duracion|minutos",
         .italian = "durata|minuti",
         .portuguese = "duracao",
         .further = "duur|czas trwania|dlugosc|delka|trvani|idotartam|hossz|sure|"
                    "длительность|продолжительность",
         .asian = "时长|時長|分钟|所要時間|時間数|持续时间|소요 시간|소요시간|길이|進行時間|분|分",
         .name = "duration",
         .examples = "duration, Dauer, durée, 时长, 所要時間 or 소요 시간"},
    [COLUMN_ROOM] =
        {.english =
             "room|location|venue|hall|place|stage|room name|where|rooms|auditorium|"
             "location name|room number|room no|room no.|room #|room name/number|room/location|venue name|meeting room|theatre|theater|loc|space|"
             "room or space|building",
         .german = "raum|saal|ort|raume|wo|veranstaltungsort|buhne|horsaal|raumname|zimmer",
         .french = "salle|lieu|endroit|ou|amphi|amphitheatre|emplacement|scene|salles",
         .spanish = "sala|lugar|aula|ubicacion|donde|salon|sede|escenario",
         .italian = "sala|luogo|aula|dove|stanza|sede|ubicazione",
         .portuguese = "sala|local|lugar|onde|auditorio|localizacao|palco",
         .further =
             "zaal|locatie|ruimte|plaats|sala|miejsce|pomieszczenie|mistnost|sal|sali|lokal|lokale|rom|paikka|huone|зала|місце|"
             "misto|terem|helyszin|hely|salon|yer|mekan|oda|зал|место|"
             "аудитория|комната|помещение|площадка",
         .asian = "会议室名称|会场名称|会場名|部屋名|장소명|회의실명|강의실명|"
                  "会场|地点|场地|房间|会议室|會場|地點|教室|場地|場所|会場|部屋|ルーム|ステージ|"
                  "ホール|교실|장소|위치|회의실|발표장|룸|방|강의실|행사장|位置|会議室",
         .name = "room",
         .examples = "room, Raum, salle, sala, 地点, 会場 or 장소"},
    [COLUMN_SPEAKERS] =
        {.english =
             "speakers|speaker|speaker names|speaker name|speaker(s)|presenter|presenters|"
             "author|authors|presenter(s)|author(s)|presented by|presenting author|"
             "lecturer|lecturers|persons|people|who|presenting authors|panelists|hosts|"
             "host|author names|artists|by|instructor|instructors|all speakers|artist|performer|"
             "performers|trainer|trainers|facilitator|facilitators|teacher|led by|talk by",
         .german = "referent|referenten|sprecher|vortragende|vortragender|redner|autor|autoren|"
                   "referentin|referent/in|referent:in|referent*in|referentinnen|personen|wer|"
                   "referent:innen|referierende|vortragende:r|sprecherin|dozent|dozenten|"
                   "sprecher:in|sprecher/in|speaker:in|sprecher:innen|speaker:innen|leitung|"
                   "workshopleitung|trainerin|kursleitung|mitwirkende",
         .french = "intervenant|intervenants|orateur|orateurs|conferencier|conferenciers|auteur|"
                   "auteurs|intervenant(s)|qui|presentateur|intervenant.e.s|intervenante|animateur",
         .spanish =
             "ponente|ponentes|ponent|orador|oradores|autor|autores|presentador|conferencista|"
             "ponente(s)|quien",
         .italian = "relatore|relatori|oratore|oratori|autore|autori|speaker|chi|relatrice",
         .portuguese = "palestrante|palestrantes|orador|oradores|autor|autores|quem|apresentador",
         .further =
             "spreker|sprekers|presentator|prelegent|prelegenci|prelegentka|"
             "prowadzacy|mowca|autor|prednasejici|recnik|recnici|talare|foredragsholder|taler|oplaegsholder|puhuja|puhujat|esiintyja|vorbitor|vorbitori|доповідач|доповідачі|спікер|eloado|eloadok|"
             "konusmaci|konusmacı|konusmacilar|konusmacılar|sunan|докладчик|докладчики|"
             "спикер|спикеры|автор|авторы|"
             "выступающий|ведущий|лектор",
         .asian =
             "讲师|讲师姓名|嘉宾姓名|演讲者姓名|主讲嘉宾|报告人姓名|氏名|登壇者名|発表者名|講演者名|講師名|演者名|발표자 이름|발표자명|연사명|강연자명|강사명|성명|"
             "讲者|演讲者|嘉宾|演讲嘉宾|主讲人|演讲人|分享嘉宾|講者|報告人|报告人|主講人|作者|"
             "演講者|演讲人员|登壇者|講演者|演者|発表者|スピーカー|話者|出演者|講師|연사|발표자|"
             "강연자|강사|스피커|연설자",
         .name = "speakers",
         .examples =
             "speakers, Referenten, intervenants, ponentes, relatori, 演讲者, 登壇者 or 연사"},
    [COLUMN_GIVEN] = {.english = "first name|given name|firstname|forename|given names|"
                                 "first names|first name(s)",
                      .german = "vorname|vornamen",
                      .french = "prenom|prenoms",
                      .portuguese = "primeiro nome",
                      .further = "voornaam|imie|jmeno|keresztnev|имя",
                      .name = "first name",
                      .examples = "first name, Vorname or prénom"},
    [COLUMN_FAMILY] = {.english = "last name|family name|lastname|surname|surnames|last names|"
                                  "last name(s)",
                       .german = "nachname|familienname|nachnamen|zuname",
                       .french = "nom de famille",
                       .spanish = "apellido|apellidos",
                       .italian = "cognome",
                       .portuguese = "apelido|sobrenome",
                       .further = "achternaam|nazwisko|prijmeni|vezeteknev|soyad|soyadi|фамилия",
                       .name = "last name",
                       .examples = "last name, Nachname, apellidos or cognome"},
    [COLUMN_AFFILIATION] =
        {.english = "affiliation|company|organisation|organization|org|employer|affiliations|"
                    "institution|institute|speaker affiliation|speaker company|"
                    "presenter affiliation|presenter company|speaker organisation|"
                    "speaker organization|author affiliation|presenter organisation|"
                    "presenter organization|company name",
         .german = "firma|organisation|einrichtung|institution|unternehmen",
         .french = "organisme|entreprise|affiliation|societe|etablissement",
         .spanish = "empresa|organizacion|afiliacion|institucion",
         .italian = "azienda|organizzazione|ente|affiliazione|istituzione",
         .portuguese = "empresa|organizacao|afiliacao|instituicao",
         .further = "organisatie|bedrijf|afiliacja|firma|instytucja|organizace|intezmeny|"
                    "ceg|szervezet|kurum|sirket|организация|компания",
         .asian =
             "讲师单位|嘉宾单位|讲者单位|演讲者单位|発表者所属|登壇者所属|발표자 소속|연사 소속|"
             "单位|公司|机构|所属单位|單位|所属|会社|所属機関|会社名|소속|회사|기관|任职单位",
         .name = "affiliation",
         .examples = "affiliation, company or 单位"},
    [COLUMN_TRACK] =
        {.english =
             "track|schedule track|session or agenda item track|category|tracks|stream|track name|categories|theme|topic area|area",
         .german = "kategorie|kategorien|reihe|themenstrang|strang|themenbereich|bereich",
         .french = "categorie|parcours|filiere|thematique|piste",
         .spanish = "categoria|categorias|area",
         .italian = "categoria|percorso|traccia|filone",
         .portuguese = "trilha|categoria|trilhas",
         .further = "thema track|sciezka|kategoria|kategorie|szekcio|kategoria|kategori|"
                    "категория|трек|секция|поток|"
                    "направление",
         .asian = "分论坛|类别|分类|论坛|專題|议程|トラック|カテゴリ|カテゴリー|分類|트랙|분야|"
                  "카테고리|專場|专场|分會場",
         .name = "track",
         .examples = "track, Kategorie, catégorie, 分论坛, トラック or 트랙"},
    [COLUMN_TYPE] =
        {.english = "type|format|session type|session format|kind|contribution type|event type",
         .german = "art|typ|vortragsart|veranstaltungsart|veranstaltungstyp|vortragstyp",
         .french = "type|format|type de session|genre",
         .spanish = "tipo|formato|tipo de sesion",
         .italian = "tipo|formato|tipologia",
         .portuguese = "tipo|formato|tipo de sessao",
         .further = "soort|type|typ|rodzaj|druh|tipus|tur|тип|формат|вид",
         .asian = "类型|形式|類型|種別|種類|タイプ|区分|유형|형식|종류|구분",
         .name = "type",
         .examples = "type, Art, tipo, 类型, 種別 or 유형"},
    [COLUMN_LANGUAGE] = {.english = "language|lang|spoken language",
                         .german = "sprache|vortragssprache",
                         .french = "langue",
                         .spanish = "idioma|lengua",
                         .italian = "lingua",
                         .portuguese = "idioma|lingua",
                         .further = "taal|jezyk|jazyk|nyelv|dil|язык",
                         .asian = "语言|語言|言語|언어|使用語言|使用语言|使用言語",
                         .name = "language",
                         .examples = "language, Sprache, langue, 语言, 言語 or 언어"},
    [COLUMN_ABSTRACT] =
        {.english = "abstract|description|details|session description|synopsis|body|desc|blurb",
         .german = "beschreibung|zusammenfassung|inhalt|kurzbeschreibung",
         .french = "resume|description|contenu",
         .spanish = "resumen|descripcion",
         .italian = "descrizione|riassunto|abstract",
         .portuguese = "resumo|descricao",
         .further = "beschrijving|samenvatting|opis|streszczenie|popis|anotace|leiras|"
                    "osszefoglalo|aciklama|ozet|описание|аннотация",
         .asian = "摘要|简介|内容|内容简介|描述|簡介|概要|説明|要旨|내용|설명|초록|요약|內容",
         .name = "abstract",
         .examples = "abstract, Beschreibung or 摘要"},
    [COLUMN_SUBTITLE] = {.english = "subtitle",
                         .german = "untertitel",
                         .french = "sous titre",
                         .spanish = "subtitulo",
                         .italian = "sottotitolo",
                         .portuguese = "subtitulo",
                         .asian = "副标题|副標題|副題|サブタイトル|부제",
                         .name = "subtitle",
                         .examples = "subtitle, Untertitel or 副标题"},
    [COLUMN_ID] = {.english = "id|code|session id|proposal id|uid|nr|no|no.|#|paper id|number|"
                              "submission|paperid|submission id|session code|event id|guid|key|"
                              "paper|submission number|paper #|session no|talk id|talk code",
                   .german = "nr.|nummer|lfd. nr.|kennung|kurzel|lfd nr",
                   .french = "n°|numero|identifiant|no",
                   .spanish = "numero|n.º|codigo|num",
                   .italian = "numero|codice|n.",
                   .portuguese = "numero|codigo",
                   .asian = "议程编号|演題番号|세션 번호|발표 번호|"
                            "编号|序号|編號|番号|번호|序號|代码",
                   .name = "id",
                   .examples = "id, code, Nr. or 编号"},
    [COLUMN_URL] = {.english = "url|link|website|web|talk url|permalink|session url",
                    .german = "webseite|adresse",
                    .french = "lien",
                    .spanish = "enlace",
                    .italian = "collegamento",
                    .portuguese = "ligacao",
                    .asian = "链接|网址|連結|リンク|링크|網址",
                    .name = "url",
                    .examples = "url, link or 链接"},
    [COLUMN_STATUS] = {.english = "status|state|proposal state|acceptance status",
                       .german = "zustand|stand",
                       .french = "statut|etat",
                       .spanish = "estado",
                       .italian = "stato",
                       .portuguese = "situacao|estado",
                       .asian = "状态|狀態|状態|ステータス|상태",
                       .name = "status",
                       .examples = "status or 状态"},
    [COLUMN_NOTE] = {.english = "note|notes|remark|remarks|comment|comments",
                     .german = "bemerkung|bemerkungen|hinweis|anmerkung|notiz|kommentar",
                     .french = "remarque|remarques|commentaire",
                     .spanish = "nota|notas|observaciones|comentario",
                     .italian = "note|osservazioni|commento",
                     .portuguese = "nota|observacoes|observacao|comentario",
                     .asian = "备注|說明|備註|備考|비고|说明|メモ",
                     .name = "note",
                     .examples = "note, Bemerkung or 备注"},
    [COLUMN_RECORD] = {.english = "do not record|no recording|recording opt out|dnr",
                       .german = "nicht aufzeichnen",
                       .asian = "不录制|录制退出",
                       .name = "do not record",
                       .examples = "do not record"},
    [COLUMN_CAMERAS] = {.english = "recorded|recording|record|may record|may be recorded|"
                                   "can be recorded|to be recorded|recording allowed|"
                                   "allow recording|consent to recording|recording consent",
                        .german = "aufzeichnung|aufnahme|wird aufgezeichnet|aufzeichnen",
                        .french = "enregistrement|enregistre",
                        .spanish = "grabacion|se graba",
                        .italian = "registrazione",
                        .portuguese = "gravacao",
                        .asian = "录制|録画|录像|録影|녹화",
                        .name = "recording",
                        .examples = "recorded, Aufzeichnung or 録画"},
    [COLUMN_ZONE] = {.english = "time zone|timezone|tz|event timezone|event time zone",
                     .german = "zeitzone",
                     .french = "fuseau horaire|fuseau",
                     .spanish = "zona horaria|huso horario",
                     .italian = "fuso orario",
                     .portuguese = "fuso horario",
                     .asian = "时区|時區|タイムゾーン",
                     .name = "time zone",
                     .examples = "time zone, Zeitzone or 时区"},
    [COLUMN_ALL_DAY] = {.english = "all day event|all day|allday",
                        .german = "ganztagiges ereignis|ganztagig|ganztags",
                        .french = "journee entiere|toute la journee|evenement d'une journee",
                        .spanish = "todo el dia|evento de todo el dia",
                        .italian = "tutto il giorno|giornata intera",
                        .portuguese = "dia inteiro|o dia todo|evento dia inteiro|"
                                      "evento de dia inteiro",
                        .asian = "全天|全天事件|終日|終日イベント|하루 종일|종일",
                        .name = "all day event",
                        .examples = "all day event"},
    [COLUMN_GROUP] = {.english = "session|session title|title of session",
                      .german = "sitzung",
                      .french = "session|seance",
                      .spanish = "sesion",
                      .italian = "sessione",
                      .portuguese = "sessao",
                      .asian = "セッション|세션|议程环节|环节",
                      .name = "session",
                      .examples = "session"},
};
