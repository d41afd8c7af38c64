// The soft token. A key is agreed with the cooperative once and kept where no script can read it;
// it answers an order's amount, account and number with 8 figures, without a connection too.
const SUITE = "OCRA-1:HOTP-SHA256-8:QN25";
const PAY = "1", PAIR = "3";
const PLAIN = { in: { view: "enter", purpose: "2" }, chg: { view: "change", purpose: "4" } };
const QUESTION_BYTES = 128;
const MOST_CENTS = 10n ** 12n - 1n;
const CODE_SECONDS = 180;
const CAMERA = { video: { facingMode: "environment", width: { ideal: 1280 } } };
const MOST_PIXELS = 640, FRAME_MILLISECONDS = 130;

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => within.querySelectorAll(selector);
const utf8 = (text) => new TextEncoder().encode(text);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const figures = (text) => text.replace(/[\s-]/g, "");

const toText = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

// --- what is kept: the key, as an object without its bytes -----------------------------------

const base = () => new Promise((done, fail) => {
  const asked = indexedDB.open("token", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function kept(mode, act) {
  const opened = await base();
  try {
    return await new Promise((done, fail) => {
      const deal = opened.transaction("kept", mode);
      const asked = act(deal.objectStore("kept"));
      deal.oncomplete = () => done(asked.result);
      deal.onabort = () => fail(deal.error);
    });
  } finally {
    opened.close();
  }
}

const load = () => kept("readonly", (store) => store.get("token"));
const keep = (token) => kept("readwrite", (store) => store.put(token, "token"));
const forget = () => kept("readwrite", (store) => store.delete("token"));

// --- RFC 6287 ----------------------------------------------------------------------------------

const sign = async (key, message) => new Uint8Array(await crypto.subtle.sign("HMAC", key, message));

async function answer(key, question) {
  const filled = BigInt(question).toString(16).padEnd(QUESTION_BYTES * 2, "0");
  const asked = Uint8Array.from(filled.match(/../g), (pair) => parseInt(pair, 16));
  const mac = await sign(key, joined(utf8(SUITE), [0], asked));
  const start = mac.at(-1) & 15;
  const number = new DataView(mac.buffer).getUint32(start) & 0x7fffffff;
  return String(number % 1e8).padStart(8, "0");
}

const orderQuestion = (order) =>
  PAY + String(order.cents).padStart(12, "0") + order.last + order.nonce;
const plainQuestion = (purpose, nonce) => purpose + "0".repeat(18) + nonce;

async function oursIs(token, order) {
  const message = utf8(`coop-token-qr-1\0${orderQuestion(order)}\0${order.payee}`);
  return order.marks.includes(toText((await sign(token.key, message)).slice(0, 9)));
}

// --- pairing: ECDH on P-256, then HKDF bound to the secret and to both public halves -----------

async function pair(secret) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const mine = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
  const said = await fetch("/token/vincular", {
    method: "POST",
    credentials: "omit",
    body: new URLSearchParams({ secret, public: toText(point) }),
  });
  if (!said.ok) return said.status === 429 ? "busy" : "unknown";
  const { public: shown, nonce } = await said.json();
  const other = await crypto.subtle.importKey("raw", toBytes(shown), curve, false, []);
  const bits = await crypto.subtle.deriveBits({ ...curve, public: other }, mine.privateKey, 256);
  const shared = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  new Uint8Array(bits).fill(0);
  const info = joined(utf8("coop-token-key-1\0"), point, toBytes(shown));
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: utf8(secret), info },
    shared,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
  await keep({ key, first: nonce, since: Date.now() });
  navigator.storage?.persist?.();
  return "";
}

// --- what is read: addresses from a QR, and what people type -----------------------------------

function secretOf(typed) {
  const bare = figures(typed).toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(bare) ? bare : "";
}

function orderOf(parts) {
  const [cents, last, nonce, name, marks] = parts;
  const whole = parts.length === 5 && /^[1-9][0-9]{0,11}$/.test(cents);
  if (!whole || !/^[0-9]{6}$/.test(last) || !/^[0-9]{6}$/.test(nonce)) return null;
  const payee = new TextDecoder().decode(toBytes(name));
  return { cents: BigInt(cents), last, nonce, payee, marks: marks.split("~") };
}

function centsOf(typed) {
  const found = /^(?:B\/\.|\$)?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!found) return 0n;
  const cents = BigInt(found[1].replaceAll(",", "") + (found[2] ?? "").padEnd(2, "0"));
  return cents <= MOST_CENTS ? cents : 0n;
}

function money(cents) {
  const text = String(cents).padStart(3, "0");
  const whole = text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `B/.\u00a0${whole}.${text.slice(-2)}`;
}

const inTwo = (text, at) => `${text.slice(0, at)}\u00a0${text.slice(at)}`;

// --- the page ------------------------------------------------------------------------------------

let view = "wait", order = null, secret = "", timer = 0;

function show(name) {
  view = name;
  clearTimeout(timer);
  for (const part of all("[data-view]")) part.hidden = part.dataset.view !== name;
  const shown = one(`[data-view="${name}"]`);
  const heading = one("h1", shown);
  document.title = `${heading.textContent.trim()} - ${document.body.dataset.site}`;
  for (const form of all("form", shown)) complain(form, null);
  heading.focus();
  scrollTo(0, 0);
}

function fill(name, text) {
  for (const place of all(`[data-fill="${name}"]`)) place.textContent = text;
}

function complain(form, input) {
  for (const field of all(".field", form)) {
    const wrong = input !== null && field.contains(input);
    field.classList.toggle("wrong", wrong);
    one(".error", field).hidden = !wrong;
    one("input", field).setAttribute("aria-invalid", String(wrong));
  }
  input?.focus();
}

async function home() {
  order = null;
  secret = "";
  for (const form of all("form")) form.reset();
  fill("code", "");
  const token = await load();
  if (!token) return show("empty");
  if (token.first && !token.typed) return first(token);
  one("[data-unsure]").hidden = !token.first;
  fill("since", new Date(token.since).toLocaleDateString(document.documentElement.lang, {
    day: "numeric", month: "long", year: "numeric", timeZone: "America/Panama",
  }));
  return show("home");
}

async function first(token) {
  fill("code", inTwo(await answer(token.key, plainQuestion(PAIR, token.first)), 4));
  show("first");
}

async function open(fragment) {
  const [version, purpose, ...parts] = fragment.split(".");
  const token = await load();
  if (version !== "v1") return home();
  if (purpose === "pair") {
    secret = secretOf(parts[0] ?? "");
    one("[data-replaces]").hidden = !token;
    return secret ? show("pair") : show("unknown");
  }
  if (!token) return show("empty");
  if (purpose in PLAIN && /^[0-9]{6}$/.test(parts[0])) return plain(PLAIN[purpose], parts[0]);
  order = purpose === "pay" ? orderOf(parts) : null;
  if (!order || !(await oursIs(token, order))) return show("foreign");
  return check();
}

function check() {
  fill("amount", money(order.cents));
  fill("last", inTwo(order.last, 3));
  fill("payee", order.payee);
  for (const part of all("[data-named]")) part.hidden = !order.payee;
  for (const part of all("[data-unnamed]")) part.hidden = Boolean(order.payee);
  show("check");
}

async function code(name, question) {
  const token = await load();
  if (!token) return home();
  if (token.first) { // a page that asks has linked this token
    delete token.first;
    await keep(token);
  }
  fill("code", inTwo(await answer(token.key, question), 4));
  show(name);
  timer = setTimeout(home, CODE_SECONDS * 1000);
}

const plain = ({ view: name, purpose }, nonce) => {
  fill("nonce", inTwo(nonce, 3));
  return code(`${name}-code`, plainQuestion(purpose, nonce));
};

async function bring() {
  show("pairing");
  const trouble = navigator.onLine ? await pair(secret).catch(() => "offline") : "offline";
  if (trouble) return show(trouble);
  return home();
}

// --- the camera ----------------------------------------------------------------------------------

// The browser reads by itself where it can; elsewhere our own reader is fetched when first needed.
async function detector() {
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
  if (formats.includes("qr_code")) {
    const own = new BarcodeDetector({ formats: ["qr_code"] });
    return async (film) => (await own.detect(film).catch(() => []))[0]?.rawValue ?? null;
  }
  const { read } = await import(document.body.dataset.reader);
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (film) => {
    const { videoWidth: width, videoHeight: height } = film;
    const side = Math.min(width, height), taken = Math.min(side, MOST_PIXELS);
    if (!taken) return null;
    [canvas.width, canvas.height] = [taken, taken];
    // Only the middle, which is what the page shows of the picture.
    drawing.drawImage(film, (width - side) / 2, (height - side) / 2, side, side, 0, 0, taken, taken);
    return read(drawing.getImageData(0, 0, taken, taken));
  };
}

async function scan() {
  show("scan");
  const film = one("video");
  let detect, stream;
  try {
    detect = await detector();
    stream = await navigator.mediaDevices.getUserMedia(CAMERA);
  } catch {
    return view === "scan" ? show("nocamera") : undefined;
  }
  film.srcObject = stream;
  film.play().catch(() => {});
  const found = await watch(film, stream, detect);
  const left = view !== "scan" || film.srcObject !== stream;
  for (const track of stream.getTracks()) track.stop();
  if (film.srcObject === stream) film.srcObject = null;
  if (left) return undefined;
  if (found === null) return show("nocamera");
  const here = `${location.origin}/token#`;
  return found.startsWith(here) ? open(found.slice(here.length)) : show("foreign");
}

// Look until something is read, the person goes elsewhere, or the camera is taken away.
async function watch(film, stream, detect) {
  while (view === "scan" && film.srcObject === stream && stream.active) {
    const found = document.hidden ? null : await detect(film);
    if (found !== null) return found;
    await new Promise((done) => { setTimeout(done, FRAME_MILLISECONDS); });
  }
  return null;
}

// --- what buttons and forms do -------------------------------------------------------------------

const DEEDS = {
  home,
  scan,
  type: () => show("type"),
  enter: () => show("enter"),
  change: () => show("change"),
  bring,
  yes: () => code("code", orderQuestion(order)),
  no: () => show("stop"),
  typed: async () => {
    await keep({ ...await load(), typed: true });
    return home();
  },
  again: async () => first(await load()),
  remove: () => show("remove"),
  removed: async () => { await forget(); return home(); },
};

const FORMS = {
  secret: (form) => {
    secret = secretOf(form.secret.value);
    return secret ? open(`v1.pair.${secret}`) : complain(form, form.secret);
  },
  order: (form) => {
    const cents = centsOf(form.amount.value);
    const last = figures(form.last.value), nonce = figures(form.nonce.value);
    if (!cents) return complain(form, form.amount);
    if (!/^[0-9]{6}$/.test(last)) return complain(form, form.last);
    if (!/^[0-9]{6}$/.test(nonce)) return complain(form, form.nonce);
    order = { cents, last, nonce, payee: "" };
    return check();
  },
};
for (const kind of Object.values(PLAIN)) {
  FORMS[kind.view] = (form) => {
    const nonce = figures(form.nonce.value);
    return /^[0-9]{6}$/.test(nonce) ? plain(kind, nonce) : complain(form, form.nonce);
  };
}

for (const button of all("[data-do]")) {
  button.addEventListener("click", () => DEEDS[button.dataset.do]());
}
for (const form of all("form[data-form]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    FORMS[form.dataset.form](form);
  });
}
for (const button of all("[data-copy-code]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(figures(one("[data-fill=code]").textContent));
    button.textContent = button.dataset.done;
  });
}

// An address from a QR is read and taken out of sight at once: nothing of an order stays in it.
async function arrive() {
  const fragment = location.hash.slice(1);
  if (fragment) history.replaceState(null, "", "/token");
  return fragment ? open(fragment) : home();
}

async function begin() {
  if (!isSecureContext || !crypto.subtle || !indexedDB) return show("unfit");
  const scans = Boolean(navigator.mediaDevices?.getUserMedia);
  for (const part of all("[data-scans]")) part.hidden = !scans;
  for (const part of all("[data-scans-not]")) part.hidden = scans;
  await arrive().catch(() => show("unfit"));
  addEventListener("hashchange", arrive);
  const worker = "/token/sw.js";
  const rules = { createScriptURL: (url) => { if (url === worker) return url; throw new TypeError(url); } };
  const trusted = window.trustedTypes?.createPolicy("token", rules).createScriptURL(worker) ?? worker;
  return navigator.serviceWorker?.register(trusted, { scope: "/token" }).catch(() => {});
}

begin();
