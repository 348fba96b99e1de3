"""The C interface, as in include/hotline/hotline.h."""

import ctypes
import ctypes.util
import functools
import os
import pathlib

PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)


class Value(ctypes.Structure):
    _fields_ = [("value", ctypes.c_double), ("low", ctypes.c_double), ("high", ctypes.c_double)]


class Options(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("replications", ctypes.c_int),
        ("threads", ctypes.c_int),
        ("seed", ctypes.POINTER(ctypes.c_uint64)),
        ("precision", ctypes.c_char_p),
        ("set", ctypes.POINTER(ctypes.c_char_p)),
        ("set_count", ctypes.c_size_t),
        ("measures", ctypes.c_char_p),
        ("simultaneous", ctypes.c_int),
        ("progress", PROGRESS),
        ("context", ctypes.c_void_p),
        ("store", ctypes.c_char_p),
    ]


def _paths():
    """Where the library may be: as HOTLINE_LIBRARY says, where this module was installed, anywhere."""
    if "HOTLINE_LIBRARY" in os.environ:
        yield os.environ["HOTLINE_LIBRARY"]
        return
    for folder in pathlib.Path(__file__).resolve().parents[1:6]:
        yield from sorted(str(path) for path in folder.glob("libhotline_c.so*"))
    yield ctypes.util.find_library("hotline_c")


@functools.lru_cache(maxsize=None)
def load():
    """The library with the types of its functions. Raises OSError if it is not there."""
    path = next(filter(None, _paths()), None)
    if path is None:
        raise OSError("the library hotline_c was not found; HOTLINE_LIBRARY may name its file")
    library = ctypes.CDLL(path)
    handle, text, value = ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(Value)
    options = ctypes.POINTER(Options)
    types = {
        "version": (text, []),
        "error": (text, []),
        "run": (handle, [text, options]),
        "run_text": (handle, [text, options]),
        "result_free": (None, [handle]),
        "result_value": (ctypes.c_int, [handle, text, text, value]),
        "result_json": (text, [handle]),
        "result_summary_csv": (text, [handle]),
        "result_intervals_csv": (text, [handle]),
        "result_days_csv": (text, [handle]),
        "result_text": (text, [handle]),
        "compare": (handle, [ctypes.POINTER(text), ctypes.c_size_t, options]),
        "comparison_free": (None, [handle]),
        "comparison_value": (ctypes.c_int, [handle, ctypes.c_size_t, text, text, value]),
        "comparison_json": (text, [handle]),
        "comparison_csv": (text, [handle]),
        "comparison_text": (text, [handle]),
        "sweep": (handle, [text, options]),
        "experiment_free": (None, [handle]),
        "experiment_json": (text, [handle]),
        "experiment_csv": (text, [handle]),
        "experiment_text": (text, [handle]),
    }
    for name, (result, arguments) in types.items():
        function = getattr(library, "hotline_" + name)
        function.restype = result
        function.argtypes = arguments
    return library
