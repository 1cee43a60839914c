"""All ports there are: what the use cases need from the outside, as Protocols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from hoso.schemas.scans import (
    ApiToken,
    Application,
    HistoryEntry,
    QueueName,
    Scan,
    ScanState,
    StoredDocument,
    User,
)


class ObjectStore(Protocol):
    """Bytes under keys. Keys are ASCII paths (`originals/ab/abcd…`) without personal data.

    Errors: `NotFound` for a key that is not there, `ObjectsUnavailable` when the store cannot be reached.
    """

    def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
        """Store the bytes; returns only when the store holds all of them durably. Replaces atomically."""
        ...

    def get(self, key: str) -> bytes: ...

    def size(self, key: str) -> int | None:
        """Bytes under the key, or `None` when there is nothing."""
        ...

    def delete(self, key: str) -> None:
        """Remove the key; nothing happens when it is not there."""
        ...

    def keys(self, prefix: str) -> Iterator[str]: ...

    def presigned(self, key: str, expires: timedelta) -> str | None:
        """A short-lived address to fetch the bytes directly, or `None` where the store has no such thing."""
        ...


class JobQueue(Protocol):
    """Says "look at this scan" to whoever works on the queue. The row stays the truth."""

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        """Errors: `QueueUnavailable`."""
        ...

    def ping(self) -> None:
        """Errors: `QueueUnavailable` when messages could not be sent now."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The present time in UTC, timezone-aware."""
        ...


class Scans(Protocol):
    def add(self, scan: Scan) -> None: ...

    def get(self, scan_id: str) -> Scan:
        """Errors: `NotFound`."""
        ...

    def save(self, scan: Scan) -> None: ...

    def claim(
        self, scan_id: str, states: frozenset[ScanState], owner: str, now: datetime, until: datetime
    ) -> Scan | None:
        """Take the lease and count the attempt in one step; `None` when the scan is not to be worked on.

        Only a scan in one of `states`, due, and with no live lease is claimed.
        """
        ...

    def renew(self, scan_id: str, owner: str, now: datetime, until: datetime, pages_done: int) -> bool:
        """Note progress and lengthen the lease; `False` when `owner` no longer holds it."""
        ...

    def save_claimed(self, scan: Scan, owner: str) -> bool:
        """Save the scan only while `owner` still holds its lease; `False` when it does not."""
        ...

    def release_worker(self, worker: str) -> int:
        """End the leases of every owner named `worker#…`: that worker is known to be dead."""
        ...

    def due(
        self, now: datetime, limit: int, queue: QueueName, sent_before: datetime | None = None
    ) -> Sequence[Scan]:
        """Scans that wait for work on `queue`, are due and have no live lease, first come first.

        With `sent_before`, only among the first `limit` those whose last message is older than that.
        """
        ...

    def mark_sent(self, scan_ids: Sequence[str], at: datetime) -> None:
        """Note that a message about these scans leaves now."""
        ...

    def by_idempotency_key(self, application_code: str, key: str) -> Scan | None: ...

    def by_sha256(self, application_code: str, sha256: str) -> Scan | None: ...

    def of_application(self, application_code: str) -> Sequence[Scan]: ...

    def ahead_of(self, scan: Scan) -> int:
        """How many pending scans of the same queue were received before it."""
        ...

    def counts(self, office: str | None = None) -> dict[ScanState, int]:
        """How many scans are in each state, of one office or of all."""
        ...

    def states_of(self, application_codes: Sequence[str]) -> dict[str, list[ScanState]]:
        """The states of the scans of each application; one without scans is left out."""
        ...

    def oldest_waiting(self, now: datetime) -> dict[QueueName, datetime]:
        """Since when the oldest due scan of each queue waits with nobody at work on it."""
        ...

    def in_state(self, state: ScanState, limit: int) -> Sequence[Scan]: ...


class Documents(Protocol):
    def replace(self, scan_id: str, documents: Sequence[StoredDocument]) -> None:
        """Put these in the place of all documents of the scan."""
        ...

    def get(self, document_id: str) -> StoredDocument:
        """Errors: `NotFound`."""
        ...

    def save(self, document: StoredDocument, expected_version: int) -> None:
        """Errors: `Conflict` when the stored version is another one."""
        ...

    def of_scan(self, scan_id: str) -> Sequence[StoredDocument]: ...

    def of_application(self, application_code: str) -> Sequence[StoredDocument]: ...

    def awaiting_review(self, office: str | None, limit: int) -> Sequence[StoredDocument]: ...


class Applications(Protocol):
    def add(self, application: Application) -> None: ...

    def get(self, code: str) -> Application:
        """Errors: `NotFound`."""
        ...

    def next_number(self, agency: str, day: str) -> int:
        """The next running number of an agency on a day (`YYMMDD`), safe among concurrent writers."""
        ...

    def find(
        self, query: str, office: str | None, limit: int, cursor: str | None, status: str | None = None
    ) -> Sequence[Application]:
        """Newest first; `query` matches code or applicant's name without tone marks; `cursor` is a code."""
        ...


class Users(Protocol):
    def add(self, user: User) -> None: ...

    def save(self, user: User) -> None: ...

    def get(self, user_id: str) -> User: ...

    def by_name(self, name: str) -> User | None: ...

    def all(self) -> Sequence[User]: ...

    def add_token(self, token: ApiToken) -> None: ...

    def token_by_sha256(self, sha256: str) -> ApiToken | None: ...

    def tokens_of(self, user_id: str) -> Sequence[ApiToken]: ...

    def delete_token(self, token_id: str) -> None: ...


class History(Protocol):
    def add(self, entry: HistoryEntry) -> None: ...

    def of(self, subject: str) -> Sequence[HistoryEntry]: ...


class UnitOfWork(Protocol):
    """One transaction. Rolls back unless committed; what was noted with `publish` leaves after the commit.

    Errors: `DatabaseUnavailable`; `Conflict` when an `add` or the commit breaks a unique rule.
    """

    scans: Scans
    documents: Documents
    applications: Applications
    users: Users
    history: History

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None: ...

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        """Note a message to send once committed. A queue that is down does not fail the commit: the
        sweep sends it later."""
        ...


class UnitOfWorkFactory(Protocol):
    def __call__(self, *, read_only: bool = False) -> UnitOfWork:
        """A new unit; one that is `read_only` never waits for writers and must not write."""
        ...
