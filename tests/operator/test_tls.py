"""The page by https: a certificate and its key, pairs that are none, and what is said without them.

  test_tls.py KIOSK SCHEDULE"""
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error

from checks import check, equal, finish
from world import Browser, Kiosk, free_port, skip_without

skip_without("Xvfb", "openssl")
program, schedule = sys.argv[1:3]
AT = "2026-05-16 10:40"
folder = tempfile.mkdtemp(prefix="kiosk-tls-")


def pair(name):
    """A key, and a certificate for this computer that it signs itself."""
    cert, key = os.path.join(folder, name + ".pem"), os.path.join(folder, name + ".key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


def refused(*options):
    """What the kiosk says when it does not start."""
    done = subprocess.run([program, "overlay", schedule, "--at", AT, "--speed", "0", "--png",
                           os.path.join(folder, "out.png"), "--operator", str(free_port()),
                           *options], capture_output=True, text=True, timeout=60,
                          env=dict(os.environ, HOME=folder, XDG_RUNTIME_DIR=folder))
    check(f"{options} is refused", done.returncode != 0, done.stderr)
    return done.stderr


try:
    os.chmod(folder, 0o700)
    cert, key = pair("own")
    other_cert, other_key = pair("other")
    trust = ssl.create_default_context(cafile=cert)
    options = ("--tls-cert", cert, "--tls-key", key)
    with Kiosk(program, schedule, AT, *options, tls=trust) as kiosk:
        equal("by https", kiosk.code("/"), 200)
        check("is secure", json.loads(kiosk.call("/api/me")[1])["secure"])
        token = kiosk.token("mei", "operate")
        code, _, headers = kiosk.call("/api/login", {"token": token})
        check("the cookie goes by https alone", "; Secure" in headers["Set-Cookie"])
        equal("a command from its page", kiosk.code("/api/live", {"line": "delay main +5"}, headers={
            "Authorization": f"Bearer {token}", "Origin": kiosk.url()}), 200)
        kiosk.tls = ssl.create_default_context(cafile=other_cert)
        try:
            kiosk.call("/")
            check("another certificate is not taken for it", False)
        except urllib.error.URLError as error:
            check("another certificate is not taken for it", "CERTIFICATE" in str(error), error)
        kiosk.tls = None
        try:
            check("nothing by http", kiosk.code("/") != 200)
        except OSError:
            pass
        kiosk.tls = trust
        equal("it ends", kiosk.stop(), 0)

    said = refused("--tls-cert", cert, "--tls-key", other_key)
    check("a key of another certificate", "no certificate and its key" in said
          and other_key in said, said)
    said = refused("--tls-cert", key, "--tls-key", cert)
    check("the wrong way round", "no certificate and its key" in said, said)
    with open(os.path.join(folder, "no.pem"), "w") as file:
        file.write("no certificate\n")
    said = refused("--tls-cert", file.name, "--tls-key", key)
    check("what is no certificate", "no certificate and its key" in said and file.name in said, said)
    said = refused("--tls-cert", os.path.join(folder, "absent.pem"), "--tls-key", key)
    check("what is not there", "absent.pem: No such file" in said, said)
    check("one alone", "name --tls-key, too" in refused("--tls-cert", cert))
    check("the other alone", "name --tls-cert, too" in refused("--tls-key", key))
    said = refused("--operator", f"0.0.0.0:{free_port()}")
    check("for others without a token", "first give somebody a token" in said, said)

    # Without TLS others are let in by a token, and everybody is warned.
    kiosk = Kiosk(program, schedule, AT, host="0.0.0.0")
    token = kiosk.token("mei", "operate")
    with open(os.path.join(folder, "log"), "w") as kiosk.log, kiosk:
        equal("nobody without a token", kiosk.code("/api/me"), 401)
        me = json.loads(kiosk.call("/api/me", headers={"Authorization": f"Bearer {token}"})[1])
        equal("it is told that it is not safe", me["secure"], False)
        if shutil.which("chromium"):
            with Browser() as browser:
                page = browser.page(kiosk.url(f"/#token={token}"), 390, 844, is_phone=True)
                page.wait("document.querySelectorAll('.room').length")
                check("the page warns", page.run(
                    "document.querySelector('#insecure').checkVisibility()"))
        equal("it ends", kiosk.stop(), 0)
    check("the log warns", "without TLS" in open(kiosk.log.name).read(), open(kiosk.log.name).read())
finally:
    shutil.rmtree(folder, ignore_errors=True)
finish()
