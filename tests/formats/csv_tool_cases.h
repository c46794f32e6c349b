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
     "Beispiel); 2027-03-14 16:00-16:30 Saal 2: Fragen; 2027-03-14 20:00-20:30 Hof: Party",
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
