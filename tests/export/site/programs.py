"""Programs that tests of the site run: the test is skipped where one is missing, or fails where it must not be."""

import os
import shutil
import socket

import pytest

REQUIRED = "KG_TEST_SITE"  # set by `make test-site`, which installs them: chromium nginx-light apache2 curl


def program(*names: str) -> str:
    """Return the path of the first of the programs that is there; skip the test, or fail it, if none is."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing = f"{names[0]} is not on the PATH: `make test-site` installs it"
    if os.environ.get(REQUIRED):
        pytest.fail(missing)
    pytest.skip(missing)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
