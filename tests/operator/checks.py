"""What each test of the operator's page says and how it ends."""
import sys

failed = []


def check(what, is_so, detail=""):
    if not is_so:
        failed.append(what)
        print(f"FAILED  {what}  {detail}")


def equal(what, got, wanted):
    check(what, got == wanted, f"got {got!r}, wanted {wanted!r}")


def finish():
    print("failed: " + ", ".join(failed) if failed else "all is well")
    sys.exit(1 if failed else 0)
