"""Hotline, a call-centre simulator.

    import hotline
    result = hotline.run("scenarios/ciam/2013.toml", replications=100)
    result["service_level"]          # Value(value=0.838, low=0.837, high=0.839)
    result.intervals                 # a DataFrame

    comparison = hotline.compare(["2013.toml", "one-operator-less.toml"])
    comparison.differences           # a DataFrame

    experiment = hotline.sweep("scenarios/experiments/how-many-people.toml")
    experiment.cells                 # a DataFrame

docs/python.md tells more. Needs the library hotline_c, and pandas for tables.
"""

import ctypes
import io
import json
import os
import typing

from . import _library

__all__ = ["Comparison", "Error", "Experiment", "Result", "Value", "compare", "run", "run_text", "sweep",
           "version"]


class Error(Exception):
    """What the program would have said: a mistake in a scenario with its place, for instance."""


class Value(typing.NamedTuple):
    """An estimate with its confidence interval; nan where unknown."""

    value: float
    low: float
    high: float


def version():
    """The version of the library, like "0.1.0"."""
    return _library.load().hotline_version().decode()


def run(scenario, *, set=None, **options):
    """Plays a scenario file and returns its Result.

    Of what is not given it is as in the scenario:
      replications, seed, threads   whole numbers
      precision                     "1%", "asa=2s": replications are added until intervals are that narrow
      set                           changes keys: {"agents.desk.count": 4} or ["agents.desk.count=4"]
      simultaneous                  True: all intervals hold together
      store                         a file that keeps every replication, to go on later
      progress                      a function, called as progress(done, asked) about ten times a second
    """
    library = _library.load()
    return Result(_played(library.hotline_run, os.fsencode(scenario), set=set, **options))


def run_text(scenario, *, set=None, **options):
    """The same of a scenario in TOML, without a store; files that it names are looked for in the
    current folder."""
    library = _library.load()
    return Result(_played(library.hotline_run_text, scenario.encode(), set=set, **options))


def compare(scenarios, *, set=None, measures=None, **options):
    """Plays scenario files with the same calls in each and returns their Comparison with the first one.

    `measures` are keys, ["asa", "occupancy"], instead of the main ones; `precision` is that of the
    differences; the others are those of `run`.
    """
    library = _library.load()
    paths = [os.fsencode(scenario) for scenario in scenarios]
    array = (ctypes.c_char_p * len(paths))(*paths)
    return Comparison(_played(library.hotline_compare, array, len(paths), set=set, measures=measures,
                              **options))


def sweep(experiment, **options):
    """Plays the experiment in a file (docs/sweeps.md) and returns what it shows, an Experiment.

    Options are replications, seed, threads, precision, store and progress, as of `run`.
    """
    library = _library.load()
    return Experiment(_played(library.hotline_sweep, os.fsencode(experiment), **options))


class _Handle:
    """Owns what the library made."""

    def __init__(self, handle, free):
        self._handle = handle
        self._free = free

    def __del__(self):
        self._free(self._handle)

    def _text(self, function):
        text = function(self._handle)
        if text is None:
            raise MemoryError
        return text.decode()

    def _table(self, function):
        try:
            import pandas
        except ImportError as error:
            raise Error("tables need pandas: install python3-pandas") from error
        return pandas.read_csv(io.StringIO(self._text(function)), float_precision="round_trip")

    def _value(self, function, *arguments):
        value = _library.Value()
        if function(self._handle, *arguments, ctypes.byref(value)) != 0:
            raise KeyError(_library.load().hotline_error().decode())
        return Value(value.value, value.low, value.high)


class Result(_Handle):
    """What a scenario showed. Times are in seconds, shares from 0 to 1."""

    def __init__(self, handle):
        super().__init__(handle, _library.load().hotline_result_free)

    def __getitem__(self, key):
        """A measure by its key in docs/measures.md: result["asa"], result["asa", "protection"]."""
        measure, name = key if isinstance(key, tuple) else (key, "")
        return self._value(_library.load().hotline_result_value, measure.encode(), name.encode())

    @property
    def summary(self):
        """A DataFrame with a row for each estimate over the whole horizon."""
        return self._table(_library.load().hotline_result_summary_csv)

    @property
    def intervals(self):
        """A DataFrame by interval of the week, and call type or agent group."""
        return self._table(_library.load().hotline_result_intervals_csv)

    @property
    def by_day(self):
        """A DataFrame by day, and call type or agent group."""
        return self._table(_library.load().hotline_result_days_csv)

    @property
    def data(self):
        """All estimates, as in summary.json."""
        return json.loads(self._text(_library.load().hotline_result_json))

    @property
    def text(self):
        """The report that the program prints."""
        return self._text(_library.load().hotline_result_text)


class Comparison(_Handle):
    """How scenarios differ from the first of them."""

    def __init__(self, handle):
        super().__init__(handle, _library.load().hotline_comparison_free)

    def __getitem__(self, key):
        """The difference of scenario `variant` (from 1): comparison[1, "asa"], also with a name."""
        variant, measure, *name = key
        return self._value(_library.load().hotline_comparison_value, variant, measure.encode(),
                           (name[0] if name else "").encode())

    @property
    def differences(self):
        """A DataFrame with a row for each scenario but the first, and measure."""
        return self._table(_library.load().hotline_comparison_csv)

    @property
    def data(self):
        """All of it, as in comparison.json."""
        return json.loads(self._text(_library.load().hotline_comparison_json))

    @property
    def text(self):
        """The report that the program prints."""
        return self._text(_library.load().hotline_comparison_text)


class Experiment(_Handle):
    """What the factors of an experiment do to its responses."""

    def __init__(self, handle):
        super().__init__(handle, _library.load().hotline_experiment_free)

    @property
    def cells(self):
        """A DataFrame with a row for each cell: its factors, and its responses with intervals."""
        return self._table(_library.load().hotline_experiment_csv)

    @property
    def data(self):
        """All of it with effects, surfaces and sensitivities, as in sweep.json."""
        return json.loads(self._text(_library.load().hotline_experiment_json))

    @property
    def text(self):
        """The report that the program prints."""
        return self._text(_library.load().hotline_experiment_text)


def _played(function, *what, replications=None, seed=None, threads=None, precision=None, set=None,
            measures=None, simultaneous=False, store=None, progress=None):
    interrupted = []

    # Within the library Ctrl-C is seen here only.
    def keep_on(done, asked, _):
        try:
            if progress is not None:
                progress(done, asked)
            return 0
        except BaseException as error:
            interrupted.append(error)
            return 1

    changes = [f"{key}={_toml(value)}" for key, value in set.items()] if isinstance(set, dict) else (set or [])
    texts = [change.encode() for change in changes]
    if measures is not None and not isinstance(measures, str):
        measures = ",".join(measures)
    options = _library.Options()
    options.size = ctypes.sizeof(options)
    options.replications = replications or 0
    options.threads = threads or 0
    if seed is not None:
        options.seed = ctypes.pointer(ctypes.c_uint64(seed))
    options.precision = precision.encode() if precision else None
    options.set = (ctypes.c_char_p * len(texts))(*texts)
    options.set_count = len(texts)
    options.measures = measures.encode() if measures else None
    options.simultaneous = int(simultaneous)
    options.progress = _library.PROGRESS(keep_on)
    options.store = os.fsencode(store) if store is not None else None
    handle = function(*what, ctypes.byref(options))
    if interrupted:
        raise interrupted[0]
    if not handle:
        raise Error(_library.load().hotline_error().decode())
    return handle


def _toml(value):
    return str(value).lower() if isinstance(value, bool) else value
