// Keeps the pages of one language on the device, because a visitor has asked for
// it on the safety page. What the network has comes first, so that no old number
// is shown where a new one can be had; what is kept serves
// where there is none, and where the host is there and out of order.
'use strict';
const name = 'keep ' + self.registration.scope;
const wanted = files.map((f) => new URL(f, self.registration.scope).href);
const keptPage = async (at) => await caches.has(name) && (await caches.open(name)).match(at);
const page = (address) => address.split(/[?#]/)[0].replace(/\/$/, '/index.html');

self.addEventListener('install', (e) => {
  self.skipWaiting();
  e.waitUntil(caches.open(name).then((c) => c.addAll(wanted.map((f) => new Request(f, {cache: 'reload'})))));
});

self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim().then(() => caches.open(name)).then(async (c) => {
  for (const r of await c.keys()) if (!wanted.includes(r.url)) await c.delete(r);
})));

self.addEventListener('fetch', (e) => {
  const at = page(e.request.url);
  if (e.request.method !== 'GET' || !wanted.includes(at)) return;
  e.respondWith(fetch(e.request).then(async (answer) => {
    // after removal nothing is kept again
    if (answer.ok && !answer.redirected && await caches.has(name)) await (await caches.open(name)).put(at, answer.clone());
    return answer.status < 500 ? answer : await keptPage(at) || answer;
  }).catch(async () => await keptPage(at) || Response.error()));
});
