"""Surveys of every tool in small files of our own: what was asked, who answered, and that it is the same next month."""

from datetime import datetime

import polars as pl
import pytest

from custodian.intake import formats, identify
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused
from tests.intake.staged import raw_table, rows, staged, tables, written

LIKELY = "How likely are you to recommend us?"


def asked(folder, content, **known):
    """The keys of the survey's questions."""
    return [question.key.removeprefix("survey:") for question in staged(folder, content, **known).questions]


def answered(folder, content, *columns, meaning="customer//", **known):
    contract = {"account": "A survey", **known}
    for question in staged(folder, content, **contract).questions:
        if question.key.startswith("survey:"):
            contract[question.key] = meaning
    done = staged(folder, content, **contract)
    assert (done.questions, done.problems) == ((), ())
    return rows(done, *columns)


# Google Forms


@pytest.mark.parametrize(
    ("first", "time", "utc"),
    [
        ("Timestamp", "2021/04/17 5:10:41 AM GMT+4", datetime(2021, 4, 17, 1, 10, 41)),
        ("Zeitstempel", "2024/10/28 2:53:02 PM MEZ", datetime(2024, 10, 28, 13, 53, 2)),
        ("Horodateur", "2022/03/21 12:08:00 PM UTC+1", datetime(2022, 3, 21, 11, 8)),
        ("Marca temporal", "2026/06/20 5:39:29 p.\u202fm. EEST", datetime(2026, 6, 20, 14, 39, 29)),
        ("Horodateur", "21/03/2022 12:08:00", datetime(2022, 3, 21, 12, 8)),
        ("Zeitstempel", "28.10.2024 14:53:02", datetime(2024, 10, 28, 14, 53, 2)),
        ("Timestamp", "12/13/2018 11:06:09", datetime(2018, 12, 13, 11, 6, 9)),
    ],
)
def test_a_form_is_known_in_every_language_by_its_first_column_and_its_time(tmp_path, first, time, utc):
    content = f'"{first}","How was it?"\n"{time}","9"\n'
    assert answered(tmp_path, content, "answered_at", "question", "value") == [(utc, "How was it?", 9.0)]


def test_a_log_of_a_machine_is_no_form():
    header = ["Timestamp", "Temperature", "Humidity"]
    assert identify.identify(raw_table(header, ["2026-10-01T10:00:00", "20.1", "40"]), formats.declared()) is None
    moved = raw_table(["Sensor", "Timestamp"], ["a", "2021/04/17 5:10:41 AM GMT+4"])
    assert identify.identify(moved, formats.declared()) is None


def test_several_answers_in_a_cell_are_several_and_a_grid_is_one_question(tmp_path):
    content = (
        "Timestamp,Which do you use?,How good is it? [Speed],How good is it? [Price]\n"
        "2026/10/01 9:00:00 AM MESZ,Pump;Valve,4,2\n"
        "2026/10/02 9:00:00 AM MESZ,Valve;Pump;a cable; home-made,5,\n"
    )
    assert asked(tmp_path, content, account="A") == ["Which do you use?", "How good is it?"]
    assert answered(tmp_path, content, "line", "question", "text", "value") == [
        (2, "Which do you use? [Pump]", "Pump", 1.0),
        (2, "Which do you use? [Valve]", "Valve", 1.0),
        (2, "How good is it? [Speed]", "4", 4.0),
        (2, "How good is it? [Price]", "2", 2.0),
        (3, "Which do you use? [Valve]", "Valve", 1.0),
        (3, "Which do you use? [Pump]", "Pump", 1.0),
        (3, "Which do you use? [a cable]", "a cable", 1.0),
        (3, "Which do you use? [home-made]", "home-made", 1.0),
        (3, "How good is it? [Speed]", "5", 5.0),
    ]


def test_commas_part_only_what_also_stands_alone(tmp_path):
    """A linked sheet joins answers with commas; `Yes, often` is one answer, and so is `Mail (or fax, letter)`."""
    told = (("Yes, often", "Mail, Phone"), ("Yes, never", "Phone"), ("No", "Mail"), ("Yes, often", "Mail, Phone"))
    told += (("No", "Mail (or fax, letter)"), ("No", "Visit, Mail (or fax, letter)"), ("No", "Visit"))
    lines = [f'10/{day}/2026 09:00:00,"{one}","{two}"\n' for day, (one, two) in enumerate(told, 13)]
    content = "Timestamp,Do you?,How?\n" + "".join(lines)
    found = answered(tmp_path, content, "line", "question", "text")
    assert [text for _, question, text in found if question == "Do you?"] == [one for one, _ in told]
    assert [(line, text) for line, question, text in found if question.startswith("How?")] == [
        (2, "Mail"),
        (2, "Phone"),
        (3, "Phone"),
        (4, "Mail"),
        (5, "Mail"),
        (5, "Phone"),
        (6, "Mail (or fax, letter)"),
        (7, "Visit"),
        (7, "Mail (or fax, letter)"),
        (8, "Visit"),
    ]


def test_who_answered_is_never_asked_about_and_never_kept(tmp_path):
    content = (
        "Zeitstempel,Nutzername,Ihr Name,Wie erreichen wir Sie?,Firma,Was können wir besser machen?\n"
        "2024/10/28 2:53:02 PM MEZ,ada@borea.example,Ada L,ada@borea.example,Borea AG,"
        "Schreiben Sie an ada@borea.example!\n"
    )
    done = staged(tmp_path, content, account="A")
    assert [question.key for question in done.questions] == ["survey:Was können wir besser machen?"]
    assert "Not kept: “Nutzername”, “Ihr Name”, “Wie erreichen wir Sie?”" in [one.what for one in done.decisions]
    assert answered(tmp_path, content, "company", "text") == [("Borea AG", "Schreiben Sie an …@borea.example!")]


# Typeform


def test_typeform_joins_choices_in_one_cell_and_marks_what_it_puts_in(tmp_path):
    content = (
        (
            "#,{{field:abc}}, how likely are you to recommend us?,Which do you use?,Response Type,Start Date (UTC),"
            "Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n"
            't1,9,"Pump, Valve",completed,2026-10-01 09:00:00,,2026-10-01 09:05:00,n1,,e\n'
            "t2,3,Pump,completed,2026-10-02 09:00:00,,2026-10-02 09:05:00,n2,,e\n"
            't3,,"Pump, Valve",started,2026-10-03 09:00:00,2026-10-03 09:01:00,,n3,,e\n'
            "t4,7,Valve,completed,2026-10-04 09:00:00,,2026-10-04 09:05:00,n3,,e\n"
        )
        .replace("{{field:abc}}, how", '"{{field:abc}}, how')
        .replace("us?,", 'us?",', 1)
    )
    asking = staged(tmp_path, content, account="A").questions
    assert [(one.key, one.suggestion) for one in asking] == [
        ("survey:…, how likely are you to recommend us?", "customer//recommend"),
        ("survey:Which do you use?", "skip"),
    ]
    found = answered(tmp_path, content, "response_id", "answered_at", "text", "value")
    assert found[:3] == [
        ("t1", datetime(2026, 10, 1, 9, 5), "9", 9.0),
        ("t1", datetime(2026, 10, 1, 9, 5), "Pump", 1.0),
        ("t1", datetime(2026, 10, 1, 9, 5), "Valve", 1.0),
    ]
    assert found[5][:2] == ("t3", datetime(2026, 10, 3, 9, 1))


def test_typeform_without_tokens_tells_responses_by_their_time(tmp_path):
    content = "How was it?,Submitted At,Token\n5,2026-10-01 09:05:00,x1\n"
    assert answered(tmp_path, content, "response_id", "value") == [("x1", 5.0)]
    without = "How was it?,Submit Date (UTC),Network ID\n5,2026-10-01 09:05:00,n\n4,2026-10-01 09:05:00,n\n"
    assert answered(tmp_path, without, "response_id", "value") == [
        ("2026-10-01 09:05:00 · 2", 5.0),
        ("2026-10-01 09:05:00", 4.0),
    ]


# Qualtrics

QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,"
    "RecipientLastName,DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2_1,Q2_2,Q2_2_TEXT,Q3\n"
    "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Fortschritt,Dauer (in Sekunden),Beendet,Aufzeichnungsdatum,Antwort-ID,"
    "Nachname des Empfängers,Verteilungskanal,Benutzersprache,Wie wahrscheinlich? - Gruppe,Wie wahrscheinlich?,"
    'Was nutzen Sie? - Pumpe,Was nutzen Sie? - Anderes,Was nutzen Sie? - Anderes - Text,"Warum,\nbitte?"\n'
    '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}"' + ',"{""ImportId"":""x""}"' * 17 + "\n"
    "2026-10-01 09:00:00,2026-10-01 09:05:00,0,1.2.3.4,100,300,1,2026-10-01 09:05:01,R_1,Lovelace,anonymous,DE,"
    "3,10,1,1,Kabel,-99\n"
    "2026-10-02 09:00:00,2026-10-02 09:05:00,0,1.2.3.4,50,300,0,2026-10-02 09:05:01,R_2,,email,DE,1,4,1,,,Preis\n"
    "2026-10-03 09:00:00,2026-10-03 09:05:00,1,1.2.3.4,100,300,1,2026-10-03 09:05:01,R_3,,preview,DE,3,9,,1,,x\n"
)


def test_qualtrics_asks_by_the_text_below_and_leaves_previews_out(tmp_path):
    known = {"trials": "skip"}
    assert [one.key for one in staged(tmp_path, QUALTRICS, account="A").questions][0] == "trials"
    asking = asked(tmp_path, QUALTRICS, account="A", **known)
    assert asking == ["Wie wahrscheinlich?", "Was nutzen Sie?", "Warum, bitte?"]
    found = answered(tmp_path, QUALTRICS, "response_id", "question", "text", "value", **known)
    assert found == [
        ("R_1", "Wie wahrscheinlich?", "10", 10.0),
        ("R_1", "Was nutzen Sie? [Pumpe]", "Pumpe", 1.0),
        ("R_1", "Was nutzen Sie? [Anderes]", "1", 1.0),
        ("R_1", "Was nutzen Sie? [Anderes - Text]", "Kabel", None),
        ("R_2", "Wie wahrscheinlich?", "4", 4.0),
        ("R_2", "Was nutzen Sie? [Pumpe]", "Pumpe", 1.0),
        ("R_2", "Warum, bitte?", "Preis", None),
    ]
    everyone = answered(tmp_path, QUALTRICS, "response_id", trials="load")
    assert {one for (one,) in everyone} == {"R_1", "R_2", "R_3"}


def test_the_older_qualtrics_has_its_texts_in_the_header(tmp_path):
    content = (
        "\ufeffV1,V8,V9,V10,V6,Q1,Q2,\n"
        "ResponseID,StartDate,EndDate,Finished,IPAddress,Wie zufrieden?,Warum?,\n"
        "R_1,2017-07-18 08:28:09,2017-07-18 08:28:48,1,1.2.3.4,2,Hello,\n"
    )
    assert asked(tmp_path, content, account="A") == ["Wie zufrieden?", "Warum?"]
    assert answered(tmp_path, content, "response_id", "value", "text") == [("R_1", 2.0, "2"), ("R_1", None, "Hello")]


# SurveyMonkey


@pytest.mark.parametrize("glue", [" ", ""])
def test_surveymonkey_in_both_spellings_with_markup_and_line_breaks(tmp_path, glue):
    about = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    about = [name.replace(" ", glue) for name in [*about, "Last Name", "Custom Data 1"]]
    content = ",".join(about) + (
        ',"<p>How <strong>satisfied</strong> are\nyou?</p>","Who&nbsp;delivers?",\n'
        + "," * 9
        + "Response,Fast Ltd,Other (please specify)\n"
        "1,9,10/28/2026 09:00:00 AM,10/28/2026 09:05:00 AM,1.2.3.4,a@b.example,A,B,Borea AG,4 - Good,Fast Ltd,\n"
        "2,9,10/29/2026 09:00:00 PM,10/29/2026 09:05:00 PM,1.2.3.4,c@d.example,C,D,,5,,Post\n"
    )
    assert answered(tmp_path, content, "response_id", "answered_at", "company", "question", "value", "text") == [
        ("1", datetime(2026, 10, 28, 9, 5), "Borea AG", "How satisfied are you?", 4.0, "4 - Good"),
        ("1", datetime(2026, 10, 28, 9, 5), "Borea AG", "Who delivers? [Fast Ltd]", 1.0, "Fast Ltd"),
        ("2", datetime(2026, 10, 29, 21, 5), None, "How satisfied are you?", 5.0, "5"),
        ("2", datetime(2026, 10, 29, 21, 5), None, "Who delivers? [Fast Ltd]", 0.0, "Fast Ltd"),
        ("2", datetime(2026, 10, 29, 21, 5), None, "Who delivers? [Other (please specify)]", None, "Post"),
    ]


# Any tool


def test_a_table_of_questions_is_a_survey_whatever_the_tool(tmp_path):
    content = (
        "ID,Start time,Completion time,Email,Name,Are you content?,Would you come again?,Why?\n"
        "7,10/28/26 9:00:00,10/28/26 9:05:00,anonymous,,4,Yes,Nice\n"
    )
    assert staged(tmp_path, content, account="A").format == "survey_questions"
    assert answered(tmp_path, content, "response_id", "answered_at", "question", "text") == [
        ("7", datetime(2026, 10, 28, 9, 5), "Are you content?", "4"),
        ("7", datetime(2026, 10, 28, 9, 5), "Would you come again?", "Yes"),
        ("7", datetime(2026, 10, 28, 9, 5), "Why?", "Nice"),
    ]


# Scales


def test_a_suggestion_needs_the_scale_of_its_measure_and_a_wrong_answer_is_refused(tmp_path):
    """Would you recommend more games, from 1 to 5: as a net promoter score everybody would be against us."""
    content = f"Timestamp,{LIKELY},Are you satisfied?\n" + "".join(
        f"2026/10/{day:02} 9:00:00 AM MESZ,{day % 5 + 1},{day % 10 + 1}\n" for day in range(1, 21)
    )
    asking = {one.key: one.suggestion for one in staged(tmp_path, content, account="A").questions}
    assert set(asking.values()) == {"skip"}
    with pytest.raises(Refused, match="answers from 0 to 10 to “How likely.*no answer of 20 above 5"):
        staged(tmp_path, content, account="A", **{f"survey:{LIKELY}": "customer//recommend"})
    with pytest.raises(Refused, match="answers from 1 to 5 to “Are you satisfied.*found “6” .line 6"):
        staged(tmp_path, content, account="A", **{"survey:Are you satisfied?": "customer//satisfaction"})


def test_of_makers_to_tick_only_the_names_ticked_are_told_and_no_yes(tmp_path):
    """A tick beside another maker would else be a yes to us."""
    content = (
        "Respondent ID,End Date,Which of these makers do you know?,\n,,Siemens,Voltara\n"
        "1,10/28/2026 09:05:00 AM,Siemens,\n2,10/28/2026 09:06:00 AM,Siemens,Voltara\n"
    ).replace("\n,,Siemens", "\n,Response,Siemens")
    found = answered(tmp_path, content, "response_id", "text", "value", meaning="prospect//known_prompted")
    assert found == [("1", "Siemens", None), ("2", "Siemens", None), ("2", "Voltara", None)]


def test_reviews_of_a_workbook_with_names_are_read_without_them(tmp_path):
    content = (
        "Review ID,Review Created (UTC),Review Consumer User ID,Review Username,Review User Email,Review Title,"
        "Review Content,Review Stars,Source Of Review,Reference Id,Review Language,Domain URL\n"
        "a1,2026-10-09 23:29:00,u1,Ada L,ada@borea.example,Good,Quick,5,AFS,77,en,http://v.example\n"
    )
    done = staged(tmp_path, content)
    frame = pl.read_parquet(done.rows)
    assert (done.format, frame["value"].to_list(), frame["text"].to_list()) == ("trustpilot_reviews", [5.0], ["Quick"])
    assert "Ada" not in str(frame.rows()) and "ada@" not in str(frame.rows())


def test_what_was_one_answer_stays_one_and_what_was_several_stays_several(tmp_path):
    """A month later a comment with a semicolon must not give the old comments another name."""
    contract = Contract(account="A", several={"Why?": (), "Which?": ("A", "B")})
    content = "Timestamp,Why?,Which?\n2026/10/01 9:00:00 AM MESZ,one;two,A\n2026/10/02 9:00:00 AM MESZ,one;two,A\n"
    known = {"survey:Why?": "customer//", "survey:Which?": "customer//"}
    assert rows(staged(tmp_path, content, contract, **known), "question", "text") == [
        ("Why?", "one;two"),
        ("Which? [A]", "A"),
        ("Why?", "one;two"),
        ("Which? [A]", "A"),
    ]


def test_questions_are_short_and_show_an_answer(tmp_path):
    long = "Please think of everything that we did for you " * 5 + "and say what you think?"
    content = f"Timestamp,{long}\n2026/10/01 9:00:00 AM MESZ,Thanks\n"
    [question] = staged(tmp_path, content, account="A").questions
    assert question.key == f"survey:{long}"
    assert len(question.text) < 240 and "we did for …”: who answers it" in question.text
    assert question.example == "Thanks"


def test_the_header_of_a_form_is_found_below_its_title(tmp_path):
    raws = tables(written(tmp_path, "Umfrage 2026\n\nZeitstempel,Wie war es?\n28.10.2024 14:53:02,4\n"))
    assert raws[-1].header == ("Zeitstempel", "Wie war es?")


SURVEY = (
    "Respondent ID,Collector ID,End Date,Email Address,How likely is it that you would recommend us?,"
    "Which have you seen?,,Anything else?\n"
    ",,,,Response,Catalogue,Stand,Open-Ended Response\n"
    "11,1,10/13/2026 04:20:50 PM,a@b.example,9,Catalogue,,Thanks\n"
    "12,1,10/02/2026 08:00:00 AM,,,,Stand,\n"
    "13,1,10/03/2026 08:00:00 AM,,0,,,\n"
)


def test_survey_questions_are_asked_once_with_a_guess(tmp_path):
    asked = staged(tmp_path, SURVEY).questions
    assert [(question.key, question.suggestion) for question in asked] == [
        ("account", ""),
        ("survey:How likely is it that you would recommend us?", "customer//recommend"),
        ("survey:Which have you seen?", "skip"),
        ("survey:Anything else?", "skip"),
    ]


def test_survey_answers_become_rows_and_ticks_become_one_and_nought(tmp_path):
    answers = {
        "account": "Autumn",
        "survey:How likely is it that you would recommend us?": "customer/delivery/recommend",
        "survey:Which have you seen?": "customer//",
        "survey:Anything else?": "skip",
    }
    done = staged(tmp_path, SURVEY, **answers)
    assert done.contract.survey["Anything else?"] == ("", "", "")
    told = rows(done, "line", "survey", "response_id", "question", "role", "touchpoint", "measure", "value", "text")
    recommend = ("How likely is it that you would recommend us?", "customer", "delivery", "recommend")
    assert told == [
        (3, "Autumn", "11", *recommend, 9.0, "9"),
        (3, "Autumn", "11", "Which have you seen? [Catalogue]", "customer", None, None, 1.0, "Catalogue"),
        (3, "Autumn", "11", "Which have you seen? [Stand]", "customer", None, None, 0.0, "Stand"),
        (4, "Autumn", "12", "Which have you seen? [Catalogue]", "customer", None, None, 0.0, "Catalogue"),
        (4, "Autumn", "12", "Which have you seen? [Stand]", "customer", None, None, 1.0, "Stand"),
        (5, "Autumn", "13", *recommend, 0.0, "0"),
    ]
    assert rows(done, "answered_at")[0] == (datetime(2026, 10, 13, 16, 20, 50),)
