"""An object store behind the S3 protocol, through the `minio` library."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, Self
from urllib.parse import parse_qs, unquote, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from hoso.adapters.objects.keys import checked
from hoso.schemas.errors import ConfigurationError, NotFound, ObjectsUnavailable

_MISSING = ("NoSuchKey", "NoSuchObject", "NotFound")
_OURS_ALREADY = ("BucketAlreadyOwnedByYou", "BucketAlreadyExists")


@dataclass(frozen=True, slots=True)
class S3Address:
    """`s3://key:secret@host:port/bucket?secure=0&region=…` taken apart; key and secret percent-encoded."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    secure: bool
    region: str | None

    @classmethod
    def parse(cls, url: str) -> Self:
        """Errors: `ConfigurationError`; the message never shows the secret."""
        parts, query = urlsplit(url), parse_qs(urlsplit(url).query)
        bucket = parts.path.strip("/")
        if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and bucket):
            raise ConfigurationError(
                "HOSO_OBJECTS_URL chưa đúng dạng s3://khóa:bí-mật@máy:cổng/kho. "
                "/ HOSO_OBJECTS_URL is not of the form s3://key:secret@host:port/bucket."
            )
        return cls(
            endpoint=parts.netloc.rpartition("@")[2],
            access_key=unquote(parts.username),
            secret_key=unquote(parts.password),
            bucket=bucket,
            secure=query.get("secure", ["1"])[0] not in ("0", "false", "no"),
            region=query.get("region", [None])[0],
        )


class S3Objects:
    """Objects in one bucket, which is made when it is missing. Every call has a bounded time."""

    def __init__(self, address: S3Address, retries: int = 2, timeout: float = 30) -> None:
        self._bucket = address.bucket
        again = urllib3.Retry(
            total=retries, backoff_factor=0.3, status_forcelist=[500, 502, 503, 504], allowed_methods=None
        )
        limits = urllib3.Timeout(connect=min(5.0, timeout), read=timeout)
        self._client = Minio(
            endpoint=address.endpoint,
            access_key=address.access_key,
            secret_key=address.secret_key,
            secure=address.secure,
            region=address.region or "us-east-1",
            http_client=urllib3.PoolManager(timeout=limits, retries=again, maxsize=20),
        )
        self._ready = False

    def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
        with self._translated():
            if _left(data) != size:
                raise ObjectsUnavailable  # the library would store the first `size` bytes and say nothing
            self._make_bucket()
            self._client.put_object(
                bucket_name=self._bucket,
                object_name=checked(key),
                data=data,
                length=size,
                content_type=media_type,
            )
        if self.size(key) != size:
            raise ObjectsUnavailable

    def get(self, key: str) -> bytes:
        with self._translated():
            response = self._client.get_object(bucket_name=self._bucket, object_name=checked(key))
            try:
                return response.read()
            finally:
                response.close()
                response.release_conn()

    def size(self, key: str) -> int | None:
        try:
            with self._translated():
                found = self._client.stat_object(bucket_name=self._bucket, object_name=checked(key))
        except NotFound:
            return None
        return found.size

    def delete(self, key: str) -> None:
        try:
            with self._translated():
                self._client.remove_object(bucket_name=self._bucket, object_name=checked(key))
        except NotFound:
            return

    def keys(self, prefix: str) -> Iterator[str]:
        with self._translated():
            self._make_bucket()
            found = self._client.list_objects(bucket_name=self._bucket, prefix=prefix, recursive=True)
            names = [item.object_name for item in found if item.object_name]
        yield from sorted(names)

    def presigned(self, key: str, expires: timedelta) -> str | None:
        with self._translated():
            return self._client.presigned_get_object(
                bucket_name=self._bucket, object_name=checked(key), expires=expires
            )

    def _make_bucket(self) -> None:
        if self._ready:
            return
        if not self._client.bucket_exists(bucket_name=self._bucket):
            try:
                self._client.make_bucket(bucket_name=self._bucket)
            except S3Error as error:
                if error.code not in _OURS_ALREADY:
                    raise
        self._ready = True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except S3Error as error:
            raise (NotFound if error.code in _MISSING else ObjectsUnavailable) from error
        except (MinioException, urllib3.exceptions.HTTPError, ValueError, OSError) as error:
            raise ObjectsUnavailable from error


def _left(data: BinaryIO) -> int:
    """How many bytes are left to read."""
    here = data.tell()
    end = data.seek(0, io.SEEK_END)
    data.seek(here)
    return end - here
