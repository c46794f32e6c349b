"""What a page owes to those who do not see it, see it badly, or have no mouse: WCAG 2.1 AA, as far
as a program can tell it, by Chromium's own accessibility tree, styles and keys. Each function gives
back what is wrong, as a list of texts."""
import json

CONTROLS = ("button, input, select, textarea, summary, a[href], "
            "[tabindex]:not([tabindex='-1'])")

# Roles that say nothing of what a control is.
VAGUE = {"generic", "none", "presentation", "", "GenericContainer", "image", "StaticText"}


def tree(page):
    """The accessibility tree's nodes that are told of."""
    page.ask("Accessibility.enable")
    return [node for node in page.ask("Accessibility.getFullAXTree")["nodes"]
            if not node.get("ignored")]


def value(node, key):
    return str(node.get(key, {}).get("value", "")).strip()


def properties(node):
    return {p["name"]: p["value"].get("value") for p in node.get("properties", [])}


def unnamed(page):
    """Controls and pictures that a screen reader could only call "button" (4.1.2, 1.1.1, 3.3.2)."""
    bad = []
    for node in tree(page):
        role, name, has = value(node, "role"), value(node, "name"), properties(node)
        is_control = has.get("focusable") and role not in ("RootWebArea", "dialog")
        if is_control and (not name or role in VAGUE):
            bad.append(f"a control without a name or a role: {role} {name!r}")
        if role in ("image", "img") and not name:
            bad.append("a picture without a text")
        if role == "dialog" and not name:
            bad.append("a dialog without a name")
    return bad


def badly_built(page):
    """Language, title, headings, landmarks, ids, references, live regions (3.1.1, 2.4.2, 1.3.1)."""
    return page.run("""(() => {
      const bad = [], seen = (e) => e.checkVisibility();
      if (!/^[a-z]{2,3}(-[A-Za-z]+)*$/.test(document.documentElement.lang)) bad.push('no lang');
      if (!document.title.trim()) bad.push('no title');
      if ([...document.querySelectorAll('main')].filter(seen).length > 1) bad.push('two mains');
      const viewport = document.querySelector('meta[name=viewport]')?.content || '';
      if (/user-scalable\\s*=\\s*no|maximum-scale/.test(viewport)) bad.push('cannot be enlarged');
      const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
      for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) bad.push('two with id ' + id);
      for (const e of document.querySelectorAll('[aria-labelledby], [aria-describedby], label[for]'))
        for (const id of (e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby') || e.htmlFor).split(/\\s+/))
          if (!document.getElementById(id)) bad.push(id + ' is named and not there');
      let level = 0;
      for (const e of [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(seen)) {
        const is = Number(e.tagName[1]);
        if (is > level + 1) bad.push('a heading ' + is + ' below a heading ' + level);
        if (!e.textContent.trim()) bad.push('an empty heading');
        level = is;
      }
      if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
      for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) bad.push('an order of its own: ' + e.id);
      for (const e of document.querySelectorAll('[role]'))
        if (!['status', 'alert', 'list', 'group', 'region', 'img'].includes(e.getAttribute('role'))) bad.push('role ' + e.getAttribute('role'));
      for (const e of document.querySelectorAll('button button, button a, button input, a button')) bad.push('a control in a control');
      for (const e of document.querySelectorAll('ul')) for (const child of e.children) if (child.tagName !== 'LI') bad.push('no li in ul');
      return bad; })()""")


def silent(page, selectors):
    """Regions that have to speak when they change and do not (4.1.3)."""
    return page.run(f"""{json.dumps(selectors)}.filter((s) => {{ const e = document.querySelector(s);
        return !e || !(['status', 'alert'].includes(e.getAttribute('role')) || e.getAttribute('aria-live')); }})""")


def too_small(page):
    """What a finger does not hit: 44 by 44 (2.5.5)."""
    return page.run("""[...document.querySelectorAll('button, select, input, textarea, summary')]
        .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
        .filter(([e, box]) => box.height < 43.5 || box.width < 43.5)
        .map(([e, box]) => `${e.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)""")


def pale(page):
    """Texts whose contrast to their ground is below 4.5, below 3 when large (1.4.3), and frames and
    marks of what can be pressed below 3 where nothing else tells it (1.4.11)."""
    return page.run("""(() => {
      const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
      const over = (a, b) => a.length < 4 || a[3] === undefined ? a : [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3]));
      const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
        return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
      const ground = (e) => { const layers = [];
        for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
          layers.push(c); if (c.length < 4 || c[3] === 1) break; }
        let at = layers.pop() || [255, 255, 255]; if (at.length === 4 && at[3] < 1) at = over(at, [255, 255, 255]);
        while (layers.length) at = over(layers.pop(), at);
        return at; };
      const ratio = (a, b) => { a = light(a); b = light(b); return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); };
      const bad = [];
      for (const e of document.querySelectorAll('body *')) {
        if (!e.checkVisibility() || e.closest('noscript') || e.matches(':disabled') || e.closest(':disabled')) continue;
        const has = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || e.matches('input, select, textarea');
        if (!has || e.matches('option')) continue;
        const style = getComputedStyle(e), size = parseFloat(style.fontSize);
        const is_large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const at = ground(e), is = ratio(over(rgb(style.color), at), at);
        let opacity = 1; for (let p = e; p; p = p.parentElement) opacity *= Number(getComputedStyle(p).opacity);
        if (is < (is_large ? 3 : 4.5) || opacity < .99) bad.push((e.textContent || e.value).trim().slice(0, 40) + ' ' + is.toFixed(2) + ' ' + opacity);
      }
      return bad; })()""")


def cut(page):
    """What reaches beyond the window's width (1.4.10)."""
    if page.run("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return page.run("""[...document.querySelectorAll('body *')].filter((e) => e.checkVisibility()
        && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 100))
        .slice(0, 5)""") or ["the page"]


def press(page, key, code=0, modifiers=0):
    for kind in ("rawKeyDown", "keyUp"):
        page.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, modifiers=modifiers,
                 windowsVirtualKeyCode=code)


def focused(page):
    """Which control has the focus, by its number among those that can have it; -1: none; and whether
    it can be seen that it has it: an outline, two pixels wide, that differs from its ground."""
    return page.run(f"""(() => {{
      const all = [...document.querySelectorAll({json.dumps(CONTROLS)})].filter((e) => e.checkVisibility() && !e.matches(':disabled'));
      const e = document.activeElement, style = e && getComputedStyle(e);
      return [all.indexOf(e), all.length, e && e !== document.body ? style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 : true,
              e ? e.outerHTML.slice(0, 80) : '']; }})()""")


def controls(page):
    """All of them as they are written, but for what they say."""
    return page.run(f"""[...document.querySelectorAll({json.dumps(CONTROLS)})].filter((e) =>
        e.checkVisibility() && !e.matches(':disabled')).map((e) => e.cloneNode().outerHTML).join()""")


def by_keys(page):
    """walk_by_keys. News from the kiosk may make a key come or go in the middle of a walk; then
    it is walked again."""
    for _ in range(5):
        before = controls(page)
        bad = walk_by_keys(page)
        if controls(page) == before:
            break
    return bad


def walk_by_keys(page):
    """The Tab key goes to each control, in the order in which they stand, shows where it is, and
    comes out again (2.1.1, 2.1.2, 2.4.3, 2.4.7)."""
    bad, order = [], []
    page.run("document.activeElement?.blur(); window.getSelection().removeAllRanges()")
    count = focused(page)[1]
    for _ in range(count + 4):
        press(page, "Tab", 9)
        index, _, is_seen, what = focused(page)
        if index >= 0 and index in order:
            break
        if index >= 0:
            order.append(index)
            if not is_seen:
                bad.append(f"nobody sees the focus on {what}")
    missed = set(range(count)) - set(order)
    if missed:
        bad.append(f"the Tab key does not reach {len(missed)} of {count}: {sorted(missed)[:9]}")
    turned = order[order.index(min(order)):] + order[:order.index(min(order))] if order else []
    if turned != sorted(turned):
        bad.append(f"the order jumps: {order}")
    return bad


def everything(page):
    """All of it but the keys."""
    return {"names": unnamed(page), "build": badly_built(page), "sizes": too_small(page),
            "contrast": pale(page), "width": cut(page)}
