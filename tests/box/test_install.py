"""`cmake --install` puts everything in place, and the target "uninstall" takes exactly that away:
test_install.py BUILD CMAKE. Into a folder of its own (DESTDIR), below the build's own prefix and below one
that is said when it is installed; the build's own list of what was installed before, if there is one, is put
back."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

build, cmake = pathlib.Path(sys.argv[1]), sys.argv[2]
manifest, kept = build / "install_manifest.txt", build / "install_manifest.kept"
stage = pathlib.Path(tempfile.mkdtemp())
failures = []


def check(what, is_so):
    if not is_so:
        failures.append(what)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          env={**os.environ, "DESTDIR": str(stage)})
    check(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr}", done.returncode == 0)


def files():
    return {str(path.relative_to(stage)) for path in stage.rglob("*") if not path.is_dir()}


WANTED = """
bin/kiosk
lib/systemd/system/kiosk.service
lib/systemd/system/kiosk@.service
lib/systemd/system/kiosk-console.service
lib/systemd/system/kiosk-console.timer
lib/systemd/system/kiosk-stream.service
lib/systemd/system/kiosk-stream.socket
lib/systemd/user/kiosk.service
lib/sysusers.d/kiosk.conf
lib/tmpfiles.d/kiosk.conf
share/applications/kiosk.desktop
share/bash-completion/completions/kiosk
share/doc/kiosk/CHANGELOG.md
share/doc/kiosk/LICENSE
share/doc/kiosk/README.md
share/doc/kiosk/box.md
share/fish/vendor_completions.d/kiosk.fish
share/icons/hicolor/scalable/apps/kiosk.svg
share/kiosk/assets/
share/kiosk/box/kiosk.default
share/kiosk/fonts/fonts.yaml
share/kiosk/schedules/2019-09-26-apsara.yaml
share/man/man1/kiosk.1
share/man/man5/kiosk-schedule.5
share/man/man5/kiosk-theme.5
share/metainfo/io.github.kiosk.metainfo.xml
share/zsh/site-functions/_kiosk
""".split()

def install_and_take_away(*where):
    run(cmake, "--install", str(build), *where)
    there = files()
    prefix = os.path.commonpath([path for path in there]) if there else ""
    for wanted in WANTED:
        found = [path for path in there if path.startswith(f"{prefix}/{wanted}")]
        check(f"not installed: {wanted}", found)
    for unit in [path for path in there if "/systemd/" in path]:
        text = (stage / unit).read_text()
        started = re.findall(r"^ExecStart=(\S+) ", text, re.M)
        check(f"{unit} starts no program", started or unit.endswith((".socket", ".timer")))
        for path in set(started) - {"systemctl"}: # which is the system's
            check(f"{unit} starts {path}, which is not installed", (stage / path[1:]).exists())
        for path in re.findall(r"file://(/\S+)", text):
            check(f"{unit} names {path}, which is not installed", (stage / path[1:]).exists())
    # It finds its pictures and words beside itself.
    told = subprocess.run([stage / prefix / "bin/kiosk", "snapshot", "--log-level", "debug", "--at",
                           "2019-09-26 09:31", "--size", "320x180", "-o", stage / "page.png",
                           stage / prefix / "share/kiosk/schedules/2019-09-26-apsara.yaml"],
                          capture_output=True, text=True, cwd="/",
                          env={k: v for k, v in os.environ.items() if k != "KIOSK_DATA"})
    (stage / "page.png").unlink(missing_ok=True)
    data = re.search(r"data in (\S+)", told.stderr)
    check(f"{prefix}: {told.stderr[-500:]}", told.returncode == 0)
    check(f"{prefix}: its data are looked for in {data and data[1]}",
          data and os.path.realpath(data[1]) == os.path.realpath(stage / prefix / "share/kiosk"))
    # What others have put there stays.
    other = stage / prefix / "share/kiosk/schedules/ours.yaml"
    other.write_text("title: Ours\n")
    beside = stage / prefix / "bin/other"
    beside.write_text("")
    run(cmake, "--build", str(build), "--target", "uninstall")
    left = {str(path.relative_to(stage / prefix)) for path in (stage / prefix).rglob("*")
            if not path.is_dir()}
    check(f"left: {sorted(left)}", left == {"share/kiosk/schedules/ours.yaml", "bin/other"})
    folders = {str(path.relative_to(stage / prefix)) for path in (stage / prefix).rglob("*kiosk*")
               if path.is_dir()}
    check(f"folders left: {sorted(folders)}", folders == {"share/kiosk"})
    other.unlink()
    beside.unlink()


try:
    if manifest.exists():
        manifest.replace(kept)
    install_and_take_away()
    install_and_take_away("--prefix", "/opt/kiosk")
finally:
    shutil.rmtree(stage)
    manifest.unlink(missing_ok=True)
    if kept.exists():
        kept.replace(manifest)
for failure in failures:
    print("FAILED:", failure)
sys.exit(1 if failures else 0)
