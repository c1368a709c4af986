"""Static files under addresses that hold their content's hash, so that browsers may keep them for good."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

KEEP = "public, max-age=31536000, immutable"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """One file, held in memory: there are three small ones."""

    data: bytes
    media_type: str


class StaticFiles:
    """The files of a folder as they were when the server started."""

    def __init__(self, folder: Path) -> None:
        self._addresses: dict[str, str] = {}
        self._files: dict[str, StaticFile] = {}
        for path in sorted(folder.iterdir()):
            if path.is_file():
                self._add(path)

    def _add(self, path: Path) -> None:
        data = path.read_bytes()
        name = f"{path.stem}.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"
        media_type = (
            _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        )
        self._addresses[path.name] = f"/static/{name}"
        self._files[name] = StaticFile(data, media_type)

    def address(self, name: str) -> str:
        """Where `yishilu.css` is served now. Raises KeyError for a file that does not exist."""
        return self._addresses[name]

    def find(self, hashed_name: str) -> StaticFile | None:
        """The file of such an address."""
        return self._files.get(hashed_name)
