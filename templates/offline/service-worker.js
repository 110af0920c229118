{% autoescape off %}// Shows the offline page where a page cannot be fetched. It keeps that page in each language and what it is made of,
// nothing else: no page with content is ever stored. Everything goes to the network first, and whatever is not the
// fetching of a page (changes, fragments, /events/) does not pass through here at all.
const PAGES = { {% for code, url in pages.items %}"{{ code }}": "{{ url }}"{% if not forloop.last %}, {% endif %}{% endfor %} };
const FILES = [{% for url in files %}"{{ url }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const USUAL = "{{ usual }}";
const CACHE = `offline ${[...Object.values(PAGES), ...FILES].join(" ")}`;
const LANGUAGE = "/offline/language";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...Object.values(PAGES), ...FILES])));
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), forget(), registration.navigationPreload?.enable()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" || pathname.startsWith("/events/")) return;

  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});

async function page(event) {
  try {
    const response = (await event.preloadResponse) || (await fetch(event.request));
    const language = response.headers.get("Content-Language");
    if (language in PAGES) event.waitUntil(remember(language));
    return response;
  } catch {
    const said = await kept(LANGUAGE);
    const language = said ? await said.text() : USUAL;
    return (await kept(PAGES[language] ?? PAGES[USUAL])) ?? Response.error();
  }
}

async function remember(language) {
  const said = await kept(LANGUAGE);
  if (said && (await said.text()) === language) return;
  await (await caches.open(CACHE)).put(LANGUAGE, new Response(language));
}

async function kept(url) {
  return (await caches.open(CACHE)).match(url);
}

// What an earlier build has kept.
async function forget() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name.startsWith("offline ") && name !== CACHE).map((name) => caches.delete(name)));
}
{% endautoescape %}
