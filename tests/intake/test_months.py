"""The names of months that are kept, beside those of babel."""

import unicodedata

from babel import Locale

from custodian.intake import months

# No name means two months in these. Croatian is not among them: its listopad is October, the Polish one November.
LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs sk ro hu tr ru uk sl lt lv et bg"
ALSO = {1: "jänner janv ene", 2: "feber", 3: "maerz maart", 8: "aout", 9: "sept set", 10: "ott", 12: "dic dez"}


def test_the_names_are_those_of_babel_and_some_that_tools_write():
    told = {name: number for number, names in ALSO.items() for name in names.split()}
    for language in LANGUAGES.split():
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                told |= {name.casefold().rstrip("."): number for number, name in forms[width].items()}
    told |= {without_accents(name): number for name, number in told.items()}
    assert {name: f"{number:02}" for name, number in told.items() if name.isalpha()} == months.NUMBER_OF


def test_no_name_stands_for_two_months():
    names = months.NAMES.read_text("utf-8").split()
    assert len(names) == len(set(names)) == 500


def test_english_names_are_spelled_out():
    assert list(Locale.parse("en").months["format"]["wide"].values()) == months.ENGLISH


def without_accents(name):
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
