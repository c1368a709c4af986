"""A picture of every page type of the sample archive, at both widths, in light and dark: to be looked at.

python -m tests.browser.screenshots [FOLDER]
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.settings import ROOT
from tests.browser.addresses import page_types
from tests.browser.serving import ARGUMENTS, WIDTHS, chromium, served


def main() -> None:
    """Serve the samples, take the pictures, say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "screenshots")
    folder: Path = parser.parse_args().folder
    path = chromium()
    if path is None:
        parser.exit(1, "no Chromium: install `chromium`, or name one in CHROMIUM\n")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        served(Path(data), debug=True) as site,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        types = page_types(site) | {"patterns": "/_patterns"}
        for width, height in WIDTHS.items():
            for theme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                for name, address in types.items():
                    page.goto(site + address)
                    picture = folder / f"{name.replace(' ', '-')}-{width}-{theme}.png"
                    page.screenshot(path=picture, full_page=True)
                context.close()
        browser.close()
    print(f"{len(types) * len(WIDTHS) * 2} pictures in {folder}")


if __name__ == "__main__":
    main()
