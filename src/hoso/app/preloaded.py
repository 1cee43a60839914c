"""What is loaded once and then shared by all worker processes: importing this module loads it.

Nothing here may start a thread, for a fork has none of its parent's: the engine and the line reader (ONNX
Runtime starts one) are left to each worker.
"""

from __future__ import annotations

from hoso.app import reading  # noqa: F401  # its modules are what takes longest
from hoso.pipeline import ready
from hoso.pipeline.confidence import packaged_scale
from hoso.schemas.catalogue import load_catalogue

packaged_scale()
ready.get_ready(load_catalogue())
