"""What import writes is the same for PyYAML, which is written in Python alone and has nothing of
libyaml in it: other_yaml.py YAML_TREES COUNT. Skipped (77) where PyYAML is missing."""
import json
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

trees, count = sys.argv[1], sys.argv[2]
with subprocess.Popen([trees, "0", count], stdout=subprocess.PIPE) as program:
    compared = 0
    for line in program.stdout:
        text, expected = json.loads(line)
        try:
            # Each scalar as its text; and by its type, which must at least be readable.
            got = yaml.load(text, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, ValueError) as error:
            sys.exit(f"schedule {compared}: PyYAML refuses it: {error}\n{text}")
        if got != expected:
            sys.exit(f"schedule {compared}: PyYAML reads it otherwise\n{got}\n{expected}\n{text}")
        compared += 1
if program.returncode != 0 or compared != int(count):
    sys.exit(f"{trees} ended with {program.returncode} after {compared} schedules")
print(f"{compared} schedules are the same")
