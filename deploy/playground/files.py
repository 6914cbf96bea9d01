"""Photos and documents: https://core.telegram.org/bots/api#sending-files."""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, UnidentifiedImageError

from deploy.playground.errors import Json, bad_request
from deploy.playground.model import Blob
from deploy.playground.registry import Call, Upload
from deploy.playground.world import World

PHOTO_MAX_BYTES = 10 * 1024 * 1024
DOCUMENT_MAX_BYTES = 50 * 1024 * 1024
_SIDES_MAX = 10_000
_RATIO_MAX = 20
_THUMB = 320


def store(world: World, data: bytes, name: str, mime: str, folder: str) -> Blob:
    """Keep bytes once; the same bytes in the same folder are the same file."""
    unique = hashlib.sha256(folder.encode() + data).hexdigest()[:16]
    file_id = f"BQACAgIAAx-{unique}"
    if file_id not in world.blobs:
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{len(world.blobs) + 1}.{suffix}"
        world.blobs[file_id] = Blob(file_id, f"AQAD{unique}", data, name, mime, path)
    return world.blobs[file_id]


def _size(data: bytes) -> tuple[int, int]:
    """Width and height, read from the picture's head; what is no picture cannot be processed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.size
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def photo_content(world: World, data: bytes, name: str, mime: str) -> Json:
    """At most 10 MB, sides of 10000 together, 20 to 1; two sizes, the largest last."""
    if len(data) > PHOTO_MAX_BYTES:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo; the maximum size is 10485760 bytes")
    width, height = _size(data)
    if width + height > _SIDES_MAX or max(width, height) > _RATIO_MAX * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    blob = store(world, data, name, mime or "image/jpeg", "photos")
    blob.width, blob.height = width, height
    return {"photo": _sizes(blob)}


def _sizes(blob: Blob) -> list[Json]:
    whole: Json = {
        "file_id": blob.file_id,
        "file_unique_id": blob.unique_id,
        "width": blob.width,
        "height": blob.height,
        "file_size": len(blob.data),
    }
    longest = max(blob.width, blob.height)
    if longest <= _THUMB:
        return [whole]
    small = {"width": max(1, blob.width * _THUMB // longest), "height": max(1, blob.height * _THUMB // longest)}
    return [{**whole, "file_unique_id": f"{blob.unique_id}m", **small}, whole]


def document_content(world: World, data: bytes, name: str, mime: str) -> Json:
    if len(data) > DOCUMENT_MAX_BYTES:
        raise bad_request("file is too big")
    if not data:
        raise bad_request("file must be non-empty")
    return _document(store(world, data, name, mime or "application/octet-stream", "documents"))


def _document(blob: Blob) -> Json:
    return {
        "document": {
            "file_name": blob.name,
            "mime_type": blob.mime,
            "file_id": blob.file_id,
            "file_unique_id": blob.unique_id,
            "file_size": len(blob.data),
        },
    }


def media_content(call: Call, kind: str, value: object, field: str) -> Json:
    """A photo or document of a call: an upload, attach://name, or the id of a file that is here already."""
    upload = call.files.get(field)
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.files.get(value.removeprefix("attach://"))
    if upload is not None:
        return _made(call.world, kind, upload)
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {kind} in the request")
    blob = call.world.blobs.get(value)
    if blob is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if blob.path.startswith("photos/") != (kind == "photo"):
        raise bad_request(f"can't use file of type {'Photo' if kind != 'photo' else 'Document'} as {kind.title()}")
    return {"photo": _sizes(blob)} if kind == "photo" else _document(blob)


def _made(world: World, kind: str, upload: Upload) -> Json:
    maker = photo_content if kind == "photo" else document_content
    return maker(world, upload.data, upload.name, upload.mime)
