"""https: with certificates of one's own, and behind another proxy as the instructions set one up."""

import http.client
import re
import ssl
import urllib.error

import pytest

from board.demo import PASSWORD
from config.embedded import BASE
from tests import ports
from tests.containers.engine import docker
from tests.containers.releases import filled
from tests.containers.systems import Browser

TLS = ("docker-compose.yml", "docker-compose.tls.yml")
PROXIED = ("docker-compose.yml", "docker-compose.proxied.yml")
# From one address; config/settings.py.
SIGN_INS_A_MINUTE = 30
OUTER = """
pid /tmp/outer.pid;
events {}
http {
    access_log off;
    client_body_temp_path /tmp/body; proxy_temp_path /tmp/proxy; fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;
    server {
        listen 127.0.0.1:%(port)d ssl;
        ssl_certificate /certificates/fullchain.pem;
        ssl_certificate_key /certificates/privkey.pem;
        %(location)s
    }
}
"""


class Https:
    """Requests to a port of this machine, whose certificate they check."""

    def __init__(self, port, authority):
        self.port = port
        self.context = ssl.create_default_context(cafile=authority)

    def get(self, path, **headers):
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self.context)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def answers(self):
        """Whether somebody is there yet."""
        try:
            return self.get("/health/").status == 200
        except OSError:
            return False

    def browser(self):
        return Browser(f"https://localhost:{self.port}", self.context)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory, image):
    """A folder with a certificate for localhost, which user 10001 may read as the instructions say."""
    folder = tmp_path_factory.mktemp("certificates")
    folder.chmod(0o777)
    for parent in folder.parents:
        if "pytest" in str(parent):
            parent.chmod(0o755)
    docker(
        "run", "--rm", "--volume", f"{folder}:/made", "--workdir", "/made", "--entrypoint", "openssl", image,
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def with_certificates(new_system, certificates):
    """A system whose own nginx ends https, and a client of it."""
    port = ports.reserve()
    system = new_system(
        *TLS, CERTIFICATES=str(certificates), HTTPS_BIND="127.0.0.1", HTTPS_PORT=str(port),
        SITE_URL=f"https://localhost:{port}",
    )  # fmt: skip
    system.up("db", "redis", "web", "live", "nginx")
    filled(system)
    return system, Https(port, certificates / "fullchain.pem")


@pytest.fixture(scope="module")
def behind_a_proxy(new_system, certificates, tmp_path_factory):
    """A system behind an nginx that has the location of the instructions, and a client of that one."""
    port = ports.reserve()
    system = new_system(
        *PROXIED, SITE_URL=f"https://localhost:{port}", TRUSTED_PROXIES="2", SSL_REDIRECT="true"
    )
    system.up("db", "redis", "web", "live", "nginx")
    filled(system)
    text = (BASE / "docs" / "operations" / "tls.md").read_text()
    [location] = re.findall(r"^```nginx\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    # The port that the tests have is not 443, so it belongs to the host's name.
    location = location.replace("127.0.0.1:8000", f"127.0.0.1:{system.port}").replace("$host;", "$http_host;")
    folder = tmp_path_factory.mktemp("outer")
    (folder / "nginx.conf").write_text(OUTER % {"port": port, "location": location})
    folder.chmod(0o755)
    name = f"{system.name}-outer"
    docker(
        "run", "--detach", "--name", name, "--network", "host", "--user", "10001:10001",
        "--volume", f"{folder}:/outer:ro", "--volume", f"{certificates}:/certificates:ro",
        "--entrypoint", "nginx", "nginx:1.28-alpine",
        "-e", "/dev/stderr", "-c", "/outer/nginx.conf", "-g", "daemon off;",
    )  # fmt: skip
    try:
        yield system, Https(port, certificates / "fullchain.pem")
    finally:
        docker("rm", "--force", name)


@pytest.mark.parametrize("kind", ["with_certificates", "behind_a_proxy"])
def test_https_answers_with_what_browsers_keep_to(kind, request):
    system, https = request.getfixturevalue(kind)
    system.until(https.answers, "https answers")

    page = https.get("/accounts/login/")

    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    [cookie] = [value for value in page.headers.get_all("Set-Cookie") if value.startswith("__Host-csrf=")]
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain=" not in cookie


@pytest.mark.parametrize("kind", ["with_certificates", "behind_a_proxy"])
def test_people_sign_in_and_write_by_https(kind, request):
    _system, https = request.getfixturevalue(kind)
    browser = https.browser()

    assert "Legal" in browser.open("/accounts/login/", login="ana", password=PASSWORD)
    assert {cookie.name for cookie in browser.cookies} >= {"__Host-session", "__Host-csrf"}
    assert all(cookie.secure for cookie in browser.cookies)


def test_nginx_sends_http_to_https_and_tells_no_health_to_a_stranger(with_certificates):
    system, https = with_certificates
    found = plain(system.port, "/boards/?page=2")

    assert (found.status, found.headers["Location"]) == (301, "https://localhost/boards/?page=2")
    assert https.get("/static/css/app.css").status == 200
    # Nobody stands before this nginx, so nobody is believed.
    assert https.get("/accounts/login/", X_Forwarded_Proto="http").status == 200


def test_web_sends_to_https_whom_the_proxy_has_not_brought_that_way(behind_a_proxy):
    system, _ = behind_a_proxy

    found = plain(system.port, "/accounts/login/", X_Forwarded_Proto="http")
    assert found.status == 301
    assert found.headers["Location"].startswith("https://localhost")
    assert plain(system.port, "/accounts/login/").status == 301
    assert plain(system.port, "/accounts/login/", X_Forwarded_Proto="https").status == 200
    assert plain(system.port, "/health/").status == 200


def test_a_visitor_cannot_lie_about_his_address(behind_a_proxy):
    """The limit of sign-ins from one address holds whatever X-Forwarded-For a visitor makes up."""
    _, https = behind_a_proxy
    refused = [fail_to_sign_in(https, number) for number in range(SIGN_INS_A_MINUTE + 3)]

    assert not refused[0]
    assert refused[-1]


def fail_to_sign_in(https, number):
    """Whether the answer is that there were too many."""
    browser = https.browser()
    browser.opener.addheaders = [("X-Forwarded-For", f"203.0.113.{number}")]
    try:
        page = browser.open("/accounts/login/", login=f"nobody{number}", password="wrong")
    except urllib.error.HTTPError as error:
        page = error.read().decode()
    return "Too many tries" in page


def plain(port, path, **headers):
    connection = http.client.HTTPConnection("localhost", port, timeout=20)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer
