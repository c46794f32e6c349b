// The operator's page: it shows the kiosk's state as it is told, and says commands as staff type
// them. All that it knows of a room came with a version; a command says which one it was meant for.
import { $, ask, dialog, drawing, h, hold, quoted, Refused, toast, word } from "./parts.js";

let state = null, me = null, source = null, heard = 0, skew = 0;
let openRoom = null;

const role = { view: 1, operate: 2, alarm: 3 };
const may = (what) => me && role[me.role] >= role[what];

// ---- words that never change -----------------------------------------------------------------

const LABELS = {
  "rooms-title": "rooms", "emergency-title": "emergency", "emergency-hint": "notsent", "raise-hint": "holdhint",
  "to-all": "toall", "longer-break": "longer", "screens-title": "screens", "show-slide": "slide", "show-third": "third", "changes-title": "changes", "news-title": "news", redo: "redo",
  "problems-title": "problems", reload: "reload", take: "take", "upload-label": "upload", "this-screen": "thisscreen", "bar-notice": "toall", "bar-hint": "say", "login-title": "login",
  "login-label": "token", "login-go": "go", insecure: "insecure", "level-label": "level", "prepared-label": "prepared",
};
for (const [id, key] of Object.entries(LABELS)) $(id).textContent = word(key);
$("level").options[0].textContent = word("emergency");
$("level").options[1].textContent = word("test");
$("raise").querySelector("span").textContent = word("hold", { what: word("emergency") });
$("bar-emergency").textContent = word("emergency");

// ---- saying something ------------------------------------------------------------------------

// The number of the change that stands in the way, or came last.
const lastNumber = () => Math.max(0, ...(state.status.changes || []).map((change) => change.number));

async function say(line, room) {
  const before = lastNumber();
  const body = { line };
  if (room) Object.assign(body, { room_seen: room.id, seen: room.version });
  try {
    const answer = await ask("/api/live", body);
    toast(answer.message || word("sent"), { undo: may("operate") && isChange(line) ? () => undoAfter(before) : undefined });
    return answer;
  } catch (error) {
    if (error instanceof Refused && error.status === 409) error.message = word("stale") + " " + (lastChange(room) || "");
    if (error instanceof Refused && error.status === 401) login();
    toast(error.message, { bad: true });
    throw error;
  }
}

const isChange = (line) => !/^(undo|redo|lift|lower-third|release|next|previous|reload|take|notice .*--level (emergency|test))/.test(line);
const quietly = (promise) => promise.catch(() => {});

// What was said last is taken back by its number, which nobody else's change can have.
function undoAfter(before) {
  const mine = (state.status.changes || []).filter((change) => change.number > before && change.sender === me.name);
  if (mine.length) quietly(say("undo " + mine[mine.length - 1].number));
  else quietly(say("undo"));
}

function lastChange(room) {
  const list = state.status.changes || [];
  const about = list.filter((change) => !room || change.room === room.id);
  const last = (about.length ? about : list).at(-1);
  return last ? `${last.sender}: ${last.name}` : "";
}

// ---- time ------------------------------------------------------------------------------------

const speed = () => state?.status?.clock?.speed ?? 1;
const now = () => state.now + (Date.now() - heard) * speed();
const two = (n) => String(n).padStart(2, "0");

function tick() {
  if (!state) return;
  const local = new Date(now() + (state.offset || 0) * 60000);
  $("clock").textContent = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  for (const element of document.querySelectorAll("[data-end]")) {
    const minutes = Math.ceil((Number(element.dataset.end) - now()) / 60000);
    element.textContent = minutes >= 0 ? word("left", { n: minutes }) : word("over", { n: -minutes });
  }
  for (const element of document.querySelectorAll("[data-start]"))
    element.textContent = word("starts", { n: Math.max(0, Math.ceil((Number(element.dataset.start) - now()) / 60000)) });
}
setInterval(tick, 1000);

// ---- rooms -----------------------------------------------------------------------------------

function moveDialog(room, session) {
  const rooms = state.rooms.map((other) => [other.id, other.name]);
  dialog(`${word("move")}: ${session.title}`, [
    { name: "room", label: word("room"), options: rooms, value: room.id },
    { name: "time", label: word("time"), hint: session.from },
  ], word("move"), ({ room: to, time }) => say(`move ${quoted(session.id)} ${quoted(to)}${time ? " " + quoted(time) : ""}`, room));
}

function noticeDialog(room) {
  const prepared = (state.prepared || []).map((notice, index) => [String(index), notice.text]);
  const languages = state.languages?.length ? state.languages : ["text"];
  const image = h("img", { class: "drawn", alt: word("notsent"), hidden: true });
  const draw = drawing(image, (is) => { image.hidden = !is; });
  const line = (values) => noticeLine(values, values.level, room, prepared.length ? state.prepared[values.prepared] : null);
  dialog(room ? `${word("notice")}: ${room.name}` : word("toall"), [
    ...(prepared.length ? [{ name: "prepared", label: word("prepared"), options: [["", word("own")], ...prepared] }] : []),
    ...languages.map((tag) => ({ name: "text-" + tag, label: `${word("text")} (${tag})`, long: true })),
    { name: "level", label: word("level"), options: [["info", word("info")], ["warning", word("warning")]] },
    { name: "until", label: word("until") },
    image,
  ], word("send"), (values) => say(line(values)),
  (values) => draw(values.prepared || Object.keys(values).some((key) => key.startsWith("text-") && values[key]) ? line(values) : "", displayOf(room)));
}

// The display that shows this room, else the first one.
function displayOf(room) {
  const screens = state.status.screens || [];
  return (room && screens.find((screen) => screen.slot?.room === room.id))?.display;
}

function noticeLine(values, level, room, prepared) {
  const texts = prepared ? prepared.texts
    : Object.fromEntries(Object.entries(values).filter(([key, text]) => key.startsWith("text-") && text).map(([key, text]) => [key.slice(5), text]));
  let line = "notice";
  if (texts.text) line += " " + quoted(texts.text);
  for (const [tag, text] of Object.entries(texts)) if (tag !== "text") line += ` --${tag} ${quoted(text)}`;
  line += ` --level ${level}`;
  if (values.until) line += ` --until ${quoted(values.until)}`;
  if (room) line += ` --room ${quoted(room.id)}`;
  return line;
}

// For whoever speaks there, on the room's stage timer alone.
function sayDialog(room) {
  const languages = state.languages?.length ? state.languages : ["text"];
  const now = (line) => () => { $("dialog").close(); quietly(say(`say ${quoted(room.id)} ${line}`, room)); };
  dialog(`${word("saystage")}: ${room.name}`, [
    ...languages.map((tag) => ({ name: "text-" + tag, label: `${word("saytext")} (${tag})` })),
    { name: "blink", label: word("blinks"), options: [["", word("steady")], ["--blink", word("blinks")]] },
    h("div", { class: "pair" }, h("button", { type: "button", "data-key": "clear", onclick: now("--clear") }, word("clear")),
      h("button", { type: "button", onclick: now("--blackout") }, word("blackout"))),
  ], word("send"), (values) => {
    const texts = Object.entries(values).filter(([key, text]) => key.startsWith("text-") && text);
    const line = texts.map(([key, text]) => key === "text-text" ? quoted(text) : `--${key.slice(5)} ${quoted(text)}`).join(" ");
    return say(`say ${quoted(room.id)} ${line} ${values.blink}`, room);
  });
}

// A page of words between the others, everywhere or on one screen.
function slideDialog() {
  const names = [...new Set([state.name, ...(state.neighbours || []).map((other) => other.name)].filter(Boolean))];
  const image = h("img", { class: "drawn", alt: word("notsent"), hidden: true });
  const draw = drawing(image, (is) => { image.hidden = !is; });
  const line = ({ heading, lines, code, until, where }) => "slide " + [heading, ...lines.split("\n").map((text) => text.trim()).filter(Boolean).slice(0, 6)].map(quoted).join(" ")
    + (code ? ` --qr ${quoted(code)}` : "") + (until ? ` --until ${quoted(until)}` : "") + (where ? ` --screen ${quoted(where)}` : "");
  dialog(word("slide"), [
    { name: "heading", label: word("heading") }, { name: "lines", label: word("lines"), long: true }, { name: "code", label: word("code") },
    { name: "until", label: word("until") },
    ...(names.length > 1 ? [{ name: "where", label: word("onscreen"), options: [["", word("all")], ...names.map((name) => [name, name])] }] : []),
    image,
  ], word("send"), (values) => say(line({ where: "", ...values })), (values) => draw(values.heading ? line({ ...values, where: "" }) : ""));
}
$("show-slide").onclick = slideDialog;

// Of the overlay: the names of the session that runs, in turn or all at once, or anybody's.
function thirdDialog() {
  const act = (key, label, line) => h("button", { type: "button", "data-key": key, onclick: () => { $("dialog").close(); quietly(say("lower-third " + line)); } }, label);
  const names = [...new Set(state.rooms.flatMap((room) => room.now.flatMap((session) => session.people)))];
  dialog(word("third"), [
    h("div", { class: "keys" }, act("nextname", word("nextname"), "next"), act("allnames", word("allnames"), "show all"), act("hide", word("clear"), "hide")),
    { name: "name", label: word("person"), list: names }, { name: "below", label: word("below") },
  ], word("send"), ({ name, below }) => say(`lower-third show ${quoted(name)}${below ? " " + quoted(below) : ""}`));
}
$("show-third").onclick = thirdDialog;

function moreDialog(room, session) {
  const act = (label, line) => h("button", { type: "button", onclick: () => { $("dialog").close(); quietly(say(line(), room)); } }, label);
  const about = session ? [
    act(word("extend") + " +10", () => `extend ${quoted(session.id)} +10`),
    act(session.status === "cancelled" ? word("restore") : word("cancelsession"),
        () => `${session.status === "cancelled" ? "restore" : "cancel"} ${quoted(session.id)}`),
    act(word("restore"), () => `restore ${quoted(session.id)}`),
  ] : [];
  const fields = session ? [{ name: "note", label: `${word("note")}: ${session.title}`, value: session.note }] : [];
  dialog(`${room.name}`, [
    h("div", { class: "keys" }, act(word("less"), () => `delay ${quoted(room.id)} -5`), ...about,
      room.state === "closed" ? act(word("openroom"), () => `room ${quoted(room.id)} open`) : act(word("closeroom"), () => `close ${quoted(room.id)}`),
      h("button", { type: "button", "data-key": "say", onclick: () => { $("dialog").close(); sayDialog(room); } }, word("saystage"))),
    ...fields,
  ], session ? word("note") : "", ({ note }) => say(`note ${quoted(session.id)} ${quoted(note)}`, room));
}

function roomCard(room) {
  const session = room.now[0] || room.gone[0] || room.next[0], runs = room.now[0];
  const key = (label, line, attributes) => h("button", { disabled: !may("operate"), onclick: () => quietly(say(line(), room)), ...attributes }, label);
  const id = quoted(room.id), full = room.state === "full";
  const card = h("article", { class: "card room", "data-room": room.id },
    h("button", { class: "top" + (room.gone.length && !runs ? " gone" : ""), "aria-expanded": "false", onclick: () => open(room.id) },
      h("b", { dir: "auto" }, room.name), h("span", { class: "quiet" }, session ? `${session.from} – ${session.until}` : ""),
      h("span", { class: "title", dir: "auto" }, session ? session.title : word("free")),
      h("span", { class: "quiet", dir: "auto" }, session ? session.people.join(" · ") : ""),
      h("span", { class: "left", ...(runs ? { "data-end": runs.end } : session ? { "data-start": session.start } : {}) })),
    room.state !== "open" || room.text || room.inside !== undefined
      ? h("p", { class: "text", dir: "auto" }, [room.state !== "open" ? word(room.state) : "", room.text || "", room.inside !== undefined ? `${room.inside}${room.places ? "/" + room.places : ""}` : ""].filter(Boolean).join(" · ")) : null,
    room.stage ? h("p", { class: "text", dir: "auto" }, word("onstage", { text: room.stage.black ? "■" : room.stage.text })) : null,
    runs && runs.late ? h("p", { class: "text" }, word("late", { n: runs.late })) : null,
    h("div", { class: "foot" },
      h("p", { class: "next", dir: "auto" }, runs && room.next[0] ? `${word("next")} ${room.next[0].from}: ${room.next[0].title}` : ""),
      h("button", { class: "small", disabled: !may("operate"), "data-key": "more", "aria-label": `${word("more")}: ${room.name}`, onclick: () => moreDialog(room, session) }, word("more"))),
    h("div", { class: "keys" },
      ...[5, 10, 15].map((minutes, index) => key(index ? `+${minutes}` : `+5 ${word("min")}`, () => `delay ${id} +${minutes}`, { "data-key": `+${minutes}`, "aria-label": `${room.name} +${minutes} ${word("min")}` })),
      key(word("full") + (full ? " ✓" : ""), () => `room ${id} ${full ? "open" : "full"}`, { class: full ? "on" : "", "data-key": "full", "aria-pressed": String(full) }),
      h("button", { disabled: !may("operate"), "data-key": "notice", onclick: () => noticeDialog(room) }, word("notice")),
      h("button", { disabled: !may("operate") || !session, "data-key": "move", onclick: () => moveDialog(room, session) }, word("move"))));
  return card;
}

function open(id) {
  openRoom = openRoom === id ? null : id;
  showOpen();
}

function showOpen() {
  for (const card of document.querySelectorAll(".room")) {
    const is = card.dataset.room === openRoom;
    card.classList.toggle("open", is);
    card.querySelector(".top").setAttribute("aria-expanded", String(is));
  }
}

// What of a card is reached by keys: who is there when it is made anew stays there.
const controls = (card) => [...card.querySelectorAll("button, input, select, textarea, a[href], [tabindex]")].filter((one) => !one.disabled);

// Cards whose data are the same stay the same elements: a finger may be on them.
function keyed(parent, items, keyOf, sameAs, make) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key_, child]));
  const list = items.map((item) => {
    const key = keyOf(item), same = sameAs(item), child = old.get(key);
    if (child && child.dataset.same === same) return child;
    const fresh = make(item);
    fresh.dataset.key_ = key;
    fresh.dataset.same = same;
    return fresh;
  });
  if (list.length !== parent.children.length || list.some((child, index) => child !== parent.children[index])) {
    const active = document.activeElement, focus = active?.closest?.("[data-key_]"), is = focus && parent.contains(focus);
    const place = is ? controls(focus).indexOf(active) : -1;
    parent.replaceChildren(...list);
    const fresh = is && list.find((child) => child.dataset.key_ === focus.dataset.key_);
    if (fresh && document.activeElement !== active)
      (fresh.querySelector(`[data-key="${active.dataset.key}"]`) || controls(fresh)[Math.max(place, 0)])?.focus({ preventScroll: true });
  }
}

// ---- notices and emergencies ------------------------------------------------------------------

function showAlarm() {
  const seen = (state.notices || []).filter((notice) => notice.level === "emergency" || notice.level === "test");
  const box = $("alarm"), same = JSON.stringify([seen, me?.role]);
  if (box.dataset.same === same) return;
  box.dataset.same = same;
  box.hidden = !seen.length;
  if (!seen.length) return box.replaceChildren();
  const button = h("button", { class: "hold alarm", id: "lift", disabled: !may("alarm") }, word("hold", { what: word("lift") }));
  hold(button, () => quietly(say("lift " + seen[0].level)));
  const had = box.contains(document.activeElement);
  box.replaceChildren(h("div", {}, h("b", { dir: "auto" }, (seen[0].level === "test" ? word("test") : word("emergency")) + ": " + seen[0].text)), button);
  if (had) button.focus();
}

function emergencyTexts() {
  const prepared = (state.prepared || []).filter((notice) => notice.level === "emergency" || notice.level === "test" || notice.level === "warning");
  const languages = state.languages?.length ? state.languages : ["text"];
  const same = JSON.stringify([prepared, languages]);
  if ($("prepared").dataset.same === same) return;
  $("prepared").dataset.same = same;
  $("prepared").replaceChildren(h("option", { value: "" }, word("own")), ...prepared.map((notice, index) => h("option", { value: String(index) }, notice.text)));
  $("prepared").parentElement.hidden = !prepared.length;
  $("prepared").onchange = () => {
    const chosen = prepared[$("prepared").value];
    for (const input of $("emergency-texts").querySelectorAll("textarea"))
      if (chosen) input.value = chosen.texts[input.dataset.tag] || (input.dataset.first ? chosen.texts.text || "" : "");
    preview();
  };
  $("emergency-texts").replaceChildren(...languages.map((tag, index) =>
    h("label", {}, `${word("text")} (${tag})`, h("textarea", { "data-tag": tag, "data-first": index === 0, maxlength: 900, dir: "auto", oninput: preview }))));
}

function emergencyValues() {
  const values = {};
  for (const input of $("emergency-texts").querySelectorAll("textarea"))
    if (input.value.trim()) values["text-" + input.dataset.tag] = input.value.trim();
  return values;
}

const drawPreview = drawing($("preview-picture"), (is) => $("preview").classList.toggle("is-drawn", is));
function preview() {
  const texts = Object.values(emergencyValues());
  $("preview").classList.toggle("test", $("level").value === "test");
  $("preview-text").textContent = texts[0] || "…";
  $("preview-more").textContent = texts.slice(1).join("\n");
  $("raise").disabled = !texts.length || !may("alarm");
  $("preview-picture").alt = texts.join(" – ");
  drawPreview(texts.length && may("operate") ? noticeLine(emergencyValues(), $("level").value) : "");
  $("raise").querySelector("span").textContent = word("hold", { what: word($("level").value) });
}
$("level").onchange = preview;
hold($("raise"), () => quietly(say(noticeLine(emergencyValues(), $("level").value))));
$("to-all").onclick = $("bar-notice").onclick = () => noticeDialog(null);
$("longer-break").onclick = () => quietly(say("break +10"));
$("bar-emergency").onclick = () => { $("emergency").scrollIntoView({ behavior: "smooth" }); $("emergency-texts").querySelector("textarea")?.focus({ preventScroll: true }); };

// ---- screens, changes, problems ---------------------------------------------------------------

function screenCard(screen, index) {
  const display = screen.display ?? index, slot = screen.slot;
  const room = slot.room ? ` --room ${quoted(slot.room)}` : "";
  const button = (label, line) => h("button", { disabled: !may("operate"), onclick: () => quietly(say(line)) }, label);
  return h("article", { class: "card screen" },
    h("img", { alt: `${screen.name || state.status.host || ""} ${display}`, "data-picture": `/api/screen/${display}.png?width=320`, src: `/api/screen/${display}.png?width=320&v=${state.version}` }),
    h("b", {}, h("span", { class: "dot " + (screen.there ? "on" : "warn") }), ` ${screen.name || state.status.host || ""}${slot.room ? " · " + slot.room : ""}`),
    h("p", { class: "quiet" }, word("shows", { view: slot.view || "–" }) + (slot.until ? ", " + word("till", { time: slot.until.slice(11, 16) }) : "") + (slot.held ? " · " + word("held") : "")),
    h("div", { class: "pair" }, slot.held ? button(word("release"), "release") : button(word("holdview"), `hold ${slot.view}${room}`), button(word("step"), "next")));
}

// Another kiosk on the same machine; what is held there goes by the list of changes, if it has the same.
function neighbourCard(other) {
  const first = (other.screens || [])[0] || {}, slot = first.slot || {}, shares = other.state_file && other.state_file === state.status.state_file;
  const button = (label, line) => h("button", { disabled: !may("operate"), onclick: () => quietly(say(line)) }, label);
  return h("article", { class: "card screen", "data-screen": other.name },
    h("img", { alt: other.name, "data-picture": `/api/neighbour/${encodeURIComponent(other.name)}.png`, src: `/api/neighbour/${encodeURIComponent(other.name)}.png?v=${state.version}` }),
    h("b", {}, h("span", { class: "dot " + (other.there ? "on" : "warn") }), ` ${other.name}${slot.room ? " · " + slot.room : ""}`),
    h("p", { class: "quiet" }, !other.there ? word("notseen") : word("shows", { view: slot.view || "–" }) + (slot.until ? ", " + word("till", { time: slot.until.slice(11, 16) }) : "") + (slot.held ? " · " + word("held") : "")),
    (other.problems || []).length ? h("p", { class: "bad", dir: "auto" }, other.problems[0]) : null,
    shares && slot.view ? h("div", { class: "pair" }, slot.held ? button(word("release"), `release --screen ${quoted(other.name)}`) : button(word("holdview"), `hold ${slot.view} --screen ${quoted(other.name)}`)) : null);
}

function showChanges() {
  const list = [...(state.status.changes || [])].reverse();
  $("changes-count").textContent = word("today", { n: list.length });
  keyed($("change-list"), list, (change) => String(change.number), (change) => JSON.stringify([change, me?.role]), (change) =>
    h("li", {}, h("span", { class: "quiet" }, `${change.at.slice(11, 16)} ${change.sender || ""}`), h("span", { dir: "auto" }, change.name),
      change.level === "emergency" ? h("span", {})
        : h("button", { disabled: !may("operate"), "aria-label": `${word("undo")}: ${change.name}`, onclick: () => quietly(say("undo " + change.number)) }, word("undo"))));
}
$("changes-count").onclick = () => $("changes-count").setAttribute("aria-pressed", String($("changes").classList.toggle("all")));
$("redo").onclick = () => quietly(say("redo"));
$("reload").onclick = () => quietly(say("reload"));
$("take").onclick = () => quietly(say("take"));

// What is on the screens of other people's news, each with the button that takes it off.
function showNews() {
  const items = (state.status.feeds || []).flatMap((feed) => feed.items.filter((item) => item.shown || item.hidden));
  $("news").hidden = !items.length;
  keyed($("news-list"), items, (item) => String(item.number), (item) => JSON.stringify([item, me?.role]), (item) =>
    h("li", { "data-item": item.number }, h("span", { class: "quiet", dir: "auto" }, [item.number, item.author].filter(Boolean).join(" ")), h("span", { dir: "auto" }, item.text),
      item.hidden ? h("span", { class: "quiet" }, word("ishidden"))
        : h("button", { disabled: !may("operate"), "aria-label": `${word("hideitem")}: ${item.text}`, onclick: () => quietly(say("hide " + item.number)) }, word("hideitem"))));
}

function showProblems() {
  const status = state.status, problems = status.problems || [];
  $("problem-list").replaceChildren(...(problems.length ? problems.map((text) => h("li", { dir: "auto" }, text)) : [h("li", { class: "fine" }, word("none"))]));
  const clock = status.clock || {}, schedule = status.schedule || {};
  $("facts").replaceChildren(
    h("dt", {}, word("schedule")), h("dd", {}, schedule.name || "–"),
    h("dt", {}, word("clock")), h("dd", {}, clock.simulated ? `× ${clock.speed}` : word(clock.synchronised ? "kept" : "drifts")));
  $("trouble").textContent = problems.length ? `${word("problems")}: ${problems.length}` : "";
  $("show-slide").hidden = !may("operate");
  $("show-third").hidden = !may("operate") || !status.overlay;
  $("upload-field").hidden = !may("operate");
  $("this-screen").hidden = !may("operate");
  $("take").hidden = !/wait/.test(schedule.source_error || "");
}

// A file is checked first: what is wrong with it is shown, and nobody has taken it yet.
async function sendFile(file) {
  let answer;
  try {
    if (file.size > 8 << 20) throw new Error(word("toolong"));
    answer = await ask(`/api/schedule?name=${encodeURIComponent(file.name)}`, new Blob([file]));
  } catch (error) {
    return toast(error.message, { bad: true });
  }
  const { report, usable, id } = answer, counts = report.counts || {}, schedule = report.schedules?.[0] || {};
  const place = (finding) => finding.line ? `${finding.line}:${finding.column} ` : "";
  let isTaken = false;
  dialog(answer.name, [
    h("p", { class: "quiet" }, `${word("insteadof", { name: answer.instead_of })} · ${schedule.sessions ?? 0} × ${word("sessions")} · ${(schedule.days || []).filter(Boolean).join(", ")}`),
    h("p", {}, ["error", "warning", "note"].filter((level) => counts[level]).map((level) => `${word(level)}: ${counts[level]}`).join(" · ") || word("none")),
    h("ul", { class: "findings", tabindex: "0", "aria-label": word("problems") }, (report.findings || []).map((finding) =>
      h("li", { class: finding.severity }, h("b", {}, place(finding)), `${word(finding.severity)}: ${finding.message}`, finding.hint ? h("span", { class: "quiet" }, " → " + finding.hint) : null))),
  ], usable ? word("takeit") : "", async () => {
    toast((await ask("/api/schedule/take", { id })).message);
    isTaken = true;
  });
  $("dialog").onclose = () => { if (!isTaken) quietly(ask("/api/schedule/cancel", { id })); };
}
$("upload").onchange = () => { if ($("upload").files.length) sendFile($("upload").files[0]); $("upload").value = ""; };

// What a new box is called, and which room it shows.
$("this-screen").onclick = () => dialog(word("thisscreen"), [
  { name: "name", label: word("screenname"), hint: "main-door" },
  { name: "room", label: word("room"), options: [["", word("all")], ...(state.rooms || []).map((room) => [room.id, room.name])] },
], word("takeit"), async (values) => toast((await ask("/api/screen", values)).message));

function show() {
  document.title = state.event ? `${state.event} · kiosk` : "kiosk";
  $("event").textContent = state.event || "kiosk";
  keyed($("room-cards"), state.rooms || [], (room) => room.id, (room) => room.version + me?.role, roomCard);
  if (openRoom === null && state.rooms?.length && !show.opened) openRoom = state.rooms[0].id;
  show.opened = true;
  showOpen();
  showAlarm();
  emergencyTexts();
  preview();
  const screens = (state.status.screens || []).filter((screen) => screen.screen?.width), others = state.neighbours || [];
  keyed($("screen-cards"), [...screens.map((screen, index) => ({ screen, index })), ...others.map((other) => ({ other }))], ({ other, index }) => other ? "other " + other.name : String(index),
        ({ screen, other }) => JSON.stringify(other ? [other, me?.role] : [screen.slot, screen.there, state.status.problems, state.notices, state.status.changes, me?.role]),
        ({ screen, other, index }) => other ? neighbourCard(other) : screenCard(screen, index));
  $("screens").hidden = !screens.length && !others.length;
  const lost = [...screens.filter((screen) => !screen.there), ...others.filter((other) => !other.there)];
  const all = screens.length + others.length;
  $("screens-seen").textContent = all > 1 ? word("seen", { n: all - lost.length, m: all }) : "";
  $("screens-lost").textContent = lost.map((one) => `${one.name || one.display}: ${word("notseen")}`).join(" · ");
  showChanges();
  showNews();
  showProblems();
  tick();
}

// A screen's picture changes without a change of the state, by its clock; when a crossfade is over, when a logo has come.
function renew() {
  if (!document.hidden && state)
    for (const image of document.querySelectorAll(".screen img")) image.src = `${image.dataset.picture}${image.dataset.picture.includes("?") ? "&" : "?"}t=${Date.now()}`;
}
setInterval(renew, 10000);
let renewing = [];

// ---- the connection ---------------------------------------------------------------------------

function connected(is) {
  $("dot").className = is ? "dot on" : "dot";
  $("link-text").textContent = is ? word("connected", { name: me.name }) : word("lost");
  document.body.classList.toggle("lost", !is);
}

let lastSign = 0, retry;
function listen() {
  source?.close();
  source = new EventSource("/api/events");
  lastSign = Date.now();
  source.onmessage = (event) => {
    lastSign = Date.now();
    state = JSON.parse(event.data);
    heard = Date.now();
    connected(true);
    show();
    renewing.forEach(clearTimeout);
    renewing = [1000, 4000].map((after) => setTimeout(renew, after));
  };
  source.onopen = () => { lastSign = Date.now(); connected(true); };
  source.onerror = () => { connected(false); if (source.readyState === EventSource.CLOSED) again(); };
}

function again() {
  clearTimeout(retry);
  retry = setTimeout(start, 1500);
}

// A phone that slept has a connection that is dead and does not know it.
document.addEventListener("visibilitychange", () => { if (!document.hidden && me) start(); });
window.addEventListener("online", () => { if (me) start(); });

async function start() {
  try {
    me = await ask("/api/me");
    const fresh = await ask("/api/state");
    state = fresh;
    heard = Date.now();
  } catch (error) {
    if (error.status === 401 || error.status === 429) return login(error.status === 429 ? error.message : "");
    connected(false);
    return again();
  }
  $("login").hidden = true;
  document.querySelector("main").hidden = $("bar").hidden = false;
  $("insecure").hidden = me.secure;
  connected(true);
  show();
  listen();
}

function login(message = "") {
  source?.close();
  $("login").hidden = false;
  document.querySelector("main").hidden = $("bar").hidden = true;
  $("login-error").textContent = message;
  $("link-text").textContent = "";
  $("token").focus();
}

$("login").onsubmit = async (event) => {
  event.preventDefault();
  await enter($("token").value.trim());
};

async function enter(token) {
  try {
    await ask("/api/login", { token });
    $("token").value = "";
    start();
  } catch (error) {
    login(error.message);
  }
}

// A code that was scanned has the token behind the #, which is never sent, and is wiped at once.
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  history.replaceState(null, "", "/");
  enter(given);
} else {
  start();
}
