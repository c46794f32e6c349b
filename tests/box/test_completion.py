"""Completion in bash, zsh and fish against the program's table of options: test_completion.py SOURCE KIOSK

What a shell offers for "kiosk COMMAND --" is each option that the command takes, and no other: the
list in the answer to an unknown option is of the table itself, while completion reads the help. What
staff can say with "kiosk live" is compared with the table as well. The manual names each option. A shell that is not installed is named, and the test is skipped then (77)
when nothing else failed.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

source, kiosk = pathlib.Path(sys.argv[1]), sys.argv[2]
completions = source / "box/completions"
failures = []
# The program by its name, as shells have it.
folder = tempfile.mkdtemp()
os.symlink(kiosk, f"{folder}/kiosk")
ENVIRONMENT = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "XDG_RUNTIME_DIR": "/nonexistent",
               "HOME": folder, "LC_ALL": "C.UTF-8"}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd="/", env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL)


def bash(*words):
    script = f'''
        . "{completions}/kiosk.bash"
        COMP_WORDS=({' '.join(f"'{w}'" for w in words)})
        COMP_CWORD={len(words) - 1}
        _kiosk
        printf '%s\\n' "${{COMPREPLY[@]}}"'''
    return run("bash", "-c", script).stdout.split("\n")


def zsh(*words):
    # What the completion system would give it: the words, where the cursor is, and how to offer.
    script = f'''
        compadd() {{ if [[ $1 == -a ]]; then print -l -- ${{(P)2}}; else print -l -- $@; fi }}
        _files() {{ }}
        words=({' '.join(f"'{w}'" for w in words)})
        CURRENT={len(words)}
        _kiosk() {{ . "{completions}/_kiosk" }}
        _kiosk'''
    return run("zsh", "-f", "-c", script).stdout.split("\n")


def fish(*words):
    script = f'source "{completions}/kiosk.fish"; complete -C "{" ".join(words)}"'
    return [line.split("\t")[0] for line in run("fish", "-N", "-c", script).stdout.split("\n")]


usage = run(kiosk, "--help").stdout
commands = set(re.findall(r"^(?:usage:)? *kiosk ([a-z][a-z-]+) ", usage, re.M))
if len(commands) < 8:
    failures.append(f"the usage names too few commands: {sorted(commands)}")
# What staff can say: the program's table of it.
words_of_staff = set(re.findall(r'\.name = "([a-z-]+)"', (source / "src/live/kinds.c").read_text())) | {"help"}
if len(words_of_staff) < 25:
    failures.append(f"the table names too few things that staff can say: {sorted(words_of_staff)}")
manual = (source / "doc/kiosk.1.scd").read_text().replace("\\", "")
skipped = []
for shell in (bash, zsh, fish):
    name = shell.__name__
    if not shutil.which(name):
        skipped.append(name)
        continue
    offered = {word for word in shell("kiosk", "") if word}
    if not commands <= offered:
        failures.append(f"{name}: commands that are not offered: {sorted(commands - offered)}")
    for command in ("", *sorted(commands)):
        words = ["kiosk", command] if command else ["kiosk"]
        answer = run(kiosk, *words[1:], "--no-such-option").stderr
        there = re.search(r"[Tt]here are: (.*)", answer)
        options = set(re.findall(r"--[a-z0-9-]+", there[1])) if there else set()
        if not options:
            failures.append(f"{' '.join(words)}: no list of options in: {answer}")
        offered = {word for word in shell(*words, "--") if word.startswith("--")}
        for option in sorted(options ^ offered):
            how = "does not offer" if option in options else "offers, and there is none:"
            failures.append(f"{name}: {' '.join(words)} {how} {option}")
        for option in sorted(options):
            if not re.search(rf"\*{option}\b", manual):
                failures.append(f"doc/kiosk.1.scd does not have {option}")
    offered = {word for word in shell("kiosk", "live", "") if word}
    for word in sorted(words_of_staff ^ offered):
        how = "does not offer" if word in words_of_staff else "offers, and there is none:"
        failures.append(f"{name}: kiosk live {how} {word}")

shutil.rmtree(folder)
for failure in failures:
    print("FAILED:", failure)
if skipped:
    print("skipped:", ", ".join(skipped), "not installed")
sys.exit(1 if failures else 77 if skipped else 0)
