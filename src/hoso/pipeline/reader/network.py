"""The network itself, run by ONNX Runtime on one thread; its file names the letters of its outputs."""

from __future__ import annotations

import threading
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels

_MODEL = "reader.onnx"


class LineReader:
    """Reads strips. One instance may be used by several threads."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._lock = threading.Lock()
        #: Name of each output: none, space, letters.
        self.names = self._session.get_modelmeta().custom_metadata_map["letters"]

    def read(self, strip: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of a strip (40 rows, a multiple of 4 columns) the scores of each letter at each step, and how
        much each step looks written by hand (above 0) rather than printed."""
        ink = (1.0 - strip.astype(np.float32) / 255.0)[None, None]
        with self._lock:
            scores, hand = self._session.run(None, {self._input: ink})
        return np.asarray(scores[0], np.float32), np.asarray(hand[0], np.float32)


@lru_cache(maxsize=1)
def packaged_reader() -> LineReader:
    """The reader that comes with the program, loaded once for the process."""
    return LineReader(resources.files(__package__).joinpath(_MODEL).read_bytes())
