/* csv_tool_cases.h: tables of further tools, and of people, for test_csv.c. */

{"whova, the order of dates in the header",
 "\"*Date\n"
 "(MM/DD/YYYY)\",\"*Time Start\n"
 "(HH:MM AM/PM)\",\"*Time End\n"
 "(HH:MM AM/PM)\",\"Tracks\n"
 "(Separate by semicolon)\",\"*Session Title\",\"Room/Location\",\"Description "
 "(Optional)\",\"Speakers (Separate by semicolon)\",\"Authors\",\"Session or "
 "Sub-session(Sub)\"\n"
 "03/04/2027,9:00 AM,9:45 AM,Main,Opening,Hall A,,Ann Example; Bob Example,,\n"
 "03/04/2027,10:00 AM,11:00 AM,Main,Bees,Hall A,,Cy Example,,\n"
 "03/04/2027,10:00 AM,10:20 AM,,Queens,Hall A,,,,Sub\n",
 0,
 "2027-03-04 09:00-09:45 Hall A: Opening (Ann Example, Bob Example); 2027-03-04 "
 "10:00-11:00 Hall A: Bees (Cy Example); 2027-03-04 10:00-10:20 Hall A: Queens",
 ""},

    {"grenadine: loc, mins, people",
     "id,title,tags,date,time,mins,loc,people,desc\n"
     "1,Opening,Main,2027-03-14,10:00,30,Hall A,\"Ann Example, Bob Example\",Text\n"
     "2,Bees,Main,2027-03-14,10:30,75,\"Hall B, Floor 2\",Cy Example,Text\n",
     0,
     "2027-03-14 10:00-10:30 Hall A: Opening (Ann Example, Bob Example); 2027-03-14 "
     "10:30-11:45 Hall B, Floor 2: Bees (Cy Example)",
     ""},

    {"oxford abstracts: times of the talk beside those of the session, names in two columns",
     "Session title,Session date,Session start,Session end,Room,Submission "
     "title,Presentation start,Presentation end,Presenter first name,Presenter last "
     "name,Presenter affiliation\n"
     "Insects,14/03/2027,09:00,10:00,Hall A,Ants,09:00,09:20,Ann,Example,X University\n"
     "Insects,14/03/2027,09:00,10:00,Hall A,Bees,09:20,09:40,Bob,Example,Y University\n",
     0,
     "2027-03-14 09:00-09:20 Hall A: Ants (Ann Example); 2027-03-14 09:20-09:40 Hall A: "
     "Bees (Bob Example)",
     ""},

    {"cvent, a zone for each row",
     "Session Name,Session Code,Category,Start Date,Start Time,End Date,End Time,Time "
     "Zone,Location Name,Speaker First Name,Speaker Last Name,Capacity\n"
     "Opening,S1,Keynote,3/14/2027,9:00 AM,3/14/2027,9:45 AM,Europe/Berlin,Hall "
     "A,Ann,Example,300\n"
     "Bees,S2,Talk,3/14/2027,10:00 AM,3/14/2027,10:45 AM,Europe/Berlin,Hall "
     "B,Bob,Example,80\n",
     0,
     "2027-03-14 08:00-08:45 Hall A: Opening (Ann Example); 2027-03-14 09:00-09:45 Hall "
     "B: Bees (Bob Example)",
     ""},

    {"addresses behind names",
     "title,description,begins_at,ends_at,place,type,speakers,language\n"
     "Opening,Text,2027-03-14 09:00,2027-03-14 09:45,Hall A,Talk,\"Ann Example "
     "<ann@example.org>; Bob Example <bob@example.org>\",en\n"
     "Bees,Text,2027-03-14 10:00,2027-03-14 10:45,Hall A,Talk,\"cy@example.org\",en\n",
     0,
     "2027-03-14 09:00-09:45 Hall A: Opening (Ann Example, Bob Example); 2027-03-14 "
     "10:00-10:45 Hall A: Bees (cy@example.org)",
     ""},

    {"notion, date and range with an arrow",
     "Name,Date,Room,Speaker,Tags\n"
     "Opening,\"March 14, 2027 9:00 AM → 9:45 AM\",Hall A,Ann Example,Talk\n"
     "Bees,\"March 14, 2027 10:00 AM (GMT+1) → 11:00 AM\",Hall A,Bob Example,Talk\n"
     "Party,\"March 14, 2027 10:00 PM → March 15, 2027 1:00 AM\",Yard,,Social\n",
     0,
     "2027-03-14 09:00-09:45 Hall A: Opening (Ann Example); 2027-03-14 09:00-10:00 Hall "
     "A: Bees (Bob Example); 2027-03-14 22:00-01:00 Yard: Party",
     ""},

    {"airtable, a name in quotes with a comma",
     "Session,Start,End,Venue,Speaker(s)\n"
     "Opening,3/14/2027 9:00am,3/14/2027 9:45am,Hall A,\"Ann Example,Bob Example\"\n"
     "Bees,3/14/2027 10:00am,3/14/2027 11:30am,Hall B,\"\"\"Example, Cy\"\"\"\n",
     0,
     "2027-03-14 09:00-09:45 Hall A: Opening (Ann Example, Bob Example); 2027-03-14 "
     "10:00-11:30 Hall B: Bees (Example, Cy)",
     ""},

    {"start date and end date with times",
     "Task Name,Start Date,End Date,Location,Assigned To\n"
     "Opening,03/14/27 9:00 AM,03/14/27 9:45 AM,Hall A,Ann\n"
     "Bees,03/14/27 10:00 AM,03/14/27 10:45 AM,Hall A,Bob\n",
     0, "2027-03-14 09:00-09:45 Hall A: Opening; 2027-03-14 10:00-10:45 Hall A: Bees", ""},

    {"seconds since 1970",
     "title,start,end,room,speaker\n"
     "Opening,1805011200,1805013900,Hall A,Ann\n"
     "Bees,1805014800,1805018400,Hall A,Bob\n",
     0,
     "2027-03-14 08:00-08:45 Hall A: Opening (Ann); 2027-03-14 09:00-10:00 Hall A: Bees "
     "(Bob)",
     ""},

    {"German lengths",
     "Datum;Beginn;Dauer;Titel;Ort;Vortragende\n"
     "So, 14.03.2027;9 Uhr;45 Min.;Eröffnung;Saal 1;Jürgen Müller und Ann Beispiel\n"
     "So, 14.03.2027;10.30 Uhr;1 Std.;Bienen;Saal 1;Prof. Dr. Zoë Groß\n"
     "So, 14.03.2027;12 Uhr;1,5 h;Mittagessen;Mensa;\n"
     "So, 14.03.2027;14 Uhr;1 Std. 15 Min.;Motten;Saal 2;B. Beispiel\n"
     "So, 14.03.2027;16 Uhr;eine Stunde;Fragen;Saal 2;\n"
     "So, 14.03.2027;20 Uhr;;Party;Hof;\n",
     0,
     "2027-03-14 09:00-09:45 Saal 1: Eröffnung (Jürgen Müller, Ann Beispiel); "
     "2027-03-14 10:30-11:30 Saal 1: Bienen (Prof. Dr. Zoë Groß); 2027-03-14 "
     "12:00-13:30 Mensa: Mittagessen; 2027-03-14 14:00-15:15 Saal 2: Motten (B. "
     "Beispiel); 2027-03-14 16:00-17:00 Saal 2: Fragen; 2027-03-14 20:00-20:30 Hof: Party",
     ""},

    {"Japanese, year of an era",
     "日程,開始,終了,セッション名,スピーカー,場所\n"
     "令和9年3月14日（日）,10時00分,10時40分,開会,山田 太郎,ホールA\n"
     "2027/3/14(日),13:00,13:45,蜂の話,鈴木一郎 / 佐藤花子,ホールB\n",
     0,
     "2027-03-14 10:00-10:40 ホールA: 開会 (山田 太郎); 2027-03-14 13:00-13:45 "
     "ホールB: 蜂の話 (鈴木一郎, 佐藤花子)",
     ""},

    {"matrix, its day in the corner",
     "14.03.2027;Saal 1 (300 Plätze);Saal 2 (80 Plätze)\n"
     "09:00;Eröffnung (Ann Beispiel);\n"
     "10:00;Bienen (Bob Beispiel);Ameisen (Cy Beispiel)\n"
     "11:00;Pause;Pause\n"
     "11:30;Motten;Fliegen\n"
     "12:30;Ende;\n",
     0,
     "2027-03-14 09:00-10:00 Saal 1 (300 Plätze): Eröffnung (Ann Beispiel); 2027-03-14 "
     "10:00-11:00 Saal 1 (300 Plätze): Bienen (Bob Beispiel); 2027-03-14 10:00-11:00 "
     "Saal 2 (80 Plätze): Ameisen (Cy Beispiel); 2027-03-14 11:00-11:30 Saal 1 (300 "
     "Plätze)+Saal 2 (80 Plätze): Pause; 2027-03-14 11:30-12:30 Saal 1 (300 Plätze): "
     "Motten; 2027-03-14 11:30-12:00 Saal 2 (80 Plätze): Fliegen; 2027-03-14 12:30-13:00 "
     "Saal 1 (300 Plätze): Ende",
     ""},

    {"lies on its side",
     "Title,Opening,Bees,Moths\n"
     "Date,2027-03-14,2027-03-14,2027-03-15\n"
     "Start,09:00,10:00,09:00\n"
     "End,09:45,10:45,09:30\n"
     "Room,Hall A,Hall A,Hall B\n",
     0, "NULL", "turned-table 1:1"},

    {"recorded: no",
     "Date,Start,End,Title,Room,Status,Chair,Speaker,Language,Recorded\n"
     "2027-03-14,9:00,9:45,Opening,A,confirmed,Ann Chair,Bob Example,en,yes\n"
     "2027-03-14,10:00,10:45,Bees,A,cancelled,Ann Chair,Cy Example,de,no\n"
     "2027-03-14,11:00,11:45,CANCELLED: Moths,A,,Ann Chair,Di Example,de,no\n",
     0,
     "2027-03-14 09:00-09:45 A: Opening (Bob Example); 2027-03-14 10:00-10:45 A: Bees (Cy "
     "Example), no cameras; 2027-03-14 11:00-11:45 A: Moths (Di Example), no cameras",
     ""},

    {"nobody",
     "Date,Time,Title,Speakers,Room\n"
     "2027-03-14,9:00-9:45,1. Opening,\"Ann Example (ACME, Inc.), Bob Example (Foo "
     "GmbH)\",A\n"
     "2027-03-14,10:00-10:45,Bees,\"Dr. Cy Example, University of X; Di Example, Y "
     "Ltd.\",A\n"
     "2027-03-14,11:00-11:45,Ants,Ann Example & Bob Example,A\n"
     "2027-03-14,12:00-12:45,Moths,TBA,A\n"
     "2027-03-14,13:00-13:45,Flies,-,A\n",
     0,
     "2027-03-14 09:00-09:45 A: 1. Opening (Ann Example, Bob Example); 2027-03-14 "
     "10:00-10:45 A: Bees (Dr. Cy Example, University of X, Di Example, Y Ltd.); "
     "2027-03-14 11:00-11:45 A: Ants (Ann Example, Bob Example); 2027-03-14 12:00-12:45 "
     "A: Moths (TBA); 2027-03-14 13:00-13:45 A: Flies",
     ""},

    {"tags between names",
     "Date,Time,Title,Speakers,Room\n"
     "2027-03-14,9:00-9:45,<b>Opening</b> &amp; welcome,Ann&nbsp;Example<br>Bob "
     "Example,A\n"
     "2027-03-14,10:00-10:45,C &lt; C++,\"<a href=\"\"http://x\"\">Cy</a>\",A\n",
     0,
     "2027-03-14 09:00-09:45 A: Opening & welcome (Ann Example, Bob Example); 2027-03-14 "
     "10:00-10:45 A: C < C++ (Cy)",
     ""},

    {"a question heads the rooms",
     "  Date ;  Start time ; Finish time;  Session title ; Where? \n"
     " 2027-03-14 ; 09:00 ; 09:45 ; Opening ; Hall A \n"
     ";;;;\n"
     " 2027-03-14 ; 10:00 ; 10:45 ; Bees ; Hall A \n",
     0, "2027-03-14 09:00-09:45 Hall A: Opening; 2027-03-14 10:00-10:45 Hall A: Bees", ""},

    {"a family name and a first name in each row",
     "Datum;Zeit von;Zeit bis;Thema;Referent/in;Raum\n"
     "14.3.2027;9.00;9.45;Eröffnung;Müller, Jürgen;Aula\n"
     "14.3.2027;10.00;10.45;Bienen;Beispiel, Ann;Aula\n",
     0,
     "2027-03-14 09:00-09:45 Aula: Eröffnung (Müller, Jürgen); 2027-03-14 10:00-10:45 "
     "Aula: Bienen (Beispiel, Ann)",
     ""},

    {"remarks below",
     "Date,Start,End,Title,Room\n"
     "2027-03-14,09:00,09:45,Opening,A\n"
     "2027-03-14,10:00,10:45,Bees,A\n"
     "\n"
     "All times are local. Subject to change.,,,,\n"
     "\"Contact: info@example.org\",,,,\n",
     0, "2027-03-14 09:00-09:45 A: Opening; 2027-03-14 10:00-10:45 A: Bees", ""},

    {"Turkish dates in words",
     "Tarih;Saat;Konu;Konuşmacı;Salon\n"
     "5 Mart 2027 Cuma;09:00 - 09:45;Açılış;Ayşe Öz;Büyük Salon\n"
     "6 Ağustos 2027 Cuma;10.00-10.45;Arılar;Mehmet Şen;B Salonu\n",
     0,
     "2027-03-05 09:00-09:45 Büyük Salon: Açılış (Ayşe Öz); 2027-08-06 "
     "10:00-10:45 B Salonu: Arılar (Mehmet Şen)",
     ""},

    {"Russian dates in words",
     "Дата;Время;Тема;Спикер;Зал\n"
     "5 марта 2027 г., пятница;09:00–09:45;Открытие;Анна "
     "Иванова;Большой зал\n"
     "пт, 6 августа 2027;10.00-10.45;Пчёлы;Иван Петров, Олег "
     "Ёж;Зал 2\n",
     0,
     "2027-03-05 09:00-09:45 Большой зал: Открытие (Анна "
     "Иванова); 2027-08-06 10:00-10:45 Зал 2: Пчёлы (Иван "
     "Петров, Олег Ёж)",
     ""},

    {"Ukrainian",
     "Дата;Початок;Кінець;Назва;Доповідач;Зала\n"
     "5 березня 2027;09:00;09:45;Відкриття;Анна "
     "Шевченко;Велика зала\n",
     0,
     "2027-03-05 09:00-09:45 Велика зала: Відкриття (Анна "
     "Шевченко)",
     ""},

    {"Swedish, a weekday that is wrong",
     "Datum;Starttid;Sluttid;Titel;Talare;Lokal\n"
     "fredag 5 mars 2027;09.00;09.45;Öppning;Åsa Öberg;Stora salen\n"
     "lördag 6 augusti 2027;kl. 10.00;10.45;Bin;Örjan;Sal 2\n",
     0,
     "2027-03-05 09:00-09:45 Stora salen: Öppning (Åsa Öberg); 2027-08-06 10:00-10:45 "
     "Sal 2: Bin (Örjan)",
     ""},

    {"Danish",
     "Dato;Start;Slut;Titel;Taler;Lokale\n"
     "fredag d. 5. marts 2027;kl. 9.00;9.45;Åbning;Søren Ærø;Store sal\n",
     0, "2027-03-05 09:00-09:45 Store sal: Åbning (Søren Ærø)", ""},

    {"Norwegian",
     "Dato;Starttid;Slutttid;Tittel;Foredragsholder;Rom\n"
     "fredag 5. mai 2028;09:00;09:45;Åpning;Kåre Øy;Storsal\n",
     0, "2028-05-05 09:00-09:45 Storsal: Åpning (Kåre Øy)", ""},

    {"Finnish",
     "Päivä;Alkaa;Päättyy;Otsikko;Puhuja;Sali\n"
     "perjantai 5. maaliskuuta 2027;klo 9.00;9.45;Avajaiset;Äiti Öhman;Iso sali\n",
     0, "2027-03-05 09:00-09:45 Iso sali: Avajaiset (Äiti Öhman)", ""},

    {"Romanian",
     "Data;Ora;Titlu;Vorbitor;Sala\n"
     "vineri, 5 martie 2027;09:00-09:45;Deschidere;Ștefan;Sala Mare\n",
     0, "2027-03-05 09:00-09:45 Sala Mare: Deschidere (Ștefan)", ""},

    {"Catalan",
     "Data;Hora;Títol;Ponent;Sala\n"
     "divendres 5 de març de 2027;9.00-9.45 h;Obertura;Núria;Sala gran\n",
     0, "2027-03-05 09:00-09:45 Sala gran: Obertura (Núria)", ""},

    {"matrix, a day in each corner",
     "Sa 13.3.2027;Saal 1;Saal 2\n"
     "10:00-10:45;Eröffnung;\n"
     "So 14.3.2027;Saal 1;Werkstatt\n"
     "10:00-10:45;Motten;Löten\n",
     0,
     "2027-03-13 10:00-10:45 Saal 1: Eröffnung; 2027-03-14 10:00-10:45 Saal 1: Motten; "
     "2027-03-14 10:00-10:45 Werkstatt: Löten",
     ""},

    {"rooms as headings",
     "Date,Time,Title,Speaker\n"
     "2027-03-14,,Hall A,\n"
     ",9:00-9:45,Opening,Ann\n"
     ",10:00-10:45,Bees,Bob\n"
     ",,Hall B,\n"
     ",10:00-10:45,Ants,Cy\n",
     0,
     "2027-03-14 09:00-09:45 Hall A: Opening (Ann); 2027-03-14 10:00-10:45 Hall A: Bees "
     "(Bob); 2027-03-14 10:00-10:45 Hall B: Ants (Cy)",
     ""},

    {"am and pm on some times",
     "Day,Time,Session,Location\n"
     "Sunday March 14 2027,8:30-9:00a,Registration,Lobby\n"
     "Sunday March 14 2027,9:00-10:15a,Opening,Hall\n"
     "Sunday March 14 2027,11:30a-1:00p,Lunch,Hall\n"
     "Sunday March 14 2027,1:00-2:15,Bees,Hall\n",
     0,
     "2027-03-14 08:30-09:00 Lobby: Registration; 2027-03-14 09:00-10:15 Hall: Opening; "
     "2027-03-14 11:30-13:00 Hall: Lunch; 2027-03-14 13:00-14:15 Hall: Bees",
     ""},

    {"12 hours without am and pm",
     "Date,Start,End,Title\n"
     "3/14/2027,9:00,10:00,Opening\n"
     "3/14/2027,11:00,12:00,Bees\n"
     "3/14/2027,1:00,2:00,Ants\n"
     "3/14/2027,2:30,3:30,Moths\n",
     0,
     "2027-03-14 09:00-10:00 *: Opening; 2027-03-14 11:00-12:00 *: Bees; 2027-03-14 "
     "13:00-14:00 *: Ants; 2027-03-14 14:30-15:30 *: Moths",
     ""},

    {"24 hours, before the morning",
     "Date,Start,End,Title\n"
     "2027-03-14,09:00,10:00,Opening\n"
     "2027-03-14,11:00,12:00,Bees\n"
     "2027-03-14,01:00,02:00,Night before\n",
     0,
     "2027-03-14 01:00-02:00 *: Night before; 2027-03-14 09:00-10:00 *: Opening; "
     "2027-03-14 11:00-12:00 *: Bees",
     ""},

    {"German times before the morning",
     "Datum;Beginn;Ende;Titel\n"
     "14.03.2027;9:00;10:00;Eröffnung\n"
     "14.03.2027;11:00;12:00;Bienen\n"
     "14.03.2027;1:00;2:00;Nacht davor\n",
     0,
     "2027-03-14 01:00-02:00 *: Nacht davor; 2027-03-14 09:00-10:00 *: Eröffnung; "
     "2027-03-14 11:00-12:00 *: Bienen",
     ""},

    {"12 hours, ranges over noon",
     "Date,Time,Title\n"
     "2027-03-14,10:00-11:00,Opening\n"
     "2027-03-14,11:30-12:30,Bees\n"
     "2027-03-14,12:30-1:30,Lunch\n"
     "2027-03-14,1:30-3:00,Ants\n"
     "2027-03-15,9:00-10:00,Moths\n"
     "2027-03-15,12:00-1:00,Flies\n",
     0,
     "2027-03-14 10:00-11:00 *: Opening; 2027-03-14 11:30-12:30 *: Bees; 2027-03-14 "
     "12:30-13:30 *: Lunch; 2027-03-14 13:30-15:00 *: Ants; 2027-03-15 09:00-10:00 *: "
     "Moths; 2027-03-15 12:00-13:00 *: Flies",
     ""},

    {"12 hours in a matrix",
     "Time,Room 1,Room 2\n"
     "9:00,Opening,\n"
     "10:30,Bees,Ants\n"
     "12:00,Lunch,\n"
     "1:15,Moths,Flies\n"
     "3:00,Wasps,\n",
     0,
     "any 09:00-10:30 Room 1: Opening; any 10:30-12:00 Room 1: Bees; any 10:30-12:00 Room "
     "2: Ants; any 12:00-13:15 *: Lunch; any 13:15-15:00 Room 1: Moths; any 13:15-13:45 "
     "Room 2: Flies; any 15:00-15:30 Room 1: Wasps",
     ""},

    {"several rooms in a cell",
     "Date,Time,Title,Rooms\n"
     "2027-03-14,9:00-9:45,Opening,\"Hall A, Hall B\"\n"
     "2027-03-14,10:00-10:45,Bees,Hall A\n"
     "2027-03-14,10:00-10:45,Ants,Hall B\n"
     "2027-03-14,11:00-11:45,Closing,Hall A + Hall B\n"
     "2027-03-14,12:00-12:45,Lunch,Hall A & Hall B\n",
     0,
     "2027-03-14 09:00-09:45 Hall A+Hall B: Opening; 2027-03-14 10:00-10:45 Hall A: Bees; "
     "2027-03-14 10:00-10:45 Hall B: Ants; 2027-03-14 11:00-11:45 Hall A+Hall B: Closing; "
     "2027-03-14 12:00-12:45 Hall A+Hall B: Lunch",
     ""},

    {"lengths as people write them",
     "Date,Start,Length,Title\n"
     "2027-03-14,9:00,1 hr 30 mins,Opening\n"
     "2027-03-14,11:00,90 min,Bees\n"
     "2027-03-14,13:00,0.75,Ants\n"
     "2027-03-14,14:00,1:15,Moths\n"
     "2027-03-14,16:00,45',Flies\n"
     "2027-03-14,17:00,half an hour,Wasps\n",
     0,
     "2027-03-14 09:00-10:30 *: Opening; 2027-03-14 11:00-12:30 *: Bees; 2027-03-14 "
     "13:00-13:45 *: Ants; 2027-03-14 14:00-15:15 *: Moths; 2027-03-14 16:00-16:45 *: "
     "Flies; 2027-03-14 17:00-17:30 *: Wasps",
     ""},

    {"Japanese lengths",
     "日付,開始時刻,所要時間,演題\n"
     "2027/03/14,10:00,40分,開会\n"
     "2027/03/14,11:00,1時間30分,蜂\n"
     "2027/03/14,13:00,1時間,蟻\n",
     0,
     "2027-03-14 10:00-10:40 *: 開会; 2027-03-14 11:00-12:30 *: 蜂; 2027-03-14 "
     "13:00-14:00 *: 蟻",
     ""},

    {"Chinese lengths",
     "日期,开始时间,时长,标题\n"
     "2027-03-14,10:00,40分钟,开幕\n"
     "2027-03-14,11:00,1小时30分钟,蜜蜂\n"
     "2027-03-14,13:00,半小时,蚂蚁\n"
     "2027-03-14,14:00,1.5小时,飞蛾\n",
     0,
     "2027-03-14 10:00-10:40 *: 开幕; 2027-03-14 11:00-12:30 *: 蜜蜂; 2027-03-14 "
     "13:00-13:30 *: 蚂蚁; 2027-03-14 14:00-15:30 *: 飞蛾",
     ""},

    {"Korean lengths",
     "날짜,시작,소요시간,제목\n"
     "2027-03-14,10:00,40분,개회\n"
     "2027-03-14,11:00,1시간 30분,벌\n",
     0, "2027-03-14 10:00-10:40 *: 개회; 2027-03-14 11:00-12:30 *: 벌", ""},

    {"capitals",
     "DATE,START TIME,END TIME,SESSION TITLE,SPEAKER NAME(S),ROOM NAME/NUMBER\n"
     "MARCH 14 2027,9:00AM,9:45AM,OPENING,ANN EXAMPLE,HALL A\n",
     0, "2027-03-14 09:00-09:45 HALL A: OPENING (ANN EXAMPLE)", ""},

    {"Markdown",
     "| Time | Title | Room |\n"
     "|------|-------|------|\n"
     "| 09:00 | Opening | A |\n"
     "| 10:00 | Bees | A |\n",
     0, "any 09:00-10:00 A: Opening; any 10:00-10:30 A: Bees", ""},

    {"titles and speakers below each room",
     ";Raum A;;Raum B;\n"
     "Zeit;Titel;Sprecher;Titel;Sprecher\n"
     "09:00-09:45;Eröffnung;Ann;;\n"
     "10:00-10:45;Bienen;Bob;Ameisen;Cy\n",
     0,
     "any 09:00-09:45 Raum A: Eröffnung (Ann); any 10:00-10:45 Raum A: Bienen (Bob); any "
     "10:00-10:45 Raum B: Ameisen (Cy)",
     ""},

    {"titles and speakers named after their room",
     "Start,Room 1 Title,Room 1 Speaker,Room 2 Title,Room 2 Speaker\n"
     "9:00 AM,Opening,Ann,,\n"
     "10:00 AM,Bees,Bob,Ants,Cy\n",
     0,
     "any 09:00-10:00 Room 1: Opening (Ann); any 10:00-10:30 Room 1: Bees (Bob); any "
     "10:00-10:30 Room 2: Ants (Cy)",
     ""},

    {"matrix, a number before the times",
     "Slot,Begin,End,Track A,Track B\n"
     "1,09:00,09:45,Opening,Opening\n"
     "2,10:00,10:45,Bees,Ants\n",
     0,
     "any 09:00-09:45 Track A+Track B: Opening; any 10:00-10:45 Track A: Bees; any "
     "10:00-10:45 Track B: Ants",
     ""},

    {"a zone in the header",
     "Date,Time (Asia/Tokyo),Session,Room\n"
     "14 March 2027,09:00–09:45,Opening,A\n",
     0, "2027-03-14 09:00-09:45 A: Opening", ""},

    {"day, month and time in a cell",
     "Termin;Was;Wo;Wer\n"
     "Sa 13.03. 10:00;Eröffnung;Saal;Ann\n"
     "Sa 13.03. 11:00;Bienen;Saal;Bob\n",
     2027,
     "2027-03-13 10:00-11:00 Saal: Eröffnung (Ann); 2027-03-13 11:00-11:30 Saal: Bienen "
     "(Bob)",
     ""},

    {"Chinese, what happens is the title",
     "日期	时间	内容	演讲人\n"
     "2027.3.13	9:00~9:30	签到	\n"
     "2027.3.13	9:30~10:00	开幕式	张三 教授\n",
     0,
     "2027-03-13 09:00-09:30 *: 签到; 2027-03-13 09:30-10:00 *: 开幕式 (张三 "
     "教授)",
     ""},

    {"Korean, numbered days with a date",
     "구분,시간,내용,발표자\n"
     "1일차(3/13),09:00-09:30,등록,\n"
     "1일차(3/13),09:30-10:00,개회사,김하나\n"
     "2일차(3/14),10:00-10:40,벌,이두리\n",
     2027,
     "2027-03-13 09:00-09:30 *: 등록; 2027-03-13 09:30-10:00 *: 개회사 (김하나); "
     "2027-03-14 10:00-10:40 *: 벌 (이두리)",
     ""},

    {"a list in braces",
     "\"Title\",\"Start\",\"End\",\"Room\",\"Speakers\"\n"
     "\"Opening\",\"2027-03-14 09:00:00+01\",\"2027-03-14 09:45:00+01\",\"A\",\"{\"\"Ann "
     "Example\"\",\"\"Bob Example\"\"}\"\n",
     0, "2027-03-14 08:00-08:45 A: Opening (Ann Example, Bob Example)", ""},

    {"lists in brackets",
     "Title,Start,End,Room,Speakers\n"
     "Opening,2027-03-14 09:00,2027-03-14 09:45,A,\"['Ann Example', 'Bob Example']\"\n"
     "Bees,2027-03-14 10:00,2027-03-14 10:45,A,\"[\"\"Cy Example\"\"]\"\n",
     0,
     "2027-03-14 09:00-09:45 A: Opening (Ann Example, Bob Example); 2027-03-14 "
     "10:00-10:45 A: Bees (Cy Example)",
     ""},

    {"Japanese matrix, both in the corner",
     "時間\\会場,A会場,B会場\n"
     "9:00～9:30,受付,\n"
     "9:30～10:30,基調講演,ポスター\n"
     "12:00～13:00,昼食,昼食\n",
     0,
     "any 09:00-09:30 A会場: 受付; any 09:30-10:30 A会場: 基調講演; any "
     "09:30-10:30 B会場: ポスター; any 12:00-13:00 A会場+B会場: 昼食",
     ""},

    {"Japanese matrix, days as headings",
     "3月14日（日）,,\n"
     "時間,メイン,サブ\n"
     "10:00-10:45,開会,\n"
     "3月15日（月）,,\n"
     "10:00-10:45,蜂,蟻\n",
     2027,
     "2027-03-14 10:00-10:45 メイン: 開会; 2027-03-15 10:00-10:45 メイン: 蜂; "
     "2027-03-15 10:00-10:45 サブ: 蟻",
     ""},

    {"Korean matrix, its day above",
     "2027년 3월 14일 (일),,\n"
     "시간,A홀,B홀\n"
     "10:00-10:45,개회,\n"
     "11:00-11:45,벌,개미\n",
     0,
     "2027-03-14 10:00-10:45 A홀: 개회; 2027-03-14 11:00-11:45 A홀: 벌; 2027-03-14 "
     "11:00-11:45 B홀: 개미",
     ""},

    {"Chinese matrix, a labelled date above",
     "2027年第五届昆虫大会,,\n"
     "日期：2027年3月14日,,\n"
     "时间,主会场,分会场\n"
     "09:00-09:30,开幕式,\n"
     "10:00-11:00,蜜蜂,蚂蚁\n",
     0,
     "2027-03-14 09:00-09:30 主会场: 开幕式; 2027-03-14 10:00-11:00 主会场: "
     "蜜蜂; 2027-03-14 10:00-11:00 分会场: 蚂蚁",
     ""},

    {"French matrix",
     "Horaire,Amphi A,Amphi B\n"
     "9h00 – 9h45,Ouverture,\n"
     "10h – 11h,Abeilles (Zoé),Fourmis (Léo)\n"
     "12h – 14h,Déjeuner,Déjeuner\n",
     0,
     "any 09:00-09:45 Amphi A: Ouverture; any 10:00-11:00 Amphi A: Abeilles (Zoé); any "
     "10:00-11:00 Amphi B: Fourmis (Léo); any 12:00-14:00 Amphi A+Amphi B: Déjeuner",
     ""},

    {"Japanese congress, all columns",
     "No;日付;曜日;開始;終了;題目;氏名;所属;部屋\n"
     "1;2027/3/14;日;10:00;10:20;蜂;山田太郎;東京大学;101\n",
     0, "2027-03-14 10:00-10:20 101: 蜂 (山田太郎)", ""},

    {"Chinese, every word with its noun",
     "议程编号,开始日期时间,结束日期时间,议题名称,讲师姓名,讲师"
     "单位,会议室名称\n"
     "1,2027-03-14 09:00,2027-03-14 09:45,开幕,张三,某公司,一厅\n",
     0, "2027-03-14 09:00-09:45 一厅: 开幕 (张三)", ""},

    {"Korean, every word with its noun",
     "세션 제목,시작 일시,종료 일시,발표자 이름,발표자 "
     "소속,장소명\n"
     "개회,2027-03-14 09:00,2027-03-14 09:45,김하나,서울대,1층\n",
     0, "2027-03-14 09:00-09:45 1층: 개회 (김하나)", ""},
