// Small parts of the page: elements, words, the way to the kiosk.
import { WORDS, choose } from "./words.js";

export const language = choose(navigator.languages || [navigator.language || "en"]);
document.documentElement.lang = language;
document.documentElement.dir = ["ar", "fa", "he"].includes(language) ? "rtl" : "ltr";

export function word(key, values = {}) {
  const text = WORDS[language][key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const $ = (id) => document.getElementById(id);

// An element with attributes, listeners (onclick) and children. Texts are never read as HTML.
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function reach(path, body) {
  const isFile = body instanceof Blob;
  const post = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": isFile ? "application/octet-stream" : "application/json" },
    body: isFile ? body : JSON.stringify(body),
  };
  try {
    return await fetch(path, { cache: "no-store", credentials: "same-origin", ...post });
  } catch {
    throw new Refused(0, word("lost"));
  }
}

export async function ask(path, body) {
  const response = await reach(path, body);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new Refused(response.status, answer.error || response.statusText);
  return answer;
}

// Shows in `image` what a line would make of a display: drawn by the kiosk, and not done. Waits until
// nothing more is typed; until then, and where it cannot be drawn, the image is hidden.
export function drawing(image, shown) {
  let timer, asked = 0, drawn = "";
  return (line, display) => {
    const key = line && JSON.stringify([line, display]);
    if (key === drawn) return;
    drawn = key;
    clearTimeout(timer);
    const mine = ++asked;
    shown(false);
    if (line) timer = setTimeout(async () => {
      const response = await reach("/api/preview", { line, display }).catch(() => null);
      const blob = response?.ok ? await response.blob() : null;
      if (mine !== asked) return;
      if (!blob) { drawn = ""; return; }
      URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(blob);
      shown(true);
    }, 250);
  };
}

// A text as one word of a command.
export const quoted = (text) => '"' + String(text).replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ").trim() + '"';

let hiding;
export function toast(text, { undo, bad } = {}) {
  const box = $("toast"), [span, button] = box.children;
  span.textContent = text;
  box.className = bad ? "up bad" : "up";
  button.hidden = !undo;
  button.textContent = word("undo");
  button.onclick = () => { box.className = ""; undo(); };
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.className = ""; }, 10000);
}

// Asks for the fields; `go` gets their values, and what it throws is shown.
export function dialog(title, fields, label, go, watch) {
  const box = $("dialog"), body = $("dialog-body"), form = box.querySelector("form");
  box.onclose = null;
  $("dialog-title").textContent = title;
  $("dialog-error").textContent = "";
  $("dialog-cancel").textContent = word("cancel");
  $("dialog-go").textContent = label || "";
  $("dialog-go").hidden = !label;
  const inputs = {};
  body.replaceChildren(...fields.map((field) => {
    if (field instanceof Node) return field;
    const input = field.options
      ? h("select", {}, field.options.map(([value, text]) => h("option", { value }, text)))
      : h(field.long ? "textarea" : "input", { maxlength: 900, placeholder: field.hint, dir: "auto" });
    if (field.value !== undefined) input.value = field.value;
    inputs[field.name] = input;
    if (field.list) input.setAttribute("list", "dialog-list");
    return h("label", {}, field.label, input, field.list ? h("datalist", { id: "dialog-list" }, field.list.map((value) => h("option", { value }))) : null);
  }));
  const read = () => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
  $("dialog-cancel").onclick = () => box.close();
  form.oninput = () => watch?.(read());
  form.onsubmit = async (event) => {
    event.preventDefault();
    const values = read();
    try {
      await go(values);
      box.close();
    } catch (error) {
      $("dialog-error").textContent = error.message;
    }
  };
  box.showModal();
}

// Calls `go` when the button (or space, enter) was held for a second, and not before.
export function hold(button, go) {
  let timer;
  const stop = () => { clearTimeout(timer); timer = undefined; button.classList.remove("holding"); };
  const start = (event) => {
    if (button.disabled || timer || event.button > 0) return;
    if (event.pointerId !== undefined) button.setPointerCapture?.(event.pointerId);
    button.classList.add("holding");
    timer = setTimeout(() => { stop(); go(); }, 1000);
  };
  button.addEventListener("pointerdown", start);
  for (const name of ["pointerup", "pointercancel", "pointerleave", "blur", "contextmenu"])
    button.addEventListener(name, stop);
  button.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") { event.preventDefault(); if (!event.repeat) start(event); }
  });
  button.addEventListener("keyup", stop);
  document.addEventListener("visibilitychange", stop);
}
