"""The lists of words that staff edit, in the encodings that editors save them in."""

from pathlib import Path

from app.search.errors import WordFileError

_ENCODINGS = ("utf-8-sig", "gb18030")


def read(path: Path) -> str:
    """The text of the file at `path`: UTF-8, with a mark at its beginning or not, or else GB 18030.

    Empty where there is no file. Raises WordFileError, with the line to look at, when it is neither.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise WordFileError(
            f"{path.name} cannot be read ({error.strerror}): mend the file's permissions"
        ) from error
    furthest = 0
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        else:
            if "\0" not in text:
                return text
            furthest = max(furthest, len(text.partition("\0")[0].encode(encoding)))
    line = data.count(b"\n", 0, furthest) + 1
    raise WordFileError(f"{path.name}, line {line}: this is no text in UTF-8 or GB 18030: save it as UTF-8")
