"""`python -m hoso` is the command `hoso`."""

from __future__ import annotations

from hoso.app.cli import main

main()
