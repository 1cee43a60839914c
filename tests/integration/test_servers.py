"""Each real server that tests rely on answers its own protocol and starts empty."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urlsplit

import pika
import psycopg
import pytest
import redis
from minio import Minio

from tests.servers import RedisServer, Server


def test_postgresql_answers(postgres_url: str) -> None:
    """A fresh database holds no tables and takes one."""
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(count).fetchone() == (0,)
        connection.execute("CREATE TABLE hoso_was_here (ten text)")
        assert connection.execute(count).fetchone() == (1,)


def test_postgresql_keeps_vietnamese(postgres_url: str) -> None:
    """Vietnamese text comes back as it was stored."""
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT %s::text", ("Nguyễn Thị Thuỳ",)).fetchone() == ("Nguyễn Thị Thuỳ",)


def test_rabbitmq_answers(rabbitmq_url: str) -> None:
    """A message that was published on a queue is handed out again."""
    connection = pika.BlockingConnection(pika.URLParameters(rabbitmq_url))
    try:
        channel = connection.channel()
        channel.queue_declare("desk", durable=True)
        channel.confirm_delivery()
        channel.basic_publish("", "desk", b"scan-1")
        assert channel.basic_get("desk", auto_ack=True)[2] == b"scan-1"
    finally:
        connection.close()


def test_redis_answers(redis_url: str) -> None:
    """A value that was set can be read, on a server that was empty."""
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("ten", "Hoso")
        assert client.get("ten") == b"Hoso"


def test_s3_server_answers(s3_url: str) -> None:
    """A fresh bucket is empty, and an object that was put can be fetched."""
    parts = urlsplit(s3_url)
    client = Minio(
        endpoint=f"{parts.hostname}:{parts.port}",
        access_key=parts.username,
        secret_key=parts.password,
        secure=False,
    )
    bucket = parts.path.strip("/")
    assert list(client.list_objects(bucket_name=bucket)) == []
    stored = "giấy khai sinh".encode()
    client.put_object(
        bucket_name=bucket, object_name="originals/ab/abcd", data=io.BytesIO(stored), length=len(stored)
    )
    answer = client.get_object(bucket_name=bucket, object_name="originals/ab/abcd")
    try:
        assert answer.read() == stored
    finally:
        answer.close()
        answer.release_conn()


def test_a_server_can_be_killed_and_started_again(own_server: Callable[[type[Server]], Server]) -> None:
    """A killed server refuses connections until it is started again on the same port."""
    server = own_server(RedisServer)
    server.kill()
    with pytest.raises(redis.ConnectionError):
        server.check()
    server.start()
    server.check()
