"""The scale of confidences that this site uses: its own where it has fitted one, else the packaged one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hoso.pipeline.confidence import Scale, packaged_scale
from hoso.schemas.errors import ConfigurationError

#: The name of a site's own scale in its data folder.
SCALE_FILE = "scale.toml"


@lru_cache(maxsize=4)
def scale_of(home: Path) -> Scale:
    """The scale of the site with that data folder. Errors: `ConfigurationError` when its file is no scale."""
    path = home / SCALE_FILE
    if not path.exists():
        return packaged_scale()
    try:
        return Scale.from_toml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"Tệp {SCALE_FILE} trong thư mục dữ liệu không đọc được. / {SCALE_FILE} in the data folder "
            "cannot be read.",
            "Chạy `hoso calibrate`, hoặc xóa tệp này. / Run `hoso calibrate`, or delete the file.",
        ) from error
