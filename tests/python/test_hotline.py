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

    def test_a_store_keeps_what_was_played(self):
        store = pathlib.Path(self.folder.name) / "s.sqlite"
        hotline.run(self.a, replications=4, store=store)
        more = hotline.run(self.a, replications=9, store=store)
        self.assertEqual(more["asa"], hotline.run(self.a, replications=9)["asa"])
        with self.assertRaisesRegex(hotline.Error, "holds another experiment"):
            hotline.run(self.a, replications=4, seed=5, store=store)

    def test_a_sweep_has_cells(self):
        experiment = pathlib.Path(self.folder.name) / "e.toml"
        experiment.write_text("""
scenario = "a.toml"
replications = 5
response = ["asa"]
[[factor]]
name = "agents"
key = "agents.desk.count"
values = [3, 4]
""")
        played = hotline.sweep(experiment)
        self.assertEqual(list(played.cells.agents), [3, 4])
        self.assertEqual(played.cells.asa[0], hotline.run(self.a, replications=5)["asa"].value)
        self.assertLess(played.data["responses"]["asa"]["effects"][1]["change"]["value"], 0)
        self.assertIn("agents", played.text)

    def test_unknown_options_are_refused(self):
        with self.assertRaises(TypeError):
            hotline.run(self.a, replicatoins=5)

    def test_unknown_numbers_are_nan(self):
        self.assertTrue(math.isnan(hotline.run(self.a, replications=2)["cost"].value))


unittest.main()
