"""A real nginx or Apache over a site's folder, with the rules that are published along, on a loopback port."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from kg.export.site.servers import server_files
from tests.export.site.programs import free_port, program

_PATIENCE = 15.0  # seconds for a server to answer; it takes 0.1
_MODULES = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "headers")
_NGINX = """daemon off; worker_processes 1; pid {work}/pid; error_log {work}/error.log; {user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    include {work}/site.conf;
}}
"""
_APACHE = """ServerRoot {work}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/error.log
{modules}
{user}
TypesConfig /dev/null
DocumentRoot {root}
<Directory {root}>
    AllowOverride FileInfo Indexes
    Require all granted
</Directory>
"""


@contextmanager
def nginx(folder: Path, work: Path) -> Iterator[str]:
    """Serve a folder by nginx.conf as published, with address and folder filled in; yield its address."""
    binary, port = program("nginx"), free_port()
    rules = server_files()["nginx.conf"]
    changes = (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("    listen [::]:80;\n", ""),
        ("/srv/conflict-kg;", f"{folder};"),
    )
    (work / "site.conf").write_text(_changed(rules, changes), "utf-8")
    (work / "nginx.conf").write_text(_NGINX.format(work=work, user="user root;" if _is_root() else ""))
    with _running([binary, "-e", f"{work}/error.log", "-c", f"{work}/nginx.conf"], port, work):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(root: Path, work: Path) -> Iterator[str]:
    """Serve a folder that has an .htaccess; yield its address."""
    binary, port = program("apache2", "httpd"), free_port()
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
    user = "User www-data\nGroup www-data" if _is_root() else ""
    (work / "apache.conf").write_text(_APACHE.format(work=work, port=port, root=root, modules=modules, user=user))
    with _running([binary, "-DFOREGROUND", "-f", f"{work}/apache.conf"], port, work):
        yield f"http://127.0.0.1:{port}"


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, f"{old} must stand once in the rules, for a reader to change it"
        text = text.replace(old, new)
    return text


def _is_root() -> bool:
    return os.geteuid() == 0


@contextmanager
def _running(command: list[str], port: int, work: Path) -> Iterator[None]:
    with (work / "output.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            _wait(server, port, work)
            yield
        finally:
            server.terminate()
            server.wait(_PATIENCE)


def _wait(server: "subprocess.Popen[bytes]", port: int, work: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    logs = "".join(path.read_text("utf-8", "replace") for path in sorted(work.glob("*.log")))
    raise AssertionError(f"the server does not answer: {logs}")
