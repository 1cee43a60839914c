"""Rules that the fields of one paper must keep among themselves; pure, doubt comes back as findings."""

from hoso.pipeline.check.rules import check

__all__ = ["check"]
