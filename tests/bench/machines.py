"""What stands around the application on several machines: nginx, PgBouncer, and processes that are killed."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from neuss_integration.bootstrap.places import ROOT

NGINX = """
{root}pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream nodes {{ server {host}:{one} max_fails=0; server {host}:{two} max_fails=0; }}
  server {{
    listen {host}:{port};
    location / {{
      proxy_pass http://nodes; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto http; proxy_read_timeout 300s;
      proxy_connect_timeout 2s; proxy_next_upstream error timeout; proxy_next_upstream_tries 2;
    }}
  }}
}}
"""
PGBOUNCER = """
[databases]
postgres = host={host} port={database} dbname=postgres user={user} password={password}
[pgbouncer]
listen_addr = {host}
listen_port = {port}
auth_type = any
pool_mode = transaction
max_client_conn = 400
default_pool_size = 20
ignore_startup_parameters = extra_float_digits,options
logfile = {folder}/bouncer.log
pidfile = {folder}/pgbouncer.pid
"""


class City:
    """Everything that runs, by name."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        self.running: dict[str, tuple[list[str], subprocess.Popen[bytes]]] = {}

    def start(self, name: str, command: list[str], **options: Any) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, **options)
        self.running[name] = command, process

    def kill(self, name: str) -> None:
        """Ends it at once with all its children, and starts it two seconds later."""
        command, process = self.running[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(2)
        self.start(name, command, start_new_session=True)

    def stop(self) -> None:
        for _, process in self.running.values():
            process.terminate()
        for _, process in self.running.values():
            process.wait()
