"""Pictures of a site's pages, to be looked at: python -m tests.export.site.screenshots SITE FOLDER."""

import sys
from pathlib import Path

from tests.export.site.chromium import Chromium, chromium
from tests.export.site.sample import sample_of

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def take(browser: Chromium, site: Path, folder: Path) -> None:
    """Write a picture of each kind of page, wide and narrow, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in sample_of(site):
        for scheme in SCHEMES:
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            for width in WIDTHS:
                browser.open((site / name).as_uri(), width)
                browser.screenshot(folder / f"{name.replace('/', '-')}-{scheme}-{width}.png")


if __name__ == "__main__":
    with chromium() as running:
        take(running, Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
