// Runs the service worker keep.js with a network and a cache of its own: what a
// visitor gets of a page while the host answers in several ways.
const { readFileSync } = require('node:fs');
const listeners = {};
const store = new Map();
let kept = true, network;
globalThis.self = {
  registration: { scope: 'https://line.example/en/' }, skipWaiting() {}, clients: { claim: async () => {} },
  addEventListener: (name, f) => { listeners[name] = f; },
};
globalThis.caches = {
  has: async () => kept,
  open: async () => ({
    put: async (at, answer) => { store.set(at, answer); }, match: async (at) => store.get(at), keys: async () => [],
    addAll: async () => {}, delete: async () => {},
  }),
};
globalThis.fetch = async () => network();
const answer = (status, text) => ({
  status, ok: status >= 200 && status < 300, redirected: false, text, clone() { return this; },
});
globalThis.Response = { error: () => ({ status: 0, text: 'no network' }) };
(0, eval)(readFileSync(process.argv[2], 'utf8'));
const ask = async () => {
  let given;
  listeners.fetch({
    request: { method: 'GET', url: 'https://line.example/en/' }, respondWith: (a) => { given = a; },
  });
  return (await given).text;
};
(async () => {
  const out = {};
  network = () => answer(200, 'page'); out.first = await ask();
  for (const status of [500, 502, 503, 504, 404]) {
    network = () => answer(status, 'error of the host'); out[status] = await ask();
  }
  network = () => { throw new TypeError('no network'); }; out.none = await ask();
  network = () => answer(200, 'newer page'); out.again = await ask();
  network = () => answer(503, 'error of the host'); out.newer = await ask();
  kept = false; out.removed = await ask();
  console.log(JSON.stringify(out));
})();
