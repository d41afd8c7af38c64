// Keeps the token's own page and its few files, and nothing else, so that it opens without a
// connection. NAME and SHELL stand before this text: the address of the page, then of its files.
const kept = (path) => caches.match(path, { ignoreVary: true });

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(SHELL.map((url) => new Request(url, { cache: "no-cache" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (!SHELL.includes(url.pathname)) return;
  if (url.pathname !== SHELL[0]) {
    event.respondWith((async () => (await kept(url.pathname)) ?? fetch(event.request))());
    return;
  }
  event.respondWith((async () => {
    try {
      const fresh = await fetch(event.request);
      if (fresh.ok) await (await caches.open(NAME)).put(SHELL[0], fresh.clone());
      if (fresh.ok) return fresh;
    } catch { /* no connection */ }
    return (await kept(SHELL[0])) ?? Response.error();
  })());
});
