"""Whatever happens in whatever order: no scan is lost, doubled, or moved against the table."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from hoso.schemas.errors import Conflict, CorruptFile, DocumentError, EngineCrashed, InvalidTransition
from hoso.schemas.scans import PENDING, TRANSITIONS
from hoso.services import processing, review
from hoso.services.claims import WorkerStopping
from tests.engines import CannedEngine, FailingEngine
from tests.services.world import World, reviewer

PAGES = st.sampled_from(["one", "sure", "sure\x0ctwo", "", "LOCKED"])
SECONDS = st.sampled_from([0, 3, 20, 70, 400])


class Site(RuleBasedStateMachine):
    """Uploads, workers that succeed, fail or die, sweeps, people, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name) / "spool")
        self.uploads: dict[str, str] = {}
        self.seen: dict[str, str] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(text=PAGES, number=st.integers(0, 3), again=st.booleans())
    def upload(self, text: str, number: int, again: bool) -> None:
        data = f"%DOC{text}{number if text else ''}".encode()
        key = f"{text}{number}{again}"
        try:
            scan_id = self.world.receive(data, key).scan_id
        except DocumentError as error:
            scan_id = error.scan_id or "not kept"
        assert self.uploads.setdefault(key, scan_id) == scan_id

    @rule(number=st.integers(0, 9), error=st.sampled_from([None, EngineCrashed(), CorruptFile()]))
    def read(self, number: int, error: Exception | None) -> None:
        self.world.engine = lambda attempt: FailingEngine(error) if error else CannedEngine()
        for scan_id in self._some(number):
            processing.read_scan(self.world.s, scan_id)

    @rule(number=st.integers(0, 9))
    def understand(self, number: int) -> None:
        for scan_id in self._some(number):
            processing.understand_scan(self.world.s, scan_id)

    @rule(number=st.integers(0, 9))
    def stop_while_reading(self, number: int) -> None:
        def stop() -> None:
            raise WorkerStopping

        for scan_id in self._some(number):
            try:
                processing.read_scan(self.world.s, scan_id, "w", stop)
            except WorkerStopping:  # asked to stop before anything was in hand
                continue

    @rule(number=st.integers(0, 9))
    def die_with_the_lease(self, number: int) -> None:
        now = self.world.clock.now()
        with self.world.database() as uow:
            for scan_id in self._some(number):
                uow.scans.claim(scan_id, PENDING, "dead#1", now, now + self.world.s.policy.lease)
            uow.commit()

    @rule(number=st.integers(0, 9), approve=st.booleans(), version=st.integers(1, 2))
    def decide(self, number: int, approve: bool, version: int) -> None:
        for scan_id in self._some(number):
            for document in self.world.documents(scan_id):
                try:
                    if approve:
                        review.approve(self.world.s, reviewer(), document.id, version)
                    else:
                        review.reject(self.world.s, reviewer(), document.id, version, "x")
                except (Conflict, InvalidTransition):
                    continue

    @rule()
    def retry(self) -> None:
        processing.retry(self.world.s)

    @rule(seconds=SECONDS)
    def wait_and_sweep(self, seconds: int) -> None:
        self.world.clock.forward(seconds=seconds)
        processing.sweep(self.world.s)

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        for scan_id, scan in self.world.database.tables.scans.items():
            before = self.seen.get(scan_id, "received")
            assert before == scan.state or self._reachable(before, scan.state)
            self.seen[scan_id] = scan.state

    @invariant()
    def rows_make_sense(self) -> None:
        scans = self.world.database.tables.scans
        assert set(self.uploads.values()) <= set(scans)
        for scan in scans.values():
            assert 0 <= scan.attempts <= self.world.s.policy.max_attempts + 1
            assert (scan.lease_owner is None) == (scan.lease_until is None)
            assert scan.state in PENDING or scan.lease_owner is None
            assert (scan.error is not None) == (scan.state in ("rejected", "failed")) or self._by_person(scan)
            completions = [a for a in self.world.actions(f"scan:{scan.id}") if a == "text_ready"]
            assert len(completions) <= 1

    def _by_person(self, scan: Any) -> bool:
        return scan.state == "rejected" and bool(self.world.documents(scan.id))

    def _some(self, number: int) -> list[str]:
        return sorted(self.world.database.tables.scans)[number : number + 1]

    @staticmethod
    def _reachable(before: str, after: str) -> bool:
        """Whether one step, or two within one rule, lead from one state to the other."""
        steps: Any = TRANSITIONS
        return after in steps[before] or any(after in steps[between] for between in steps[before])


Site.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestSite = Site.TestCase
TestSite.__doc__ = "Any order of events keeps every promise about scans."
