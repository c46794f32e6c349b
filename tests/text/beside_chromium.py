"""Twelve scripts beside Chromium: widths of a paragraph within 2 %, and the same lines or a reason.

  beside_chromium.py BESIDE

BESIDE is the program of beside.c. Chromium finds the same font files by their families' names."""
import html
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

# Where our lines are others, and why.
REASONS = {
    "Han": "the word 机遇 is kept whole",
    "kana": "the word について is kept whole",
}

PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
p { margin: 0; line-height: 2; font-feature-settings: "cv11"; line-break: strict; width: max-content }
</style>%s<pre id="out"></pre><script>
document.fonts.ready.then(() => {
  const found = [];
  for (const p of document.querySelectorAll("p")) {
    const width = p.getBoundingClientRect().width;
    p.style.width = p.dataset.box + "px";
    const node = p.firstChild, lines = [];
    let top = null;
    const range = document.createRange();
    for (const part of new Intl.Segmenter(p.lang).segment(node.data)) {
      range.setStart(node, part.index);
      range.setEnd(node, part.index + part.segment.length);
      const rects = range.getClientRects();
      if (rects.length && part.segment.trim() && (top === null || rects[0].top > top + 20)) {
        top = rects[0].top;
        lines.push("");
      }
      lines[lines.length - 1] += part.segment;
    }
    found.push([width, lines.map(line => line.trim())]);
  }
  document.getElementById("out").textContent = JSON.stringify(found);
});
</script>"""

chromium = shutil.which("chromium") or shutil.which("google-chrome")
if not chromium:
    print("skipped: chromium is not installed")
    sys.exit(0)

rows = [line.rstrip("\n").split("\t") for line in
        subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout.splitlines()]
paragraphs = "".join(
    f'<p lang="{language}" dir="auto" data-box="{box}" style="font: {size}px \'{family}\';'
    f'{"word-break: keep-all" if language == "ko" else ""}">{html.escape(text)}</p>'
    for name, language, family, size, box, width, lines, text in rows)
with tempfile.TemporaryDirectory() as folder:
    page = pathlib.Path(folder, "page.html")
    page.write_text(PAGE % paragraphs, encoding="utf-8")
    run = subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu",
                          f"--user-data-dir={folder}/profile", "--virtual-time-budget=5000",
                          "--dump-dom", page.as_uri()],
                         capture_output=True, text=True, timeout=120)
start = run.stdout.find('<pre id="out">')
if start < 0:
    sys.exit(f"chromium gave no page: {run.stderr[-2000:]}")
theirs = json.loads(html.unescape(run.stdout[start + 14:run.stdout.find("</pre>", start)]))

wrong = 0
assert len(rows) == 12 and len(theirs) == len(rows)
for (name, language, family, size, box, width, lines, text), (their_width, their_lines) in zip(rows, theirs):
    share = float(width) / their_width
    ours = [line.strip() for line in lines.split("|")]
    verdict = "same lines" if ours == their_lines else f"other lines: {REASONS.get(name, 'no reason')}"
    print(f"{name}: width {share:.4f} of Chromium's, {verdict}")
    if abs(share - 1) > 0.02 or (ours != their_lines and name not in REASONS):
        print(f"  ours   {' | '.join(ours)}\n  theirs {' | '.join(their_lines)}")
        wrong += 1
    if ours == their_lines and name in REASONS:
        print("  the reason is not needed any more")
        wrong += 1
sys.exit(1 if wrong else 0)
