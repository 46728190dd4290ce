"""Dates as people write them in business mail: which day each one means."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import within

from regard.evidence.language.dates import due_dates
from regard.evidence.language.dates.days import WorkingTime, easter, holiday, in_unit, nth_weekday
from regard.evidence.language.dates.words import LANGUAGES, language_of, tokens

WEDNESDAY = int(datetime(2024, 5, 15, 10, tzinfo=UTC).timestamp()) * 1_000_000
MONDAY = int(datetime(2016, 11, 7, tzinfo=UTC).timestamp()) * 1_000_000

ON_A_WEDNESDAY = [
    ("When was the following Easter?", "2025-04-20"),
    ("Was the next Thanksgiving not free?", "2024-11-28"),
    ("It came at Easter.", "2024-03-31"),
    ("We install on Tuesday 6.5 at the plant.", "2024-06-05"),
    ("We install on Tuesday 6/5 at the plant.", "2024-06-05"),
    ("Our people come this Friday 7.8 with the pump.", "2024-07-08"),
    ("We meet Thursday 5.30 with the board.", "2024-05-16"),
    ("before the week is out", "2024-05-17"),
    ("before June is over", "2024-06-30"),
    ("before June", "2024-05-31"),
    ("before the quarter ends", "2024-06-30"),
    ("bevor der Juni vorbei ist: vor Ende Juni", "2024-06-30"),
    ("a week tomorrow", "2024-05-23"),
    ("two weeks today", "2024-05-29"),
    ("on the first of the month", "2024-06-01"),
    ("by the weekend", "2024-05-17"),
    ("innerhalb von 10 Werktagen", "2024-05-29"),
    ("by Wednsday, Febuary 5", "2025-02-05"),
    ("On 3 May we sent you the list", "2024-05-03"),
    ("The offer of 3 May holds until we ship it", "2024-05-03"),
    ("not on Friday but on Monday", "2024-05-20"),
    ("nicht am Freitag, sondern am Montag", "2024-05-20"),
    ("by EOD Thursday", "2024-05-16"),
    ("EOD Thursday", "2024-05-16"),
    ("end of Q3", "2024-09-30"),
    ("by the end of Q3", "2024-09-30"),
    ("next Tuesday", "2024-05-21"),
    ("in two weeks", "2024-05-29"),
    ("by the 15th", "2024-05-15"),
    ("by the 17th", "2024-05-17"),
    ("by 5/20", "2024-05-20"),
    ("due 3/15", "2025-03-15"),
    ("tomorrow morning", "2024-05-16"),
    ("COB Friday", "2024-05-17"),
    ("by COB", "2024-05-15"),
    ("by close of business on Friday", "2024-05-17"),
    ("within 10 business days", "2024-05-29"),
    ("the week of June 3", "2024-06-07"),
    ("mid-June", "2024-06-15"),
    ("this afternoon", "2024-05-15"),
    ("next month", "2024-06-30"),
    ("2024-06-01", "2024-06-01"),
    ("on May 6th, 2002", "2002-05-06"),
    ("Friday the 13th", "2024-09-13"),
    ("the day after tomorrow", "2024-05-17"),
    ("two weeks from Monday", "2024-06-03"),
    ("a week from today", "2024-05-22"),
    ("first Monday of June", "2024-06-03"),
    ("the last Friday in May", "2024-05-31"),
    ("by end of day", "2024-05-15"),
    ("by the end of the week", "2024-05-17"),
    ("by end of next week", "2024-05-24"),
    ("early next week", "2024-05-21"),
    ("later this week", "2024-05-17"),
    ("by end of month", "2024-05-31"),
    ("by month end", "2024-05-31"),
    ("before year-end", "2024-12-31"),
    ("by year end", "2024-12-31"),
    ("EOM", "2024-05-31"),
    ("by June", "2024-06-30"),
    ("in June", "2024-06-30"),
    ("in early July", "2024-07-10"),
    ("at the end of May", "2024-05-31"),
    ("in Q1", "2025-03-31"),
    ("in the next two weeks", "2024-05-29"),
    ("over the next few days", "2024-05-18"),
    ("within 48 hours", "2024-05-17"),
    ("in a couple of days", "2024-05-17"),
    ("in a few days", "2024-05-18"),
    ("in 3-5 business days", "2024-05-22"),
    ("in an hour", "2024-05-15"),
    ("at 3pm", "2024-05-15"),
    ("Friday at 2:30 pm", "2024-05-17"),
    ("Monday, May 20", "2024-05-20"),
    ("Mon 5/20", "2024-05-20"),
    ("tonight", "2024-05-15"),
    ("first thing tomorrow", "2024-05-16"),
    ("first thing Monday morning", "2024-05-20"),
    ("no later than Friday", "2024-05-17"),
    ("on or before June 30", "2024-06-30"),
    ("by noon tomorrow", "2024-05-16"),
    ("this week", "2024-05-17"),
    ("next week", "2024-05-24"),
    ("Tuesday of next week", "2024-05-21"),
    ("next Friday", "2024-05-24"),
    ("this Friday", "2024-05-17"),
    ("on the 3rd", "2024-06-03"),
    ("by June 3rd", "2024-06-03"),
    ("by 3 June", "2024-06-03"),
    ("June 10-12", "2024-06-12"),
    ("between June 10 and June 12", "2024-06-12"),
    ("by Thanksgiving", "2024-11-28"),
    ("after Christmas", "2024-12-25"),
    ("the day before Christmas", "2024-12-24"),
    ("two weeks after Easter", "2025-05-04"),
    ("next quarter", "2024-09-30"),
    ("end of this quarter", "2024-06-30"),
    ("the second half of June", "2024-06-30"),
    ("give me two days", "2024-05-17"),
    ("it takes 5 business days", "2024-05-22"),
    ("week commencing 10 June", "2024-06-14"),
    ("the end of the month", "2024-05-31"),
    ("the beginning of next month", "2024-06-10"),
    ("tomorrow", "2024-05-16"),
    ("tomorrow by 5 pm", "2024-05-16"),
    ("in 90 days", "2024-08-13"),
    ("30 days from now", "2024-06-14"),
    ("three days before June 10", "2024-06-07"),
    ("bis Freitag", "2024-05-17"),
    ("bis Ende der Woche", "2024-05-17"),
    ("bis zum 20. Mai", "2024-05-20"),
    ("am 20.05.2024", "2024-05-20"),
    ("ich melde mich morgen", "2024-05-16"),
    ("wir schicken es nächste Woche", "2024-05-24"),
    ("in zwei Wochen", "2024-05-29"),
    ("Ende Juni", "2024-06-30"),
    ("wir liefern am 3.6.", "2024-06-03"),
    ("bis spätestens Montag", "2024-05-20"),
    ("in KW 23", "2024-06-07"),
    ("nächsten Dienstag", "2024-05-21"),
    ("übermorgen", "2024-05-17"),
    ("heute Nachmittag", "2024-05-15"),
    ("avant vendredi", "2024-05-16"),
    ("d'ici vendredi", "2024-05-17"),
    ("la semaine prochaine", "2024-05-24"),
    ("lundi prochain", "2024-05-20"),
    ("fin juin", "2024-06-30"),
    ("fin de la semaine", "2024-05-17"),
    ("dans deux semaines", "2024-05-29"),
    ("le 20 mai", "2024-05-20"),
    ("au plus tard le 3 juin", "2024-06-03"),
    ("demain matin", "2024-05-16"),
    ("je vous envoie cela après-demain", "2024-05-17"),
    ("d'ici la fin du mois", "2024-05-31"),
    ("le 03/06/2024", "2024-06-03"),
    ("sous 48 heures", "2024-05-17"),
    ("el viernes", "2024-05-17"),
    ("antes del viernes", "2024-05-16"),
    ("la próxima semana", "2024-05-24"),
    ("el próximo martes", "2024-05-21"),
    ("a finales de junio", "2024-06-30"),
    ("en dos semanas", "2024-05-29"),
    ("dentro de diez días hábiles", "2024-05-29"),
    ("el 20 de mayo", "2024-05-20"),
    ("mañana por la tarde", "2024-05-16"),
    ("pasado mañana", "2024-05-17"),
    ("fin de mes", "2024-05-31"),
    ("el 3 de junio de 2024", "2024-06-03"),
    ("la semana que viene", "2024-05-24"),
]
ON_A_MONDAY = [
    ("I'll be back on 19", "2016-11-19"),
    ("I'll be back Dec. 3", "2016-12-03"),
    ("I'll be back 22/April", "2017-04-22"),
    ("I'll be back on the 15th of March", "2017-03-15"),
    ("I'll return on March the 3rd", "2017-03-03"),
    ("it ends on twenty-first of July", "2017-07-21"),
    ("it ends July twenty-first", "2017-07-21"),
    ("deliver it by 12-25-2017", "2017-12-25"),
    ("deliver it by 2017.12.25", "2017-12-25"),
    ("deliver it by 25.12.2017", "2017-12-25"),
    ("by 1/5", "2017-01-05"),
    ("by 5/1/17", "2017-05-01"),
    ("on Jan-12", "2017-01-12"),
    ("on 12-Jan-2018", "2018-01-12"),
    ("on the 12th of next month", "2016-12-12"),
    ("on the 12th of this month", "2016-11-12"),
    ("the 3rd of next month", "2016-12-03"),
    ("coming Friday", "2016-11-11"),
    ("upcoming Wednesday", "2016-11-09"),
    ("on Friday next week", "2016-11-18"),
    ("Friday of next week", "2016-11-18"),
    ("Friday week", "2016-11-18"),
    ("a week from Friday", "2016-11-18"),
    ("two weeks from Friday", "2016-11-25"),
    ("two weeks from today", "2016-11-21"),
    ("a fortnight from now", "2016-11-21"),
    ("in a fortnight", "2016-11-21"),
    ("three days from now", "2016-11-10"),
    ("3 days from tomorrow", "2016-11-11"),
    ("day after next Friday", "2016-11-19"),
    ("in two weeks' time", "2016-11-21"),
    ("in 10 days", "2016-11-17"),
    ("in a month", "2016-12-07"),
    ("in a year", "2017-11-07"),
    ("in six months", "2017-05-07"),
    ("ten business days from now", "2016-11-21"),
    ("within 3 working days", "2016-11-10"),
    ("on the last day of the month", "2016-11-30"),
    ("end of the month", "2016-11-30"),
    ("on Christmas", "2016-12-25"),
    ("on New Year's Eve", "2016-12-31"),
    ("Thanksgiving", "2016-11-24"),
    ("on Labor Day", "2017-09-04"),
    ("the first Monday of December", "2016-12-05"),
    ("the last Friday in November", "2016-11-25"),
    ("the second Sunday of January 2018", "2018-01-14"),
    ("first Friday of next month", "2016-12-02"),
    ("Sunday, Feb 5", "2017-02-05"),
    ("Wed, Dec 7th", "2016-12-07"),
    ("Tuesday the 15th", "2016-11-15"),
    ("Friday the thirteenth", "2017-01-13"),
    ("on Saturday 12 November 2016", "2016-11-12"),
    ("12th November", "2016-11-12"),
    ("Nov 12, '16", "2016-11-12"),
    ("tomorrow at 5pm", "2016-11-08"),
    ("5pm tomorrow", "2016-11-08"),
    ("tonight at 8", "2016-11-07"),
    ("this evening", "2016-11-07"),
    ("at 3 this afternoon", "2016-11-07"),
    ("7.30 tomorrow evening", "2016-11-08"),
    ("noon on Friday", "2016-11-11"),
    ("midnight tomorrow", "2016-11-08"),
    ("EOD", "2016-11-07"),
    ("end of day Thursday", "2016-11-10"),
    ("close of business on the 11th", "2016-11-11"),
    ("by end of tomorrow", "2016-11-08"),
    ("2 weeks from Jan 1", "2017-01-15"),
    ("2 days after Dec 24th", "2016-12-26"),
    ("a week after Christmas", "2017-01-01"),
    ("the Monday after Thanksgiving", "2016-11-28"),
    ("two Fridays from now", "2016-11-18"),
    ("in two Mondays", "2016-11-21"),
    ("2016-11-14T09:00:00", "2016-11-14"),
    ("20161114", "2016-11-14"),
    ("May 29th", "2017-05-29"),
    ("on the twenty second", "2016-11-22"),
    ("the twenty-second of June", "2017-06-22"),
    ("January first", "2017-01-01"),
    ("on Dec 1st 2pm", "2016-12-01"),
    ("8am on Nov 21", "2016-11-21"),
    ("at 4 pm on Tuesday the 22nd", "2016-11-22"),
    ("16. Nov. 2016", "2016-11-16"),
    ("the 4th", "2016-12-04"),
    ("Nov. 4th 2018", "2018-11-04"),
    ("2018 Nov 4", "2018-11-04"),
    ("13 may 2018", "2018-05-13"),
    ("the week after next on Tuesday", "2016-11-22"),
    ("Tuesday after next", "2016-11-22"),
    ("next Tue 3pm", "2016-11-15"),
    ("this coming Sunday", "2016-11-13"),
    ("one month from today", "2016-12-07"),
    ("a couple of days from now", "2016-11-09"),
    ("twelfth of December", "2016-12-12"),
    ("fifth of may, 2020", "2020-05-05"),
    ("on 3rd of Jan., 2018", "2018-01-03"),
    ("in Nov 30", "2016-11-30"),
    ("before the 20th", "2016-11-20"),
    ("until the end of the year", "2016-12-31"),
    ("I'll go back third of January", "2017-01-03"),
    ("I'll go back on 27 Aug", "2017-08-27"),
    ("we leave 12/30", "2016-12-30"),
    ("I'll go back 1/1/2018", "2018-01-01"),
    ("schedule it for two days from now", "2016-11-09"),
    ("pay within 30 days", "2016-12-07"),
    ("I'll see you on the sixteenth", "2016-11-16"),
    ("let's meet the 1st of April", "2017-04-01"),
    ("it was released on Nov 5, 2018", "2018-11-05"),
    ("call on Wednesday, November 16", "2016-11-16"),
    ("come on Wed, 16 Nov, 2016", "2016-11-16"),
    ("due Tuesday (11/15)", "2016-11-15"),
    ("deadline: 11/15/2016 5:00 PM", "2016-11-15"),
    ("5 PM EST on 11/15", "2016-11-15"),
    ("tmr", "2016-11-08"),
    ("tmrw at 10", "2016-11-08"),
    ("next Weds", "2016-11-16"),
    ("Thurs.", "2016-11-10"),
    ("by COB Fri", "2016-11-11"),
    ("by Fri COB", "2016-11-11"),
    ("in 2 wks", "2016-11-21"),
    ("in two weeks from tomorrow", "2016-11-22"),
    ("four days from today", "2016-11-11"),
    ("in 3 weeks", "2016-11-28"),
    ("3 weeks from next Monday", "2016-12-05"),
    ("six weeks from Saturday", "2016-12-24"),
    ("a month from Dec 10", "2017-01-10"),
    ("the day after Christmas", "2016-12-26"),
    ("two days before New Year's Eve", "2016-12-29"),
    ("1 week before Dec 24", "2016-12-17"),
    ("Boxing Day", "2016-12-26"),
    ("Easter Monday 2017", "2017-04-17"),
    ("Good Friday", "2017-04-14"),
    ("Memorial Day", "2017-05-29"),
    ("Independence Day", "2017-07-04"),
    ("Halloween", "2017-10-31"),
    ("Valentine's Day", "2017-02-14"),
    ("Martin Luther King day", "2017-01-16"),
    ("Presidents' Day", "2017-02-20"),
    ("Veterans Day", "2016-11-11"),
    ("St Patrick's Day", "2017-03-17"),
    ("Christmas Eve", "2016-12-24"),
    ("Mother's Day", "2017-05-14"),
    ("the third Thursday of November", "2016-11-17"),
    ("the fourth Tuesday in January 2017", "2017-01-24"),
    ("last Wednesday of next month", "2016-12-28"),
    ("the last Monday of this month", "2016-11-28"),
    ("first working day of December", "2016-12-01"),
    ("first day of next month", "2016-12-01"),
    ("last day of this year", "2016-12-31"),
    ("the 5th of Dec.", "2016-12-05"),
    ("5th Dec", "2016-12-05"),
    ("5 Dec", "2016-12-05"),
    ("Dec 5", "2016-12-05"),
    ("Dec. 5, 2016", "2016-12-05"),
    ("December 5 2016", "2016-12-05"),
    ("Monday December 5", "2016-12-05"),
    ("Mon 12/5", "2016-12-05"),
    ("05-Dec-16", "2016-12-05"),
    ("2016/12/5", "2016-12-05"),
    ("Dec-05-2016", "2016-12-05"),
    ("5.12.2016", "2016-12-05"),
    ("on the 5th", "2016-12-05"),
    ("this Thursday evening", "2016-11-10"),
    ("Thursday night", "2016-11-10"),
    ("Thursday next week", "2016-11-17"),
    ("Thursday this week", "2016-11-10"),
    ("on Thursday in two weeks", "2016-11-24"),
    ("Monday the twenty-first", "2016-11-21"),
    ("twenty fifth December", "2016-12-25"),
    ("December the twenty fifth", "2016-12-25"),
    ("around Nov 20", "2016-11-20"),
    ("no later than November 20th", "2016-11-20"),
    ("by 20 Nov at the latest", "2016-11-20"),
    ("eleventh of november two thousand and seventeen", "2017-11-11"),
    ("Nov eleven", "2016-11-11"),
    ("November 11th, at 11am", "2016-11-11"),
    ("at 11:11 on 11/11", "2016-11-11"),
    ("11/11 11:11", "2016-11-11"),
    ("today by 5", "2016-11-07"),
    ("later today", "2016-11-07"),
    ("tomorrow night at 9", "2016-11-08"),
    ("day after", "2016-11-08"),
    ("in the next 3 days", "2016-11-10"),
    ("over the next two weeks", "2016-11-21"),
    ("within 24 hours", "2016-11-08"),
    ("in 48 hours", "2016-11-09"),
    ("in 36 hours", "2016-11-08"),
    ("an hour from now", "2016-11-07"),
    ("in 20 minutes", "2016-11-07"),
    ("I'll go back October 2", "2017-10-02"),
    ("I'll go back on 15th", "2016-11-15"),
    ("12-Jan-2016", "2016-01-12"),
    ("Jan first", "2017-01-01"),
    ("1st Jan", "2017-01-01"),
    ("22/Apr", "2017-04-22"),
    ("the 20th of next month", "2016-12-20"),
    ("I'll go back on the 31st", "2016-12-31"),
    ("two sunday from now", "2016-11-20"),
    ("two days from today", "2016-11-09"),
    ("three days from tomorrow", "2016-11-11"),
    ("the Monday of this week", "2016-11-07"),
    ("two days after tomorrow", "2016-11-10"),
    ("six days after Feb 2", "2017-02-08"),
    ("5/Dec/2016", "2016-12-05"),
    ("I'll be back 16. Nov. 2016", "2016-11-16"),
    ("November 20th 2012", "2012-11-20"),
    ("November 20, 2012", "2012-11-20"),
    ("1 year ago", "2015-11-07"),
    ("two weeks from tomorrow", "2016-11-22"),
    ("on the twelfth", "2016-11-12"),
    ("the twelfth", "2016-11-12"),
    ("the first friday of next month", "2016-12-02"),
    ("second saturday of next month", "2016-12-10"),
    ("first friday of june", "2017-06-02"),
    ("the 12 of january", "2017-01-12"),
    ("twenty-seventh of Feb", "2017-02-27"),
    ("sept the 4th", "2017-09-04"),
    ("Sept. 5th", "2017-09-05"),
    ("2010-08-29 (Sun)", "2010-08-29"),
    ("Wed, 26 Jun", "2017-06-26"),
    ("wednesday october 7", "2017-10-07"),
    ("oct-2", "2017-10-02"),
    ("quarter to 7 this evening", "2016-11-07"),
    ("half past seven tonight", "2016-11-07"),
    ("half past seven tomorrow night", "2016-11-08"),
    ("nine fifteen in the morning on Oct. 1", "2017-10-01"),
    ("eight pm on Jan 2", "2017-01-02"),
    ("noon tomorrow", "2016-11-08"),
    ("this morning at 7:00", "2016-11-07"),
    ("19:00 on Friday", "2016-11-11"),
    ("1:00 in the afternoon today", "2016-11-07"),
    ("in 5 hours", "2016-11-07"),
    ("5 hours ago", "2016-11-06"),
    ("end of tomorrow", "2016-11-08"),
    ("the end of tomorrow", "2016-11-08"),
    ("20 min past eight tomorrow evening", "2016-11-08"),
    ("7 o'clock tomorrow", "2016-11-08"),
    ("tomorrow at 8", "2016-11-08"),
    ("at ten tomorrow", "2016-11-08"),
    ("2016-12-16T12:23:59", "2016-12-16"),
    ("5:00 on 4/24", "2017-04-24"),
    ("7pm tonight", "2016-11-07"),
    ("tomorrow night", "2016-11-08"),
    ("8:00 pm sharp on Sunday", "2016-11-13"),
    ("fri twenty first", "2017-04-21"),
    ("last Monday", "2016-10-31"),
    ("next week's Tuesday", "2016-11-15"),
    ("the day before yesterday", "2016-11-05"),
    ("I wake up today", "2016-11-07"),
    ("My birthday is May 1", "2017-05-01"),
    ("one month and 3 days from now", "2016-12-10"),
    ("in one year", "2017-11-07"),
    ("a week ago", "2016-10-31"),
    ("next Thanksgiving", "2016-11-24"),
    ("Mother's Day 2018", "2018-05-13"),
    ("Friday, the 11th of November", "2016-11-11"),
    ("this month on the 20th", "2016-11-20"),
    ("on 3.7.2017", "2017-07-03"),
    ("1.1.2015", "2015-01-01"),
    ("on 25/12/2016", "2016-12-25"),
    ("15 days from now", "2016-11-22"),
    ("Thursday 8 a.m.", "2016-11-10"),
    ("Tues 3 pm", "2016-11-08"),
    ("mid-day tomorrow", "2016-11-08"),
    ("last day of the month", "2016-11-30"),
    ("Feb twenty eighth", "2017-02-28"),
    ("first of January", "2017-01-01"),
    ("Christmas Day", "2016-12-25"),
    ("Jan 1st, 2019 at 5pm", "2019-01-01"),
    ("20190101", "2019-01-01"),
    ("April 5th at 4 oclock", "2017-04-05"),
    ("two years ago", "2014-11-07"),
    ("for Jan 5", "2017-01-05"),
    ("2 days later", "2016-11-09"),
    ("three weeks later", "2016-11-28"),
    ("a month later", "2016-12-07"),
    ("the day after", "2016-11-08"),
    ("the following day", "2016-11-08"),
    ("the next day", "2016-11-08"),
    ("Saturday next week", "2016-11-19"),
    ("next week Thursday", "2016-11-17"),
    ("Thursday of last week", "2016-11-03"),
    ("in the morning tomorrow", "2016-11-08"),
    ("the 3rd wednesday of January", "2017-01-18"),
    ("the third friday in january 2018", "2018-01-19"),
    ("30-dec-2017", "2017-12-30"),
    ("Dec-30-2017", "2017-12-30"),
    ("2017-Dec-30", "2017-12-30"),
    ("2017 Dec 30", "2017-12-30"),
    ("30. 12. 2017", "2017-12-30"),
    ("5th of May 2018", "2018-05-05"),
    ("in 2 minutes we will", "2016-11-07"),
    ("today's special", "2016-11-07"),
    ("I met May yesterday", "2016-11-06"),
]
NOTHING = [
    "Herr Freitag kümmert sich darum",
    "Please ask Mr. Friday about it",
    "Q3 2025 we start",
    "10 years of experience",
    "version 1.2.3",
    "3/4 of the budget",
    "call 555-1212",
    "24/7 support",
    "section 3.2",
    "it may work",
    "march on",
    "second item",
    "a ratio of 2:1",
    "$5,000",
    "part number 12-345",
    "I sat down",
    "the sun is up",
    "page 4",
    "for 12 people",
    "the first item",
    "10 Downing Street",
    "room 204",
    "5 minutes of fame",
    "the 5th floor",
    "within 5 days of receipt",
    "the 2nd quarter results",
    "about 20 units",
    "1-2 questions",
    "2 or 3 things",
    "Article 15",
    "ISO 9001",
    "a 3-year contract",
    "a 30-day trial",
    "the year 2018 plan",
    "one of us",
    "May I come in",
    "version 2.0",
    "1/2 cup",
    "chapter 12",
    "i sat next to him",
    "have a nice day",
    "day by day",
    "every day",
    "each Monday",
    "weekly",
    "second to none",
    "once upon a time",
    "flight 1230",
    "apt 5-12",
    "five of us",
    "top 10",
    "march forward",
    "August company",
    "next steps",
    "last but not least",
    "a first look",
    "one day",
    "some day",
    "from time to time",
    "the end of story",
    "30 day money back",
    "COVID-19",
    "10-4 good buddy",
    "12345",
    "1-800-555-1212",
    "3-4 people",
    "12:1 ratio",
    "90s",
    "size 8",
    "at 5 dollars",
    "at 10 percent",
    "on page 12",
    "by 20%",
    "by 3 points",
    "in 3 steps",
    "in 2 cities",
    "within 3 miles",
    "order 12/34",
    "room 5/6",
    "June Smith called",
    "April is nice",
    "my son is 3 years old",
    "a 2 hour meeting",
    "two weeks notice",
    "3rd party",
    "the 1st question",
    "minute details",
    "the second day",
    "in second place",
    "sun damage",
    "mon ami",
]


@pytest.mark.parametrize(("text", "day"), ON_A_WEDNESDAY)
def test_due_on_a_wednesday(text: str, day: str) -> None:
    """Written on 15 May 2024 at 10:00, it is due on this one day."""
    assert [due.day for due in due_dates(text, WEDNESDAY)] == [day]


@pytest.mark.parametrize(("text", "day"), ON_A_MONDAY)
def test_due_on_a_monday(text: str, day: str) -> None:
    """Written on 7 November 2016 at midnight, it is due on this one day."""
    assert [due.day for due in due_dates(text, MONDAY)] == [day]


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(text: str) -> None:
    """Numbers, names and habits that look like a date are none."""
    assert due_dates(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "piece", "kind", "first", "time"),
    [
        ("You have it by Friday at 2:30 pm, I hope.", "Friday at 2:30 pm", "date", "2024-05-17", "14:30"),
        ("It ships next week.", "next week", "range", "2024-05-20", ""),
        ("by EOD Thursday please", "EOD Thursday", "date", "2024-05-16", "17:00"),
        ("We need two days for it.", "need two days", "duration", "2024-05-15", ""),
        ("tomorrow evening at 7", "tomorrow evening at 7", "date", "2024-05-16", "19:00"),
        ("between June 10 and June 12", "June 10 and June 12", "range", "2024-06-10", ""),
    ],
)
def test_what_a_date_holds(text: str, piece: str, kind: str, first: str, time: str) -> None:
    """Its span is its words; a range has a first day, a deadline its time."""
    (due,) = due_dates(text, WEDNESDAY)
    assert (text[due.start : due.end], due.kind, due.first, due.time) == (piece, kind, first, time)
    assert due.base_us == WEDNESDAY


def test_the_writers_day_counts() -> None:
    """Late on the 15th in UTC is the 16th in Tokyo: tomorrow is the 17th there."""
    late = int(datetime(2024, 5, 15, 20, tzinfo=UTC).timestamp()) * 1_000_000
    assert due_dates("tomorrow", late, 540)[0].day == "2024-05-17"
    assert due_dates("tomorrow", late, -300)[0].day == "2024-05-16"


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("by 3/4", None, "2025-03-04"),
        ("by 3/4", True, "2025-04-03"),
        ("between 15/3 and then by 3/4", None, "2025-04-03"),
        ("bis zum 3.4.", None, "2025-04-03"),
        ("avant le 03/04/2025 pour la réunion", None, "2025-04-02"),
    ],
)
def test_order_of_day_and_month(text: str, day_first: bool | None, day: str) -> None:
    """Month first in English, unless another date of the text can only have the day first; day first elsewhere."""
    assert due_dates(text, WEDNESDAY, day_first=day_first)[-1].day == day


@pytest.mark.parametrize(
    ("text", "tz_minutes", "day"),
    [
        ("You will have the drawing on 1/10.", 120, "2026-10-01"),
        ("You will have the drawing on 1/10.", 330, "2026-10-01"),
        ("You will have the drawing on 1/10.", 600, "2026-10-01"),
        ("You will have the drawing on 1/10.", -300, "2027-01-10"),
        ("You will have the drawing on 1/10.", 0, "2027-01-10"),
        ("You will have the drawing on 1/10.", 540, "2027-01-10"),
        ("You will have the drawing on 1/10.", None, "2027-01-10"),
        ("Not on 10/15 but on 10/1.", 120, "2026-10-01"),
    ],
)
def test_the_writers_clock_tells_the_order_where_nothing_else_does(text: str, tz_minutes: int | None, day: str) -> None:
    """English from Europe, Africa, India and Australia has the day first, unless a date of the text can only have the month first."""
    said = int(datetime(2026, 9, 28, 9, tzinfo=UTC).timestamp()) * 1_000_000
    assert due_dates(text, said, tz_minutes)[-1].day == day


def test_working_days_leave_out_holidays() -> None:
    """Ten working days last longer where two of them are off, and follow a week of one's own."""
    off = frozenset({date(2024, 5, 20), date(2024, 5, 27)})
    assert due_dates("within 10 business days", WEDNESDAY, holidays=off)[0].day == "2024-05-31"
    assert due_dates("within 5 business days", WEDNESDAY, week=frozenset({6, 0, 1, 2, 3}))[0].day == "2024-05-22"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I will send it to you on Friday", "en"),
        ("wir schicken das Angebot bis Freitag", "de"),
        ("je vous envoie le devis avant vendredi", "fr"),
        ("le enviaré la oferta el viernes", "es"),
        ("", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    """Told from little words and names of days; English where nothing tells."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("4 3 11", 2024, date(2024, 11, 28)),
        ("4 3 11 +1", 2024, date(2024, 11, 29)),
        ("-1 0 5", 2024, date(2024, 5, 27)),
        ("12-25", 2024, date(2024, 12, 25)),
        ("easter 1", 2024, date(2024, 4, 1)),
        ("02-29", 2023, None),
    ],
)
def test_holidays(rule: str, year: int, day: date | None) -> None:
    """A rule gives the day of any year."""
    assert holiday(rule, year) == day


@pytest.mark.parametrize(
    ("year", "day"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))]
)
def test_easter(year: int, day: date) -> None:
    """As published."""
    assert easter(year) == day


def test_days_of_the_calendar() -> None:
    """Months end where they end, a fifth Monday may not exist, and no working week at all ends the search."""
    assert in_unit(date(2024, 1, 31), "month", 1) == date(2024, 2, 29)
    assert nth_weekday(5, 0, 2024, 5) is None
    assert WorkingTime(frozenset()).after(date(2024, 5, 15), 1) > date(2024, 5, 15)


SCRAPS = (
    "may second 31st 30 feb february 2 24/7 99/99 q9 next last the of , ( ) - / 12:99 25:00 9999 0000-00-00 in within ago from a and "
    "99999999999 days years before after end mid friday week month half two thousand nineteen hundred 31.02.2024 ½ ² ٣ İ"
)


@given(st.lists(st.sampled_from(SCRAPS.split()), max_size=14), st.integers(-(2**62), 2**62), st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_anything_is_read(words: list[str], us: int, language: str) -> None:
    """Whatever stands together, whenever: no error, spans in order within the text, days of the calendar."""
    text = " ".join(words)
    last = 0
    for due in due_dates(text, us, language=language):
        assert last <= due.start < due.end <= len(text)
        last = due.end
        assert date.fromisoformat(due.first) <= date.fromisoformat(due.day)
        assert 0 < due.certainty <= 1


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1/", "may ", "a", "-", "the ", "next ", "12:", "twenty ", "(", "two days ", "$1.", "'", "1."]
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing takes less than a second of work."""
    text = piece * (1_000_000 // len(piece))
    within(1, lambda: due_dates(text, WEDNESDAY))


@pytest.mark.parametrize(
    "piece", ["fri ", "by friday ", "on 3/15 ", "end of Q3 ", "next week ", "tomorrow and ", "5pm ", "in two weeks "]
)
def test_many_days_of_one_line_take_time_in_proportion(piece: str) -> None:
    """Four times as many days take about four times as long, far from sixteen times."""

    def taken(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            due_dates(text, WEDNESDAY, language="en")
            best = min(best, time.process_time() - began)
        return best

    taken(1_000)
    assert taken(20_000) < 9 * taken(5_000)


def test_what_stands_far_before_a_day_says_nothing_of_it() -> None:
    """A habit told at the beginning of a line without stops makes no habit of a day thousands of characters on."""
    text = "we always check the list " + "and the next pump and the other pump " * 60 + "and then send it by Friday"
    assert [due.day for due in due_dates(text, WEDNESDAY)] == ["2024-05-17"]


def test_offsets_are_those_of_the_text() -> None:
    """Tokens point into the text as given, whatever lower case does to its length."""
    text = "İ Friday"
    assert [text[t.start : t.end] for t in tokens(text, "en")][-1] == "Friday"
