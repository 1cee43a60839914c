"""The real servers that tests talk to: PostgreSQL, RabbitMQ, Redis and an S3 server.

A program that is not installed skips the test on a laptop and fails it in CI; this is the only place
that may skip.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pika
import psycopg
import pytest
import redis
import urllib3
from minio import Minio
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.processes import START_SECONDS, Server, free_port, guarded, ordinary_account

__all__ = ["PostgresServer", "RabbitmqServer", "RedisServer", "S3Server", "Server", "free_port"]

ROOT = Path(__file__).resolve().parent.parent
EXTRA_FOLDERS = (
    "/usr/lib/rabbitmq/lib/*/sbin",  # the plain script; the one in /usr/sbin switches accounts
    "/usr/lib/postgresql/*/bin",
)


def unavailable(reason: str) -> NoReturn:
    """Skip the test on a laptop, fail it where everything has to be there (CI is set)."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def find_program(name: str) -> Path:
    """The program's path; without it the test is skipped, or fails in CI."""
    folders = [str(ROOT / ".tools" / "bin")]
    for pattern in EXTRA_FOLDERS:
        folders += sorted((str(p) for p in Path("/").glob(pattern[1:])), reverse=True)
    path = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if path is None:
        unavailable(f"{name} is not installed (run `make setup-test`)")
    return Path(path)


class PostgresServer(Server):
    """PostgreSQL with an empty cluster; `create_database` gives each test a database of its own."""

    name = "postgresql"

    def __init__(self) -> None:
        self.initdb, self.postgres = find_program("initdb"), find_program("postgres")
        super().__init__()
        self.account = ordinary_account()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self._databases = 0

    @property
    def url(self) -> str:
        return self.database_url("postgres")

    def database_url(self, database: str) -> str:
        """The address of one database of this server."""
        return f"postgresql+psycopg://hoso:hoso@127.0.0.1:{self.port}/{database}"

    def launch(self) -> None:
        data = self.folder / "data"
        if not data.exists():
            options = ["-U", "hoso", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
            made = subprocess.run(
                [*guarded(self.account), self.initdb, "-D", data, *options],
                cwd=self.folder,
                capture_output=True,
                check=False,
                timeout=START_SECONDS,
            )
            if made.returncode != 0:
                raise RuntimeError(f"initdb failed: {made.stderr.decode(errors='replace')}")
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",  # a test's data need not survive a power cut
            "max_connections": "200",
        }
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self.spawn(self.postgres, "-D", data, *flags, account=self.account)

    def check(self) -> None:
        self.run_sql("SELECT 1")

    def run_sql(self, statement: str) -> None:
        """Run one statement outside any transaction on the maintenance database."""
        address = self.url.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement.encode())

    @contextlib.contextmanager
    def create_database(self) -> Iterator[str]:
        """The address of a fresh, empty database that is dropped at the end."""
        self._databases += 1
        database = f"test_{self._databases}"
        self.run_sql(f"CREATE DATABASE {database} TEMPLATE template0")
        try:
            yield self.database_url(database)
        finally:
            self.run_sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


class RedisServer(Server):
    """Redis, keeping its data in memory and in an append-only file."""

    name = "redis"

    def __init__(self) -> None:
        self.program = find_program("redis-server")
        super().__init__()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def launch(self) -> None:
        self.spawn(
            self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--appendonly", "yes", "--save", ""
        )

    def check(self) -> None:
        self._ask(lambda client: client.ping())

    def wipe(self) -> None:
        """Forget everything, as a broker without its disk would."""
        self._ask(lambda client: client.flushall())

    def _ask(self, question: Callable[..., object]) -> None:
        once = Retry(NoBackoff(), retries=0)
        with redis.Redis(port=self.port, host="127.0.0.1", socket_timeout=5, retry=once) as client:
            question(client)


class RabbitmqServer(Server):
    """RabbitMQ as a node of its own, with its own name server so that no other node is disturbed."""

    name = "rabbitmq"

    def __init__(self) -> None:
        self.program, self.epmd = find_program("rabbitmq-server"), find_program("epmd")
        super().__init__()
        self._name_port, self._node_port = free_port(), free_port()

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"

    def launch(self) -> None:
        # Its own process first: else the node would start a name server that stays behind.
        address = {"ERL_EPMD_ADDRESS": "127.0.0.1", "ERL_EPMD_PORT": str(self._name_port)}
        self.spawn(self.epmd, env=address)
        settings = {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"hoso{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._node_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none.sh"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_ALLOW_INPUT": "true",  # makes the script become the node instead of its parent
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-noinput +S 2:2 +sbwt none",
        }
        self.spawn(self.program, env={**address, **settings})

    def check(self) -> None:
        with self._channel():
            pass

    def delete_queues(self, *names: str) -> None:
        """Remove these queues with their delayed and dead messages."""
        for name in (f"{queue}{suffix}" for queue in names for suffix in ("", ".DQ", ".XQ")):
            with self._channel() as channel:
                channel.queue_delete(name)

    @contextlib.contextmanager
    def _channel(self) -> Iterator[Any]:
        parameters = pika.URLParameters(f"{self.url}?connection_attempts=1&socket_timeout=2&stack_timeout=5")
        connection = pika.BlockingConnection(parameters)
        try:
            yield connection.channel()
        finally:
            connection.close()


class S3Server(Server):
    """VersityGW: the S3 protocol in front of a folder."""

    name = "versitygw"
    access_key, secret_key = "hoso", "hoso-test-secret"

    def __init__(self) -> None:
        self.program = find_program("versitygw")
        super().__init__()
        self._buckets = 0

    @property
    def url(self) -> str:
        return self.bucket_url("hoso")

    def bucket_url(self, bucket: str) -> str:
        """The address of one bucket of this server."""
        return f"s3://{self.access_key}:{self.secret_key}@127.0.0.1:{self.port}/{bucket}?secure=0"

    def launch(self) -> None:
        for folder in ("buckets", "sidecar"):
            (self.folder / folder).mkdir(exist_ok=True)
        keys = ["--access", self.access_key, "--secret", self.secret_key]
        where: list[str | Path] = ["--sidecar", self.folder / "sidecar", self.folder / "buckets"]
        self.spawn(self.program, "--port", f"127.0.0.1:{self.port}", "--quiet", *keys, "posix", *where)

    def check(self) -> None:
        self._client().list_buckets()

    def create_bucket(self) -> str:
        """The address of a fresh, empty bucket."""
        self._buckets += 1
        bucket = f"test-{self._buckets}"
        self._client().make_bucket(bucket_name=bucket)
        return self.bucket_url(bucket)

    def _client(self) -> Minio:
        pool = urllib3.PoolManager(timeout=5, retries=False)
        return Minio(
            endpoint=f"127.0.0.1:{self.port}",
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            http_client=pool,
        )
