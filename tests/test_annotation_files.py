"""A CSV of what happened: read as people write it, each fault with its line, all or none, twice the same as once."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from custodian.domain import annotation_files, annotations, kpis, touching
from custodian.domain.annotations import Draft
from custodian.domain.refusals import Refused as NotKept
from custodian.intake.staging import Refused
from custodian.ui import annotation_desk
from tests.intake import old_excel
from tests.test_annotations import noted
from tests.test_pages import HOSTILE, read, visit

AT = datetime(2026, 11, 3, 9, 30)
HEADER = "day,last day,kind,what,touches\n"


@pytest.fixture
def told(tmp_path):
    def told(text: str | bytes, order="", also=None):
        path = tmp_path / "notes"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return annotation_files.read(path, "notes.csv", order, also)

    return told


def days(found) -> list[tuple[date, date]]:
    return [(draft.first_day, draft.last_day) for draft in found.drafts]


def current(warehouse):
    with warehouse.reading() as cursor:
        return annotations.current(cursor)


# --- read as people write it -------


def test_the_template_loads_as_it_is(told):
    found = told(annotation_files.template())
    assert found.is_ready and len(found.drafts) == 3
    assert found.drafts[0] == Draft(
        "fair", "Hannover Messe", date(2026, 4, 20), date(2026, 4, 24), ("team:sales", "team:marketing")
    )


def test_a_german_spreadsheets_file_is_read_with_its_words_and_signs(told):
    text = (
        "Datum;bis;Art;Was;betrifft\n20.04.2026;24.04.2026;Messe;Hannover Messe;Sales\n1.2.2026;;Preiserhöhung;4,5 %;\n"
    )
    found = told(text.encode("cp1252"))
    assert [(one.kind, one.what, one.touches) for one in found.drafts] == [
        ("fair", "Hannover Messe", ("team:sales",)),
        ("price change", "4,5 %", ("all",)),
    ]
    assert days(found)[1] == (date(2026, 2, 1), date(2026, 2, 1))


def test_a_workbook_and_a_file_in_utf16_say_the_same(told):
    rows = [["day", "kind", "what"], ["2026-04-20", "fair", "Hannover Messe"]]
    wide = "\n".join("\t".join(row) for row in rows).encode("utf-16")
    assert told(old_excel.workbook("Notes", rows)).drafts == told(wide).drafts != ()


def test_a_month_a_name_of_a_month_and_a_title_with_a_comma_are_read(told):
    found = told(
        HEADER + "Sep 2026,,campaign,Wave,marketing\n12 March 2026,,fair,Fair,Lost on brand, not product, revenue\n"
    )
    assert days(found) == [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 3, 12), date(2026, 3, 12))]
    assert found.drafts[1].touches == ("kpi:lost_on_brand", "kpi:revenue")


def test_what_a_team_calls_a_figure_names_it_in_a_file_too(told):
    found = told(HEADER + "2026-03-12,,launch,Form,warm lead\n", also={"Warm lead": "leads_accepted"})
    assert found.drafts[0].touches == ("kpi:leads_accepted",)


# --- what cannot be known is asked, what is wrong is told -


def test_an_order_of_day_and_month_that_nothing_proves_is_asked_with_the_line(told):
    text = HEADER + "03/04/2026,,fair,A,all\n05/06/2026,,launch,B,all\n"
    found = told(text)
    assert not found.is_ready and found.drafts == ()
    assert found.question.text == "Is 03/04/2026 the 3rd of April or March 4th?"
    assert found.question.example == "“03/04/2026” (day, line 2)"
    assert days(told(text, "dmy"))[0][0] == date(2026, 4, 3)
    assert days(told(text, "mdy"))[0][0] == date(2026, 3, 4)


def test_one_date_that_proves_the_order_decides_for_all_and_two_that_differ_refuse_the_file(told):
    assert days(told(HEADER + "13/04/2026,,fair,A,all\n05/06/2026,,fair,B,all\n"))[1][0] == date(2026, 6, 5)
    with pytest.raises(Refused, match="found both: “13/04/2026” .day, line 2. and “05/16/2026” .day, line 3."):
        told(HEADER + "13/04/2026,,fair,A,all\n05/16/2026,,fair,B,all\n")


def test_every_fault_of_a_file_is_told_with_line_column_value_and_what_was_expected(told):
    found = told(
        HEADER + "2026-04-31,,fair,A,all\n2026-05-02,,party,B,all\n2026-05-02,,fair,,all\n"
        "2026-05-02,,fair,D,profit\n2026-05-02,2026-05-01,fair,E,all\n2026-05-09,,fair,good,all\n"
    )
    assert [(one.line, one.column, one.value) for one in found.problems] == [
        (2, "day", "2026-04-31"),
        (3, "kind", "party"),
        (4, "what", ""),
        (5, "touches", "profit"),
        (6, "what", "E"),
    ]
    assert "one of launch, fair, price change" in found.problems[1].expected
    assert "“profit” is none of these" in found.problems[3].expected
    assert not found.is_ready


def test_of_a_file_with_one_fault_nothing_is_kept(told, memory):
    found = told(HEADER + "2026-05-09,,fair,good,all\n2026-05-10,,party,bad,all\n")
    with pytest.raises(NotKept):
        annotation_files.keep(memory, found, "Ana", AT)
    good = told(HEADER + "2026-05-09,,fair,good,all\n")
    with pytest.raises(NotKept, match="no name was given"):
        annotation_files.keep(memory, good, " ", AT)
    assert current(memory) == []


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "day,kind,what\n", "day,what\n2026-05-09,A\n", "\x00\x01\x02"])
def test_a_file_of_anything_else_is_refused_in_a_sentence(told, text):
    with pytest.raises(Refused, match="Expected .*; found .*"):
        told(text)


# --- twice the same as once --------


def test_the_same_file_twice_doubles_nothing_and_a_row_twice_neither(told, memory):
    text = annotation_files.template() + "2026-01-01,,price change,LIST prices up 4 %,revenue; Win rate\n"
    first = annotation_files.keep(memory, told(text), "Ana", AT)
    again = annotation_files.keep(memory, told(text), "Ben", AT)
    assert (len(first.added), len(again.added), len(again.known)) == (3, 0, 3)
    assert annotation_desk.summary(again) == "0 notes added, 3 known already."
    assert {one.written_by for one in current(memory)} == {"Ana"}


def test_what_somebody_took_back_a_file_does_not_bring_back(told, memory):
    kept = annotation_files.keep(memory, told(annotation_files.template()), "Ana", AT)
    annotations.take_back(memory, kept.added[0], "Ben", AT)
    again = annotation_files.keep(memory, told(annotation_files.template()), "Ana", AT)
    assert annotation_desk.summary(again) == "0 notes added, 2 known already, 1 taken back earlier and left so."
    assert sum(one.is_taken_back for one in current(memory)) == 1


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)


@tried(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(annotations.KINDS),
            WORDS.map(lambda text: " ".join(text.split())).filter(bool),
            st.dates(date(2000, 1, 1), date(2060, 1, 1)),
            st.integers(0, 400),
            st.lists(st.sampled_from(touching.known()), min_size=1, max_size=4, unique=True),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_downloaded_loads_again_as_the_same(tmp_path_factory, rows):
    every = [
        annotations.Annotation(
            kind, what, day, date.fromordinal(day.toordinal() + more), tuple(touched), written_by="Ana"
        )
        for kind, what, day, more, touched in rows
    ]
    path = tmp_path_factory.mktemp("notes") / "notes"
    path.write_text(annotation_files.written(every), "utf-8")
    found = annotation_files.read(path, "notes.csv")
    assert [draft.same for draft in found.drafts] == [one.same for one in every]
    assert not found.problems


def test_a_download_holds_no_formula_and_leaves_out_what_was_taken_back():
    every = [
        annotations.Annotation(
            "fair", "=1+1", date(2026, 1, 1), date(2026, 1, 1), ("all",), written_by="@x", written_at=AT
        ),
        annotations.Annotation("fair", "gone", date(2026, 1, 1), date(2026, 1, 1), ("all",), is_taken_back=True),
    ]
    header, *rows = annotation_files.written(every).splitlines()
    assert header == "day,last day,kind,what,touches,written by,written at"
    assert rows == ["2026-01-01,,fair,'=1+1,all figures,'@x,2026-11-03 09:30"]


# --- on the page -------------------


def dropped(app, text: str, name: str = "notes.csv"):
    app.file_uploader[0].upload(name, text.encode(), "text/csv")
    return app.run()


def press(app, label):
    return next(button for button in app.button if button.label.replace("\\", "") == label).click().run()


def sign(app, name="Ana"):
    next(field for field in app.text_input if field.label == "Your name").set_value(name)
    return app


def test_an_empty_page_says_what_notes_are_for(warehouse):
    app = visit("pages/annotations.py")
    assert not app.exception
    assert "Nothing is noted yet" in read(app) and noted(app) == []


def test_a_file_dropped_on_the_page_is_shown_then_kept_then_known(warehouse):
    app = dropped(visit("pages/annotations.py"), annotation_files.template())
    assert not app.exception and current(warehouse) == []
    app = press(app, "Keep 3 notes")
    assert "no name was given" in app.error[0].value and current(warehouse) == []
    app = press(sign(app), "Keep 3 notes")
    assert not app.exception and len(current(warehouse)) == 3
    assert "3 notes added." in app.success[0].value.replace("\\", "")
    app = press(sign(dropped(app, annotation_files.template())), "Keep 3 notes")
    assert "0 notes added, 3 known already." in app.success[0].value.replace("\\", "")
    assert len(noted(app)) == len(current(warehouse)) == 3


def test_a_file_with_faults_is_told_cell_by_cell_and_nothing_is_written(warehouse):
    app = dropped(
        visit("pages/annotations.py"), HEADER + f'2026-05-09,,party,"{HOSTILE}",all\n2026-05-09,,fair,B,all\n'
    )
    assert not app.exception
    assert "Nothing was written" in app.error[0].value
    assert list(app.dataframe[0].value.iloc[0])[:3] == [2, "kind", "party"]
    assert not [button for button in app.button if button.label.startswith("Keep")]
    app = dropped(visit("pages/annotations.py"), "a,b\n1,2\n")
    assert "Expected columns named day and what" in app.error[0].value.replace("\\", "")


def test_an_open_order_of_dates_is_asked_on_the_page(warehouse):
    app = dropped(visit("pages/annotations.py"), HEADER + "03/04/2026,,fair,A,all\n")
    assert "Is 03/04/2026 the 3rd of April or March 4th?" in app.warning[0].value.replace("\\", "")
    app = press(app, "March 4th: month before day")
    app = press(sign(app), "Keep 1 note")
    assert [one.first_day for one in current(warehouse)] == [date(2026, 3, 4)]
    assert "order" not in app.query_params


def test_the_page_lists_what_was_taken_back_struck_through(warehouse):
    kept = annotations.save(
        warehouse, Draft("fair", HOSTILE[:150], date(2026, 4, 1), date(2026, 4, 1), ("all",)), "Ana", AT
    )
    annotations.take_back(warehouse, kept, "Ben", AT)
    app = visit("pages/annotations.py")
    assert not app.exception
    (row,) = noted(app)
    assert row["gone"] and "taken back by Ben" in row["who"]


def test_every_kpi_can_be_named_in_a_file(told):
    rows = "".join(f'2026-05-09,,fair,A,"{kpi.title}"\n' for kpi in kpis.catalogue().values())
    found = told(HEADER + rows)
    assert [draft.touches for draft in found.drafts] == [(f"kpi:{key}",) for key in kpis.catalogue()]
