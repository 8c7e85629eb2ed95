"""How long others wait for their pages while one person, or one network without an account, asks for 60 at once.

    python tests/bench/page_shares.py [PORT] [--at-once 60] [--page /indikatoren/]

Needs a running demo (`python3 manage.py start`). With PAGES_PER_PERSON=1000 in its environment it shows how it was
before there were shares.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import http.client
import re
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PASSWORD = "Offene-Stadt-Neuss"
SIGN_IN = "/konto/anmelden/"
WAVES = 3
OTHERS = ("/massnahmen/", "/", "/healthz")


class Server:
    """The demo on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, cookie: str = "", form: dict[str, str] | None = None) -> tuple[int, float, str, str]:
        """Status, seconds, text and cookies."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        connection.request("POST" if form else "GET", path, urlencode(form or {}) or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        seconds = time.perf_counter() - begun
        connection.close()
        cookies = SimpleCookie(" ; ".join(answer.headers.get_all("Set-Cookie") or []))
        return answer.status, seconds, text, "; ".join(f"{key}={each.value}" for key, each in cookies.items())

    def sign_in(self, name: str) -> str:
        """The cookies of somebody of the demo."""
        _, _, text, cookie = self.ask(SIGN_IN)
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[:1]
        form = {"csrfmiddlewaretoken": token, "login": f"{name}@neuss.example", "password": PASSWORD}
        return self.ask(SIGN_IN, cookie, form)[3]


def measure(server: Server, page: str, cookie: str, other: str, at_once: int) -> None:
    """Prints one line: what the flood got, and the longest and the usual time of each page of somebody else."""
    done, seen = threading.Event(), {path: [0.0] for path in OTHERS}

    def watch(path: str) -> None:
        while not done.wait(0.05):
            seen[path].append(server.ask(path, other)[1])

    watchers = [threading.Thread(target=watch, args=(path,)) for path in OTHERS]
    for each in watchers:
        each.start()
    statuses = []
    for wave in range(WAVES):
        paths = [f"{page}?x={time.time()}-{wave}-{number}" for number in range(at_once)]
        with ThreadPoolExecutor(at_once) as pool:
            statuses += [answer[0] for answer in pool.map(lambda path: server.ask(path, cookie), paths)]
    done.set()
    for each in watchers:
        each.join()
    got = ", ".join(f"{statuses.count(status)} × {status}" for status in sorted({*statuses}))
    waits = " | ".join(f"{path} {statistics.median(s):.3f}, höchstens {max(s):.2f} s" for path, s in seen.items())
    print(f"{at_once:>3} zugleich: {got} | {waits}")


def main() -> None:
    """A person with 6, 10 and many pages at once, then a network without an account."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int, nargs="?", default=8000)
    parser.add_argument("--at-once", type=int, default=60)
    parser.add_argument("--page", default="/indikatoren/")
    options = parser.parse_args()
    server = Server(options.port)
    person, other = server.sign_in("integrationsrat"), server.sign_in("jugendamt")
    for at_once in (6, 10, options.at_once):
        measure(server, options.page, person, other, at_once)
    measure(server, "/portal/angebote/", "", other, options.at_once)


if __name__ == "__main__":
    main()
