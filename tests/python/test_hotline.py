"""What the Python module promises; run by ctest, with HOTLINE_LIBRARY and PYTHONPATH set."""

import math
import pathlib
import sys
import tempfile
import unittest

try:
    import pandas
except ImportError:
    print("skipped: pandas is missing (python3-pandas)")
    sys.exit(77)

import hotline

SCENARIO = """
title = "Three at the desk"
[horizon]
from = 2013-07-01
to = 2013-07-02
[open]
every_day = "08:00-16:00"
[[call]]
name = "question"
arrivals = { rate = "30/h" }
talk = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }
[[agents]]
name = "desk"
takes = ["question"]
count = 3
"""


class HotlineTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.a = pathlib.Path(self.folder.name) / "a.toml"
        self.b = pathlib.Path(self.folder.name) / "b.toml"
        self.a.write_text(SCENARIO)
        self.b.write_text(SCENARIO.replace("count = 3", "count = 2"))

    def test_a_measure_has_an_interval(self):
        level = hotline.run(self.a, replications=20)["service_level"]
        self.assertTrue(0 < level.low < level.value < level.high < 1)

    def test_tables_are_data_frames_that_agree_with_the_measures(self):
        result = hotline.run(self.a, replications=5, seed=7)
        summary = result.summary
        self.assertIsInstance(summary, pandas.DataFrame)
        row = summary[(summary.scope == "call_type") & (summary.measure == "asa")].iloc[0]
        self.assertEqual(row["value"], result["asa", "question"].value)
        self.assertEqual(set(result.by_day.date), {"2013-07-01", "2013-07-02"})
        self.assertEqual(set(result.intervals.weekday), {"mon", "tue"})
        self.assertEqual(result.data["run"]["seed"], 7)
        self.assertIn("Three at the desk", result.text)

    def test_the_same_seed_gives_the_same_numbers(self):
        first = hotline.run(self.a, replications=4, seed=3, threads=1)
        second = hotline.run_text(SCENARIO, replications=4, seed=3, threads=2)
        self.assertEqual(first["asa"], second["asa"])
        self.assertNotEqual(first["asa"], hotline.run(self.a, replications=4, seed=4)["asa"])

    def test_keys_are_set(self):
        many = hotline.run(self.a, replications=4, set={"agents.desk.count": 9})
        self.assertGreater(many["service_level"].value, 0.99)

    def test_a_comparison_tells_differences(self):
        comparison = hotline.compare([self.a, self.b], replications=20, measures=["asa", "served"])
        self.assertGreater(comparison[1, "asa"].low, 0)
        self.assertLess(comparison[1, "served", "question"].high, 0)
        differences = comparison.differences
        self.assertEqual(set(differences.measure), {"asa", "served"})
        self.assertEqual(comparison.data["measures"][0]["differences"][0]["seen"], True)

    def test_mistakes_are_told_in_the_words_of_the_program(self):
        self.b.write_text(SCENARIO.replace("talk", "tlak"))
        with self.assertRaisesRegex(hotline.Error, 'b.toml:11:1: error:'):
            hotline.run(self.b)
        with self.assertRaisesRegex(hotline.Error, "there is no such file"):
            hotline.run("missing.toml")
        with self.assertRaisesRegex(KeyError, "did you mean"):
            hotline.run(self.a, replications=2)["service_leve"]

    def test_progress_may_end_it_early(self):
        class Enough(Exception):
            pass

        def progress(done, asked):
            raise Enough

        with self.assertRaises(Enough):
            hotline.run(self.a, replications=1_000_000, progress=progress)

    def test_unknown_numbers_are_nan(self):
        self.assertTrue(math.isnan(hotline.run(self.a, replications=2)["cost"].value))


unittest.main()
