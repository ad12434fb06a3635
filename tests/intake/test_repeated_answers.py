"""A question that a survey asks twice: its two answers contradict each other, the respondent's other answers do not."""

import polars as pl

from tests import loading

SURVEY = """Respondent ID,Collector ID,Start Date,End Date,{likely},{likely},Are you satisfied?
,,,,Response,Response,Response
1,9,10/28/2026 09:00:00 AM,10/28/2026 09:05:00 AM,9,8,4
2,9,10/29/2026 09:00:00 AM,10/29/2026 09:05:00 AM,7,,5
""".format(likely="How likely are you to recommend us?")
ANSWERS = {
    "account": "Customers",
    "survey:How likely are you to recommend us?": "customer//recommend",
    "survey:Are you satisfied?": "customer//satisfaction",
}


def test_only_the_answers_that_contradict_each_other_are_left_out(tmp_path):
    desk = loading.desk(tmp_path)
    file = loading.written(tmp_path, "survey.csv", SURVEY.strip().splitlines())
    previewed = loading.look(desk, file, answers=ANSWERS)[0]
    staged = previewed.staged
    assert previewed.status == "dry_run" and staged is not None and staged.rows is not None
    kept = pl.read_parquet(staged.rows).select("response_id", "measure", "value").sort("response_id", "measure")
    assert kept.rows() == [("1", "satisfaction", 4.0), ("2", "recommend", 7.0), ("2", "satisfaction", 5.0)]
    assert staged.rows_refused == 2
    assert [problem.line for problem in staged.problems] == [3]
