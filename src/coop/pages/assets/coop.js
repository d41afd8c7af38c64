// What pages do better with JavaScript; every page works without it.
const one = (selector) => document.querySelector(selector);

// "Mostrar" beside passwords.
for (const input of document.querySelectorAll("input[data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  const say = (shown) => {
    button.textContent = document.body.dataset[shown ? "hide" : "show"];
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    say(shown);
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  say(false);
  input.after(button);
}

// "Copiar" beside full numbers and receipt codes.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}

// An address that names an answer opens it.
const unfold = () => {
  const named = document.getElementById(location.hash.slice(1));
  const folded = named?.closest("details:not([open])");
  if (folded) { folded.open = true; folded.scrollIntoView(); }
};
addEventListener("hashchange", unfold);
unfold();

// "Imprimir".
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What waits for somebody else looks again while it is on the screen.
const waits = one("[data-look-again]");
if (waits) {
  setInterval(() => { if (!document.hidden) location.reload(); }, Number(waits.dataset.lookAgain) * 1000);
}

// What stands behind a link's "#" goes into its field, and never to a server's log.
const fragment = one("input[data-fragment]");
if (fragment && location.hash.length > 1) {
  fragment.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

// A second press of a form's button waits for the first.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });
}

// A private page that Back brings out of memory asks the server again.
addEventListener("pageshow", (event) => {
  if (event.persisted && one(".idle")) location.reload();
});

// One minute before the session ends, say so and offer one press to stay.
const idle = one(".idle");
if (idle) {
  let seconds = Number(idle.dataset.seconds);
  const left = idle.querySelector("[data-left]");
  const stay = idle.querySelector("form");
  let end = 0;
  let asked = false;
  const restart = () => {
    end = Date.now() + seconds * 1000;
    asked = false;
    idle.hidden = true;
  };
  const tick = () => {
    const remaining = Math.round((end - Date.now()) / 1000);
    if (remaining <= 0) {
      location.replace(idle.dataset.end);
    } else if (remaining <= 60) {
      idle.hidden = false;
      left.textContent = String(remaining);
      if (!asked) idle.querySelector("h2").focus();
      asked = true;
    }
  };
  stay.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const answer = await fetch(stay.action, { method: "POST", body: new URLSearchParams(new FormData(stay)), redirect: "manual" });
    seconds = answer.ok ? Number(await answer.text()) : 0;
    if (seconds > 60) restart();
    else location.replace(idle.dataset.end);
  }, { capture: true });
  restart();
  setInterval(tick, 1000);
}

// Passkeys: the button asks the device, and the form carries its answer. Without a passkey's answer
// the form is sent as it is, and the server says what to do.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const credentials = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
const readable = (given) => ({
  ...given,
  challenge: bytes(given.challenge),
  ...(given.user && { user: { ...given.user, id: bytes(given.user.id) } }),
  excludeCredentials: credentials(given.excludeCredentials),
  allowCredentials: credentials(given.allowCredentials),
});
const answerOf = ({ rawId, response: said, type }) => {
  const response = { clientDataJSON: written(said.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[name]) response[name] = written(said[name]);
  }
  if (said.getTransports) response.transports = said.getTransports();
  const id = written(rawId);
  return JSON.stringify({ id, rawId: id, type, response, clientExtensionResults: {} });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const act = form.dataset.passkey;
  const said = form.querySelector("[data-said]");
  let waiting = null;
  let before = null;
  if (!window.PublicKeyCredential) {
    said.hidden = false;
    form.querySelector(".scripted").hidden = true;
    continue;
  }
  const asked = async () => {
    const given = form.dataset.options;
    if (!given.startsWith("/")) return { ceremony: form.elements.ceremony.value, options: JSON.parse(given) };
    const answer = await fetch(given, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    return answer.ok ? answer.json() : null;
  };
  const go = async (more) => {
    waiting?.abort();
    const control = waiting = new AbortController();
    const question = await asked();
    if (question) {
      const publicKey = readable(question.options);
      await before; // the browser bears one question at a time
      const asking = navigator.credentials[act]({ publicKey, signal: control.signal, ...more });
      before = asking.catch(() => {});
      const made = await asking;
      form.elements.ceremony.value = question.ceremony;
      form.elements.credential.value = answerOf(made);
    } else if (more) return;
    const also = form.dataset.also && one(`input[name="${form.dataset.also}"]:checked`);
    if (also && also.form !== form) form.append(also.cloneNode());
    form.submit();
  };
  const say = (error) => {
    if (error.name === "AbortError") return;
    said.textContent = form.dataset[error.name === "InvalidStateError" ? "known" : "again"] ?? form.dataset.again;
    said.hidden = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    go().catch(say);
  }, { capture: true });
  if ("conditional" in form.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    go({ mediation: "conditional" }).catch(() => {});
  }
}
