"""What the packages promise: test_packages.py SOURCE KIOSK

Every library that the program opens by name is a dependency of its package, for dpkg-shlibdeps does
not see it; the unit scores what doc/box.md says; completion knows the values that the program's
help lists (the options are test_completion.py's).
"""
import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys

source, kiosk = pathlib.Path(sys.argv[1]), sys.argv[2]
failures = []


def check(what, is_so, told=""):
    if not is_so:
        failures.append(f"{what} {told}")


# ---- libraries -----------------------------------------------------------------------------------

PACKAGES = {"libcurl.so.4": "libcurl4", "libmicrohttpd.so.12": "libmicrohttpd12",
            "libwebp.so.7": "libwebp7", "libwebpdemux.so.2": "libwebpdemux2",
            "librsvg-2.so.2": "librsvg2-2", "libjpeg.so.62": "libjpeg62-turbo",
            "libdrm.so.2": "libdrm2", "libudev.so.1": "libudev1",
            "libcld2.so.0": "libcld2-0", "libgnutls.so.30": "libgnutls30",
            # the same things under other names, and what SDL itself depends on
            "libcurl-gnutls.so.4": "libcurl4", "libjpeg.so.8": "libjpeg62-turbo",
            "libX11.so.6": "${shlibs:Depends}", "libxcb.so.1": "${shlibs:Depends}",
            "libXext.so.6": "libxext6"}
names = set()
for path in (source / "src").rglob("*.c"):
    names |= set(re.findall(r'"(lib[A-Za-z0-9-]+\.so\.[0-9]+)"', path.read_text()))
package_part = (source / "debian/control").read_text().split("\nPackage: kiosk\n")[1]
needed = set(re.findall(r"^ (\S+?)(?:,| \(|$)", package_part, re.M))
check("libraries are found in the source", len(names) >= 6, sorted(names))
for name in sorted(names):
    check(f"{name}: which package is it of? say it in", name in PACKAGES, __file__)
    package = PACKAGES.get(name, "?")
    check(f"debian/control does not name {package}, for {name}", package in needed)

# ---- completion ----------------------------------------------------------------------------------


def complete(*words):
    """What bash offers for the last of the words."""
    script = f'''
        kiosk() {{ "{kiosk}" "$@"; }}
        . "{source}/box/completions/kiosk.bash"
        COMP_WORDS=({' '.join(f"'{w}'" for w in words)})
        COMP_CWORD={len(words) - 1}
        _kiosk
        printf '%s\\n' "${{COMPREPLY[@]}}"'''
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd="/",
                          env={**os.environ, "XDG_RUNTIME_DIR": "/nonexistent"})
    return done.stdout.split()


help_text = subprocess.run([kiosk, "--help"], capture_output=True, text=True).stdout
options = set(re.findall(r"^ +(?:-[a-z], )?(--[a-z-]+)", help_text, re.M))
check("views", complete("kiosk", "--view", "par") == ["partners"],
      complete("kiosk", "--view", "par"))
check("renderers", set(complete("kiosk", "--renderer", "")) == {"auto", "gpu", "software"},
      complete("kiosk", "--renderer", ""))
check("a command's own options", "--every-change" in complete("kiosk", "snapshot", "--every"),
      complete("kiosk", "snapshot", "--every"))

# ---- what desktops and shops of programs read ------------------------------------------------------

for tool, *command in (("desktop-file-validate", source / "box/kiosk.desktop"),
                       ("appstreamcli", "validate", "--pedantic", "--no-net",
                        source / "box/io.github.kiosk.metainfo.xml")):
    if not shutil.which(tool):
        print(f"skipped: {tool} is not installed")
        continue
    said = subprocess.run([tool, *command], capture_output=True, text=True)
    check(f"{tool}:", said.returncode == 0 and not re.search(r"^[EWIP]: ", said.stdout, re.M),
          said.stdout + said.stderr)
# Its newest release is the version that is built.
version = re.search(r"project\(kiosk VERSION (\S+)", (source / "CMakeLists.txt").read_text())
release = re.search(r'<release version="([^"]+)"', (source / "box/io.github.kiosk.metainfo.xml").read_text())
check("the metainfo's newest release is not the version that is built",
      version and release and version[1] == release[1])

# ---- copyright -----------------------------------------------------------------------------------

tree = []
if shutil.which("git"):
    listed = subprocess.run(["git", "-C", source, "ls-files"], capture_output=True, text=True)
    tree = listed.stdout.split("\n")[:-1]
if not tree:
    print("skipped: debian/copyright: git does not say which files there are")
for paragraph in re.split(r"\n\n", (source / "debian/copyright").read_text()) if tree else []:
    patterns = re.search(r"^Files: ((?:.*\n)(?: .*\n)*)", paragraph, re.M)
    for pattern in patterns[1].split() if patterns else []:
        check("debian/copyright is about files that are not there:",
              any(fnmatch.fnmatch(path, pattern) for path in tree), pattern)
for path in tree:
    check("debian/copyright says that there is no font:",
          not re.search(r"\.(ttf|otf|ttc|woff2?|pfb|bdf|pcf)$", path), path)
    if path.split("/")[0] not in ("tests", "debian", "doc") and (source / path).is_file():
        text = (source / path).read_bytes()
        check("a copyright that debian/copyright does not name:",
              path == "LICENSE" or not re.search(rb"(?i)copyright (\(c\)|\xc2\xa9|[12]\d\d\d)", text), path)

# ---- the unit ------------------------------------------------------------------------------------

for unit in ("kiosk.service", "kiosk@.service"):
    text = (source / "box" / unit).read_text()
    for wanted in ("Type=notify", "WatchdogSec=10", "User=kiosk", "ProtectSystem=strict",
                   "CapabilityBoundingSet=\n", "NoNewPrivileges=yes", "FileDescriptorStoreMax="):
        check(f"{unit} lacks", wanted in text, wanted)

# ---- the options that a box is given -------------------------------------------------------------

settings = (source / "box/kiosk.default").read_text()
named = set(re.findall(r"^# +(--[a-z-]+)", settings, re.M))
pointless = {"--help", "--version"}
check("box/kiosk.default lacks options of kiosk --help:", not options - named - pointless,
      options - named - pointless)
check("box/kiosk.default has what kiosk --help has not:", not named - options, named - options)
# Each line is an example that can be taken as it stands.
for line in re.findall(r"^# +(--[a-z-]+.*)", settings, re.M):
    example = re.split(r"  +", line)[0].split()
    said = subprocess.run([kiosk, *example, "--version"], capture_output=True, text=True)
    check(f"box/kiosk.default: {' '.join(example)}:", said.returncode == 0, said.stderr)

for failure in failures:
    print("FAILED:", failure)
sys.exit(1 if failures else 0)
