/* csv_cases.h: tables and what a person reads in them, for test_csv.c. */

/* As programs export them. */
{"conftool.csv", NULL, 0, "2026-12-27 09:00-10:30 Hall A: Opening (Ann Example)", ""},
    {"de-1252.csv", NULL, 0,
     "2026-12-27 09:00-09:45 Saal 1: Eröffnung – „Grüße“ (Jürgen Müller); "
     "2026-12-27 10:00-11:00 Saal 2: Über die Größe (Zoë)",
     ""},
    {"excel-serial.csv", NULL, 0,
     "2026-12-27 09:00-09:45 Hall: Serial numbers; 2026-12-27 10:00-10:30 Hall: Two", ""},
    {"formula.csv", NULL, 0, "2026-12-27 09:00-10:00 A: T", "bad-time 3:12"},
    {"fr.csv", NULL, 0,
     "2026-12-27 09:00-09:45 Amphi A: Ouverture (Zoé); "
     "2026-12-27 10:00-11:30 Amphi A: La suite (Noël)",
     ""},
    {"google-cal.csv", NULL, 0, "2026-12-27 09:00-09:45 Hall A: Opening", ""},
    {"indico.csv", NULL, 0, "2026-12-27 08:00-08:45 *: Opening (Ann Example)", ""},
    {"matrix.csv", NULL, 0,
     "any 09:00-10:00 Hall A: Opening; any 10:00-10:30 Hall A: Talk one; "
     "any 10:00-10:30 Hall B: Talk two",
     ""},
    {"merged-cells.csv", NULL, 0,
     "2026-12-27 09:00-10:00 A: First; 2026-12-27 10:00-11:00 A: Date only in the first row; "
     "2026-12-27 11:00-12:00 A: Third; 2026-12-28 09:00-10:00 A: Next day",
     ""},
    {"no-year.csv", NULL, 0, "NULL", "no-year 2:1"},
    {"no-year.csv", NULL, 2026, "2026-12-27 09:00-10:00 A: x", ""},
    {"outlook-de.csv", NULL, 0, "2026-12-27 09:00-09:45 Saal 1: Eröffnung", ""},
    {"outlook.csv", NULL, 0, "2026-12-27 09:00-09:45 Hall A: Opening", ""},
    {"overlap-type.csv", NULL, 0,
     "2026-12-27 09:00-09:45 A: Opening; 2026-12-27 09:45-10:15 *: Coffee break; "
     "2026-12-27 11:30-12:30 A: Talk two; 2026-12-27 13:00-14:00 A: Short form",
     ""},
    {"pretalx.csv", NULL, 0, "2026-12-27 08:00-08:45 Hall A: Opening (Ann Example, Bob Example)",
     ""},
    {"quotes.csv", NULL, 0,
     "2026-12-27 09:00-10:00 A: He said \"hi\", then left; "
     "2026-12-27 10:00-11:00 A: Line one line two; "
     "2026-12-27 11:00-12:00 A: un\"quoted\" inside; 2026-12-27 12:00-13:00 A: never closed",
     ""},
    {"sched.csv", NULL, 0, "2026-12-27 09:00-09:45 Hall A: Opening (Ann)", ""},
    {"sessionize-iso.csv", NULL, 0,
     "2026-12-27 09:00-09:45 Hall A: Opening (Ann Example, Bob Example)", ""},
    {"sessionize.csv", NULL, 0, "2026-12-27 09:00-09:45 Hall A: Opening (Ann Example, Bob Example)",
     ""},
    {"sjis.csv", NULL, 0, "2026-12-27 10:00-10:40 ホールA: 開会の挨拶 (山田太郎)", ""},
    {"title-rows-above.csv", NULL, 0, "2026-12-27 09:00-10:00 A: Header is in row 3", ""},
    {"us-mixed.csv", NULL, 0, "2026-03-04 09:00-10:00 A: one; 2026-03-25 09:00-10:00 A: two", ""},
    {"zh-ampm.csv", NULL, 0,
     "2026-12-27 09:00-09:30 主会场: 开幕; 2026-12-27 14:00-14:45 主会场: 专题", ""},

    /* More of each kind. */
    {"sessionize, two days",
     "Session Id,Title,Description,Owner,Owner Email,Session format,Level,Track,Room,Scheduled At,"
     "Scheduled Duration,Live URL,Speakers\n"
     "11,\"Bees, in depth\",\"Long\ntext\",Ann,a@example.org,Talk,All,Nature,Hall A,"
     "03 Feb 2027 02:30 PM,30,,\"Ann Example, Bob Example\"\n"
     "12,Lunch,,,,,,,,03 Feb 2027 12:00 PM,60,,\n"
     "13,Moths,,Cy,c@example.org,Talk,All,Nature,Hall B,04 Feb 2027 10:15 AM,45,,Cy Example\n",
     0,
     "2027-02-03 12:00-13:00 *: Lunch; 2027-02-03 14:30-15:00 Hall A: Bees, in depth "
     "(Ann Example, Bob Example); 2027-02-04 10:15-11:00 Hall B: Moths (Cy Example)",
     ""},
    {"conftool, presentations",
     "paperID;title;authors;presenters;session_ID;session_title;session_start;session_end;"
     "session_room;acceptance_status\n"
     "7;Ants;Ann Example;Ann Example;S1;Insects;2027-02-03 09:00;2027-02-03 10:30;Hall A;accepted\n",
     0, "2027-02-03 09:00-10:30 Hall A: Ants (Ann Example)", ""},
    {"an all-day item in the first row",
     "Title|Start|End|Location|All day\nFair|2027-05-15||Yard|TRUE\n"
     "Opening|2027-05-15 09:00|2027-05-15 10:00|Hall|FALSE\n",
     0, "2027-05-15 all day Yard: Fair; 2027-05-15 09:00-10:00 Hall: Opening", ""},
    {"finishes",
     "Session\tStarts\tFinishes\tWhere\nAnts\t2027-05-15T09:00\t2027-05-15T09:45\tHall\n", 0,
     "2027-05-15 09:00-09:45 Hall: Ants", ""},
    {"pretalx, what is off the programme",
     "ID,Proposal title,Proposal state,Start,End,Room,Speaker names\n"
     "A,Bees,confirmed,2027-05-15T09:00:00,2027-05-15T09:45:00,Hall,Ann Example\n"
     "B,Ants,withdrawn,2027-05-15T10:00:00,2027-05-15T10:45:00,Hall,Bob Example\n"
     "C,Owls,rejected,,,,Cy Example\n",
     0, "2027-05-15 09:00-09:45 Hall: Bees (Ann Example)", ""},
    {"conferia",
     "Sitzung;Vortragstitel;Referent;Datum;Beginn;Ende;Saal\n"
     "Insekten;Ameisen;Dr. Ann Beispiel;03.02.2027;09:00 Uhr;09:30 Uhr;Saal 1\n"
     "Insekten;Bienen;Prof. Bob Beispiel;03.02.2027;9.30 Uhr;10.00 Uhr;Saal 1\n",
     0,
     "2027-02-03 09:00-09:30 Saal 1: Ameisen (Dr. Ann Beispiel); "
     "2027-02-03 09:30-10:00 Saal 1: Bienen (Prof. Bob Beispiel)",
     ""},
    {"indico, contributions",
     "Id,Title,Description,Date,Duration,Type,Session,Track,Presenters,Materials\n"
     "1,Ants,,2027-02-03T09:00:00+00:00,0:20:00,Talk,Insects,T1,Ann Example (X Institute),\n"
     "2,Bees,,2027-02-03T09:20:00+00:00,1:10:00,Talk,Insects,T1,\"Bob Example; Cy Example\",\n",
     0,
     "2027-02-03 09:00-09:20 *: Ants (Ann Example); "
     "2027-02-03 09:20-10:30 *: Bees (Bob Example, Cy Example)",
     ""},
    {"sched.com, event columns",
     "Event Name,Event Start Date,Event Start Time,Event End Date,Event End Time,Event Type,Venue,"
     "Speakers\n"
     "Ants,2027-02-03,09:00 AM,2027-02-03,10:00 AM,Talk,Hall A,\"Ann; Bob\"\n",
     0, "2027-02-03 09:00-10:00 Hall A: Ants (Ann, Bob)", ""},
    {"sched.com, id and event_start",
     "id,name,event_start,event_end,event_type,venue,speakers\n"
     "a1,Ants,2027-02-03 09:00,2027-02-03 09:45,Talk,Hall A,Ann\n",
     0, "2027-02-03 09:00-09:45 Hall A: Ants (Ann)", ""},
    {"outlook, of the USA",
     "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\","
     "\"Location\"\n\"Ants\",\"2/3/2027\",\"9:00:00 AM\",\"2/3/2027\",\"9:45:00 AM\",\"False\","
     "\"Hall A\"\n\"Fair\",\"2/3/2027\",\"12:00:00 AM\",\"2/4/2027\",\"12:00:00 AM\",\"True\",\"\"\n",
     0, "2027-02-03 all day *: Fair; 2027-02-03 09:00-09:45 Hall A: Ants", ""},
    {"outlook, German",
     "\"Betreff\";\"Beginnt am\";\"Beginnt um\";\"Endet am\";\"Endet um\";\"Ganztägiges Ereignis\";"
     "\"Kategorien\";\"Ort\"\n\"Ameisen\";\"3.2.2027\";\"09:00:00\";\"3.2.2027\";\"09:45:00\";\"Aus\";"
     "\"\";\"Saal 1\"\n\"Messe\";\"3.2.2027\";\"00:00:00\";\"4.2.2027\";\"00:00:00\";\"Ein\";\"\";\"\"\n",
     0, "2027-02-03 all day *: Messe; 2027-02-03 09:00-09:45 Saal 1: Ameisen", ""},
    {"google calendar, three days",
     "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Location\n"
     "Ants,02/03/2027,9:00 AM,02/03/2027,10:00 AM,FALSE,Hall A\n"
     "Bees,02/04/2027,1:00 PM,02/04/2027,1:30 PM,FALSE,Hall A\n",
     0, "2027-02-03 09:00-10:00 Hall A: Ants; 2027-02-04 13:00-13:30 Hall A: Bees", ""},
    {"pretalx, unscheduled talk",
     "ID,Proposal title,Proposal state,Session type,Speaker names,Room,Start,End\n"
     "ABC,Ants,confirmed,Talk,\"Ann Example\nBob Example\",Hall A,2027-02-03T09:00:00+00:00,"
     "2027-02-03T09:30:00+00:00\nDEF,Bees,accepted,Talk,Cy,,,\n",
     0, "2027-02-03 09:00-09:30 Hall A: Ants (Ann Example, Bob Example)", ""},
    {"easychair",
     "#,Title,Authors,Session,Date,Time,Room\n"
     "3,Ants,Ann Example and Bob Example,Insects,Feb 3 2027,09:00-09:20,Hall A\n",
     0, "2027-02-03 09:00-09:20 Hall A: Ants (Ann Example, Bob Example)", ""},
    {"tabs from a spreadsheet",
     "Day\tFrom\tTo\tTalk\tBy\tWhere\nWed 3 Feb 2027\t09:00\t09:30\tAnts\tAnn\tHall A\n"
     "\t09:30\t10:00\tBees\tBob\tHall B\nThu 4 Feb 2027\t9:00\t9:30\tMoths\tCy\tHall A\n",
     0,
     "2027-02-03 09:00-09:30 Hall A: Ants (Ann); 2027-02-03 09:30-10:00 Hall B: Bees (Bob); "
     "2027-02-04 09:00-09:30 Hall A: Moths (Cy)",
     ""},
    {"french, ambiguous dates",
     "Jour;Horaire;Titre;Intervenants;Lieu\n"
     "03/02/2027;9h00 - 9h45;Les fourmis;Zoé et Noël;Amphi A\n04/02/2027;de 14h à 15h;Suite;Léa;Amphi B\n",
     0,
     "2027-02-03 09:00-09:45 Amphi A: Les fourmis (Zoé, Noël); "
     "2027-02-04 14:00-15:00 Amphi B: Suite (Léa)",
     ""},
    {"french, in words",
     "Date,Heure début,Heure fin,Intitulé,Salle,Orateur\n"
     "mercredi 3 février 2027,9h,9h30,Les fourmis,B1,Zoé\n",
     0, "2027-02-03 09:00-09:30 B1: Les fourmis (Zoé)", ""},
    /* " y " and " e " are also inside of names: Ortega y Gasset. They stay as they are written. */
    {"spanish",
     "Fecha;Hora de inicio;Hora de fin;Sala;Título;Ponente\n"
     "3 de febrero de 2027;9:00;9:45;Aula 1;Hormigas;Ana y Beto\n"
     "3 de febrero de 2027;10:00 a. m.;10:45 a. m.;Aula 1;Abejas;Ana\n",
     0,
     "2027-02-03 09:00-09:45 Aula 1: Hormigas (Ana y Beto); 2027-02-03 10:00-10:45 Aula 1: Abejas (Ana)",
     ""},
    {"italian",
     "Data;Ora inizio;Ora fine;Aula;Titolo;Relatore\n"
     "mercoledì 3 febbraio 2027;09.00;09.45;Aula Magna;Formiche;Anna e Bruno\n",
     0, "2027-02-03 09:00-09:45 Aula Magna: Formiche (Anna e Bruno)", ""},
    {"portuguese",
     "Data,Horário,Palestra,Palestrante,Local\n"
     "03/02/2027,das 9h às 9h45,Formigas,Ana,Auditório\n04/02/2027,10h00-11h30,Abelhas,Bia,Auditório\n",
     0,
     "2027-02-03 09:00-09:45 Auditório: Formigas (Ana); "
     "2027-02-04 10:00-11:30 Auditório: Abelhas (Bia)",
     ""},
    {"japanese",
     "日付,時間,タイトル,登壇者,会場\n2月3日,午前10時～午前10時40分,蟻について,山田太郎,ホールA\n"
     "2月3日,午後1時～午後2時,蜂,鈴木一郎、佐藤花子,ホールB\n",
     2027,
     "2027-02-03 10:00-10:40 ホールA: 蟻について (山田太郎); "
     "2027-02-03 13:00-14:00 ホールB: 蜂 (鈴木一郎, 佐藤花子)",
     ""},
    {"japanese, year in the title",
     "第5回 昆虫の日 2027,,,\n,,,\n開始時刻,終了時刻,日付,演題,部屋\n"
     "10:00,10:40,2月3日(水),蟻,101\n",
     0, "2027-02-03 10:00-10:40 101: 蟻", ""},
    {"korean",
     "날짜,시간,제목,발표자,장소\n2027년 2월 3일,오전 9시 ~ 오전 9시 30분,개미,김하나,1층\n"
     "2027년 2월 3일,오후 2시~3시,벌,이두리,2층\n",
     0, "2027-02-03 09:00-09:30 1층: 개미 (김하나); 2027-02-03 14:00-15:00 2층: 벌 (이두리)", ""},
    {"chinese, year in the first row",
     "日期,开始时间,结束时间,议题,嘉宾,会议室\n"
     "2027年2月3日,9:00,9:30,蚂蚁,张三,一号厅\n2月4日,上午10点,上午10点半,蜜蜂,李四、王五,二号厅\n",
     0,
     "2027-02-03 09:00-09:30 一号厅: 蚂蚁 (张三); 2027-02-04 10:00-10:30 二号厅: 蜜蜂 (李四, 王五)",
     ""},
    {"chinese, traditional",
     "日期,時間,講題,標題,講者,地點\n2027/2/3,13:00–13:30,,螞蟻,陳小明,國際廳\n", 0,
     "2027-02-03 13:00-13:30 國際廳: 螞蟻 (陳小明)", ""},
    {"two languages in the header",
     "Beginn / Start;Ende / End;Datum / Date;Titel / Title;Raum / Room\n"
     "09:00;09:30;03.02.2027;Ameisen;Saal 1\n",
     0, "2027-02-03 09:00-09:30 Saal 1: Ameisen", ""},

    /* Where the header is. */
    {"title, date and empty rows above",
     "Days of the Bee\nWednesday, 3 February 2027\n\nTime,Title,Room\n9:00-9:30,Ants,Hall A\n"
     "9:30-10:00,Bees,Hall B\n",
     0, "2027-02-03 09:00-09:30 Hall A: Ants; 2027-02-03 09:30-10:00 Hall B: Bees", ""},
    {"a line that looks like YAML above",
     "Programme: Days of the Bee,,,\nAs of: 1 January 2027,,,\n,,,\nDate,Time,Title,Room\n"
     "3 Feb 2027,9:00-9:30,Ants,Hall A\n",
     0, "2027-02-03 09:00-09:30 Hall A: Ants", ""},
    {"dates as rows of their own",
     "Time;Title;Room\nWednesday 3 February 2027;;\n9:00;Ants;Hall A\n9:30;Bees;Hall A\n"
     "Thursday 4 February 2027;;\n9:00;Moths;Hall A\n",
     0,
     "2027-02-03 09:00-09:30 Hall A: Ants; 2027-02-03 09:30-10:00 Hall A: Bees; "
     "2027-02-04 09:00-09:30 Hall A: Moths",
     ""},
    {"header again on each page",
     "Date,Time,Title,Room\n2027-02-03,9:00-9:30,Ants,A\nDate,Time,Title,Room\n"
     "2027-02-04,9:00-9:30,Bees,A\n",
     0, "2027-02-03 09:00-09:30 A: Ants; 2027-02-04 09:00-09:30 A: Bees", ""},
    {"the times' column has another name",
     "Date,Slot of time,Title,Room\n2027-02-03,9:00-9:30,Ants,A\n2027-02-03,9:30-10:00,Bees,A\n", 0,
     "2027-02-03 09:00-09:30 A: Ants; 2027-02-03 09:30-10:00 A: Bees", ""},
    {"the date's column has another name",
     "Foo,Start,End,Title,Room\n2027-02-03,9:00,9:30,Ants,A\n2027-02-04,9:30,10:00,Bees,A\n", 0,
     "2027-02-03 09:00-09:30 A: Ants; 2027-02-04 09:30-10:00 A: Bees", ""},
    {"one column with date and time",
     "Title,When,Where,Length\nAnts,Wed 3 Feb 2027 9:00 am,Hall A,30 min\n"
     "Bees,Wed 3 Feb 2027 2:15 pm,Hall A,1h15\n",
     0, "2027-02-03 09:00-09:30 Hall A: Ants; 2027-02-03 14:15-15:30 Hall A: Bees", ""},
    {"one column with date and range",
     "Termin;Thema;Wo\n\"Mi, 3.2.2027, 9.00-9.45 Uhr\";Ameisen;Saal 1\n", 0,
     "2027-02-03 09:00-09:45 Saal 1: Ameisen", ""},
    {"start in UTC", "Title,Start (UTC),End (UTC)\nAnts,2027-02-03 09:00,2027-02-03 09:30\n", 0,
     "2027-02-03 09:00-09:30 *: Ants", ""},

    /* Dates and times. */
    {"serial moments",
     "Title;Start;End;Room\nAnts;46421,375;46421,395833333;A\nBees;46422,5;46422,75;A\n", 0,
     "2027-02-03 09:00-09:30 A: Ants; 2027-02-04 12:00-18:00 A: Bees", ""},
    {"serial date, length as part of a day",
     "Date,Start,Duration,Title\n46421,0.5,0.03125,Ants\n46421,0.75,0.0416666666666667,Bees\n", 0,
     "2027-02-03 12:00-12:45 *: Ants; 2027-02-03 18:00-19:00 *: Bees", ""},
    {"consecutive days, month first",
     "Date,Time,Title\n2/3/2027,9:00-9:30,Ants\n2/4/2027,9:00-9:30,Bees\n"
     "2/5/2027,9:00-9:30,Moths\n",
     0,
     "2027-02-03 09:00-09:30 *: Ants; 2027-02-04 09:00-09:30 *: Bees; "
     "2027-02-05 09:00-09:30 *: Moths",
     ""},
    {"consecutive days, day first",
     "Date,Time,Title\n3/2/2027,9:00-9:30,Ants\n4/2/2027,9:00-9:30,Bees\n", 0,
     "2027-02-03 09:00-09:30 *: Ants; 2027-02-04 09:00-09:30 *: Bees", ""},
    {"one day that can be two", "Date,Time,Title\n2/3/2027,9:00-9:30,Ants\n", 0, "NULL",
     "bad-date 2:1"},
    {"no year, over its turn",
     "Date,Time,Title\n30 Dec 2026,9:00-9:30,Ants\n31 Dec,9:00-9:30,Bees\n"
     "1 Jan 2027,9:00-9:30,Moths\n2 Jan,9:00-9:30,Flies\n",
     0,
     "2026-12-30 09:00-09:30 *: Ants; 2026-12-31 09:00-09:30 *: Bees; "
     "2027-01-01 09:00-09:30 *: Moths; 2027-01-02 09:00-09:30 *: Flies",
     ""},
    {"no year, in figures", "Datum,Zeit,Titel\n3.2.,9.00-9.30,Ameisen\n4.2.,9.00-9.30,Bienen\n",
     2027, "2027-02-03 09:00-09:30 *: Ameisen; 2027-02-04 09:00-09:30 *: Bienen", ""},
    {"no year, German, refused",
     "Datum,Zeit,Titel\n3.2.,9.00-9.30,Ameisen\n4.2.,9.00-9.30,Bienen\n", 0, "NULL", "no-year 2:1"},
    {"days of the week only", "Day,Time,Title\nSaturday,9:00-9:30,Ants\n", 0, "NULL",
     "no-date 2:1"},
    {"past midnight",
     "Date,Time,Title\n2027-02-03,22:00-23:30,Party\n2027-02-03,23:30-1:00,More party\n"
     "2027-02-03,1:00-2:00,Last party\n",
     0,
     "2027-02-03 22:00-23:30 *: Party; 2027-02-03 23:30-01:00 *: More party; "
     "2027-02-04 01:00-02:00 *: Last party",
     ""},
    {"hours alone", "Date,Time,Title\n2027-02-03,9-10,Ants\n2027-02-03,10-11:30,Bees\n", 0,
     "2027-02-03 09:00-10:00 *: Ants; 2027-02-03 10:00-11:30 *: Bees", ""},
    {"four figures", "Date,Time,Title\n2027-02-03,0900-0930,Ants\n2027-02-03,0930-1000,Bees\n", 0,
     "2027-02-03 09:00-09:30 *: Ants; 2027-02-03 09:30-10:00 *: Bees", ""},
    {"am and pm",
     "Date,Start,End,Title\n2027-02-03,9am,9.45am,Ants\n2027-02-03,12pm,1pm,Lunch\n"
     "2027-02-03,1 p.m.,2 p.m.,Bees\n",
     0,
     "2027-02-03 09:00-09:45 *: Ants; 2027-02-03 12:00-13:00 *: Lunch; 2027-02-03 13:00-14:00 *: Bees",
     ""},

    /* Matrices. */
    {"matrix with ranges and lunch",
     "3 February 2027,,\nTime,Room 1,Room 2\n9:00-9:30,Ants,Bees\n9:30-10:00,Moths,\n12:00-13:00,Lunch,\n",
     0,
     "2027-02-03 09:00-09:30 Room 1: Ants; 2027-02-03 09:00-09:30 Room 2: Bees; "
     "2027-02-03 09:30-10:00 Room 1: Moths; 2027-02-03 12:00-13:00 *: Lunch",
     ""},
    {"matrix with empty corner",
     ";Saal 1;Saal 2\n9.00 Uhr;Ameisen;Bienen\n9.30 Uhr;Motten;Fliegen\n10.00 Uhr;Ende;Ende\n", 0,
     "any 09:00-09:30 Saal 1: Ameisen; any 09:00-09:30 Saal 2: Bienen; any 09:30-10:00 Saal 1: Motten; "
     "any 09:30-10:00 Saal 2: Fliegen; any 10:00-10:30 Saal 1+Saal 2: Ende",
     ""},
    {"matrix with start and end",
     "Start,End,Hall A,Hall B\n9:00,9:30,Ants,Bees\n9:30,10:00,Moths,\n", 0,
     "any 09:00-09:30 Hall A: Ants; any 09:00-09:30 Hall B: Bees; any 09:30-10:00 Hall A: Moths",
     ""},
    {"matrix of days",
     "Time,Wed 3 Feb 2027,Thu 4 Feb 2027\n9:00-9:30,Ants,Bees\n9:30-10:00,Moths,\n", 0,
     "2027-02-03 09:00-09:30 *: Ants; 2027-02-03 09:30-10:00 *: Moths; 2027-02-04 09:00-09:30 *: Bees",
     ""},
    {"matrix, two days below each other",
     "Wednesday 3 February 2027,,\nTime,A 1,A 2\n9:00-9:30,Ants,Bees\n,,\nThursday 4 February 2027,,\n"
     "Time,A 1,B 7\n9:00-9:30,Moths,Flies\n",
     0,
     "2027-02-03 09:00-09:30 A 1: Ants; 2027-02-03 09:00-09:30 A 2: Bees; "
     "2027-02-04 09:00-09:30 A 1: Moths; 2027-02-04 09:00-09:30 B 7: Flies",
     ""},
    {"matrix, turned", "Room,9:00-9:30,9:30-10:00\nHall A,Ants,Bees\nHall B,Moths,\n", 0,
     "any 09:00-09:30 Hall A: Ants; any 09:00-09:30 Hall B: Moths; any 09:30-10:00 Hall A: Bees",
     ""},
    {"matrix in Chinese", "时间,主会场,分会场一\n9:00-9:30,开幕式,\n9:30-10:00,蚂蚁,蜜蜂\n", 0,
     "any 09:00-09:30 主会场: 开幕式; any 09:30-10:00 主会场: 蚂蚁; any 09:30-10:00 分会场一: 蜜蜂",
     ""},
    {"matrix with people below the title",
     "Time,Hall A,Hall B\n9:00-9:30,\"Ants\nAnn Example\",Bees\n", 0,
     "any 09:00-09:30 Hall A: Ants; any 09:00-09:30 Hall B: Bees", ""},

    {"a comment above",
     "# Programme\nStart,End,Title,Room\n16/05/2026 09:00,16/05/2026 09:30,Ants,A\n", 0,
     "2026-05-16 09:00-09:30 A: Ants", ""},
    {"speakers with numbers, start and end in brackets",
     "Date,Time (Start),Time (End),Session Title,Speaker 1,Speaker 2,Room/Space,"
     "Session or Agenda Item Track (Optional)\n5/16/2026,9:00 AM,9:45 AM,Ants,Ann,Bob,A,Nature\n",
     0, "2026-05-16 09:00-09:45 A: Ants (Ann, Bob)", ""},
    {"outlook, French",
     "\"Objet\",\"Début le\",\"Début\",\"Fin le\",\"Fin\",\"Événement d'une journée\",\"Emplacement\"\n"
     "\"Fourmis\",\"16/05/2026\",\"09:00:00\",\"16/05/2026\",\"09:45:00\",\"Faux\",\"B1\"\n",
     0, "2026-05-16 09:00-09:45 B1: Fourmis", ""},
    {"outlook, Spanish",
     "Asunto,Fecha de comienzo,Comienzo,Fecha de finalización,Finalización,Todo el día,Ubicación\n"
     "Hormigas,16/05/2026,9:00:00,16/05/2026,9:45:00,FALSO,Aula 1\n",
     0, "2026-05-16 09:00-09:45 Aula 1: Hormigas", ""},
    {"outlook, Korean",
     "제목,시작 날짜,시작 시간,종료 날짜,종료 시간,하루 종일,위치\n"
     "개미,2026-05-16,오전 9:00,2026-05-16,오전 9:45,아니요,1층\n",
     0, "2026-05-16 09:00-09:45 1층: 개미", ""},
    {"japanese congress", "No.,時間,演題名,演者,会場\n1,9:00-9:20,蟻について,山田太郎,A\n", 0,
     "any 09:00-09:20 A: 蟻について (山田太郎)", ""},
    {"authors with their family names first",
     "paper ID,title,authors,start,end,room\n17,Bees,\"Example, Ann; Example, Bob\","
     "2026-05-16 09:00,2026-05-16 09:20,A\n",
     0, "2026-05-16 09:00-09:20 A: Bees (Example, Ann, Example, Bob)", ""},

    /* Merged cells. */
    {"a time over two rooms", "Time,Title,Room\n9:00-9:30,Ants,A\n,Bees,B\n9:30-10:00,Moths,A\n", 0,
     "any 09:00-09:30 A: Ants; any 09:00-09:30 B: Bees; any 09:30-10:00 A: Moths", ""},
    {"start and end over two rooms",
     "Date,Start,End,Title,Room\n2027-02-03,9:00,9:45,Ants,A\n,,,Bees,B\n,10:00,,Moths,A\n", 0,
     "2027-02-03 09:00-09:45 A: Ants; 2027-02-03 09:00-09:45 B: Bees; "
     "2027-02-03 10:00-10:30 A: Moths",
     ""},
    {"a start over two lengths", "Time,Duration,Title,Room\n9:00,30,Ants,A\n,45,Bees,B\n", 0,
     "any 09:00-09:30 A: Ants; any 09:00-09:45 B: Bees", ""},
    {"a talk without time and room is not scheduled", "Time,Title,Room\n9:00-9:30,Ants,A\n,Bees,\n",
     0, "any 09:00-09:30 A: Ants", ""},
    {"a talk without a time below a moment is not scheduled",
     "Start,Title,Room\n2027-02-03 09:00,Ants,A\n,Bees,B\n", 0, "2027-02-03 09:00-09:30 A: Ants",
     ""},
    {"a time does not reach below the next day",
     "Time,Title,Room\n3 Feb 2027,,\n9:00-9:30,Ants,A\n4 Feb 2027,,\n,Bees,B\n", 0,
     "2027-02-03 09:00-09:30 A: Ants", ""},
    {"rooms over their times",
     "Room,Time,Title\nA,9:00-9:30,Ants\n,9:30-10:00,Bees\nB,9:00-9:30,Moths\n,9:30-10:00,Flies\n",
     0,
     "any 09:00-09:30 A: Ants; any 09:00-09:30 B: Moths; any 09:30-10:00 A: Bees; "
     "any 09:30-10:00 B: Flies",
     ""},
    {"no room, in a table by times",
     "Room,Time,Title\nA,9:00-9:30,Ants\n,9:30-10:00,Opening talk\nA,10:00-10:30,Moths\n", 0,
     "any 09:00-09:30 A: Ants; any 09:30-10:00 *: Opening talk; any 10:00-10:30 A: Moths", ""},
    {"matrix, a time over two rows",
     "Time,Hall A,Hall B\n9:00-10:00,Ants,Bees\n,Moths,\n10:00-11:00,Flies,Wasps\n", 0,
     "any 09:00-10:00 Hall A: Ants; any 09:00-10:00 Hall A: Moths; any 09:00-10:00 Hall B: Bees; "
     "any 10:00-11:00 Hall A: Flies; any 10:00-11:00 Hall B: Wasps",
     ""},
    {"matrix, people in a row of their own",
     "Time,Hall A,Hall B\n9:00-10:00,Ants,Bees\n,Ann Example,Bob Example\n10:00-11:00,Flies,Wasps\n"
     ",Cy Example,Di Example\n12:00-13:00,Lunch,\n",
     0,
     "any 09:00-10:00 Hall A: Ants; any 09:00-10:00 Hall B: Bees; any 10:00-11:00 Hall A: Flies; "
     "any 10:00-11:00 Hall B: Wasps; any 12:00-13:00 *: Lunch",
     ""},
    {"matrix, turned, a room over two rows",
     "Room,9:00-9:30,9:30-10:00\nHall A,Ants,Bees\n,Moths,\nHall B,Flies,\n", 0,
     "any 09:00-09:30 Hall A: Ants; any 09:00-09:30 Hall A: Moths; any 09:00-09:30 Hall B: Flies; "
     "any 09:30-10:00 Hall A: Bees",
     ""},

    {"matrix, a bare word for a room beside a named one",
     "Horaire;Amphi;Salle 12\n9h - 9h30;Ouverture;\n9h30 - 10h30;Abeilles;Fourmis\n", 0,
     "any 09:00-09:30 Amphi: Ouverture; any 09:30-10:30 Amphi: Abeilles; any 09:30-10:30 Salle 12: "
     "Fourmis",
     ""},
    {"a room and one more column are no matrix",
     "Time,Hall,Lecture\n9:00-9:30,Red,Ants\n9:30-10:00,Red,Bees\n", 0,
     "any 09:00-09:30 Red: Ants; any 09:30-10:00 Red: Bees", ""},
    {"first forms of words for people",
     "Jour;Horaire;Lieu;Intitulé;Intervenant·e·s\nsamedi 6 mars 2027;9 h à 10 h;Salle;Abeilles;"
     "Chloé et Noé\n",
     0, "2027-03-06 09:00-10:00 Salle: Abeilles (Chloé, Noé)", ""},
    {"Dutch",
     "Datum;Begintijd;Eindtijd;Zaal;Titel;Spreker\nvr 5 maart 2027;9.00 uur;9.45 uur;Grote zaal;"
     "Bijen;Jan de Vries\n",
     0, "2027-03-05 09:00-09:45 Grote zaal: Bijen (Jan de Vries)", ""},
    {"Polish",
     "Data;Początek;Koniec;Sala;Tytuł;Prelegent\nsobota, 6 marca 2027;9:00;9:45;Aula;Pszczoły;"
     "Ewa Śliwa\n",
     0, "2027-03-06 09:00-09:45 Aula: Pszczoły (Ewa Śliwa)", ""},
    {"Czech",
     "Datum;Začátek;Konec;Místnost;Název;Přednášející\n5. července 2027;9:00;9:45;Sál;Včely;"
     "Žofie Nová\n",
     0, "2027-07-05 09:00-09:45 Sál: Včely (Žofie Nová)", ""},
    {"Hungarian",
     "Dátum;Kezdés;Vége;Terem;Cím;Előadó\n2027. március 5.;9:00;9:45;Díszterem;Méhek;Nagy Árpád\n",
     0, "2027-03-05 09:00-09:45 Díszterem: Méhek (Nagy Árpád)", ""},
    {"Turkish",
     "Tarih;Başlangıç;Bitiş;Salon;Başlık;Konuşmacı\n05.03.2027;09:00;09:45;Ana Salon;Arılar;"
     "Çağrı Öz\n",
     0, "2027-03-05 09:00-09:45 Ana Salon: Arılar (Çağrı Öz)", ""},
    {"Russian",
     "Дата;Начало;Конец;Зал;Название;Докладчик\n05.03.2027;09:00;09:45;Зал 2;Пчёлы;Анна Ёлкина\n",
     0, "2027-03-05 09:00-09:45 Зал 2: Пчёлы (Анна Ёлкина)", ""},

    {"a year before a month in words",
     "Date,Time,Title\n2027-Mar-05,9:00-9:30,Ants\n2027 March 6,9:00-9:30,Bees\n", 0,
     "2027-03-05 09:00-09:30 *: Ants; 2027-03-06 09:00-09:30 *: Bees", ""},

    /* Not understood. */
    {"unknown language", "Muda,Kichwa,Chumba,Msemaji\n9:00,Siafu,A,Anna\n9:30,Nyuki,A,Ola\n", 0,
     "NULL", "missing-column 1:1"},
    {"no times", "Title,Room,Speaker\nAnts,A,Ann\n", 0, "NULL", "missing-column 1:1"},
    {"no words at all", "a,b,c\nd,e,f\ng,h,i\n", 0, "NULL", "missing-column 1:1"},
