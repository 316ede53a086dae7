// What a host and a device hold: the page for unknown addresses, and pages kept only after the visitor's wish, and gone after removal.
import fs from 'node:fs';
import path from 'node:path';
import {open} from './serve.mjs';

const held = () => Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations(), indexedDB.databases()]).then(([c, r, d]) =>
  ({caches: c.length, workers: r.length, databases: d.length, local: localStorage.length, session: sessionStorage.length, cookies: document.cookie.length}));
const none = (h) => Object.values(h).every((n) => n === 0);

// lost: the page for unknown addresses brings its own style, which the policy of the host lets pass.
export async function lost(at) {
  const {context, tab} = await open(at, 'zz/404.html');
  at.see(await tab.evaluate(() => [...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0)) > 50, 'zz/404.html has no style');
  await context.close();
}

// privacy: in every language of a real country the page about privacy says the same
// before pages are kept, while they are kept and after, and each time it is true:
// nothing, then the pages of this language alone, then nothing again.
export async function privacy(at) {
  for (const start of at.starts.filter((p) => p.startsWith('rs/'))) {
    const folder = `${at.origin}/${start.replace('index.html', '')}`;
    const {context, tab} = await open(at, '', {});
    const read = async () => {
      await tab.goto(folder + 'privacy/index.html');
      return tab.evaluate(() => [document.querySelector('main').innerText, document.querySelector('.foot .wrap > p').innerText].join('\n'));
    };
    const press = async (n) => {
      await tab.goto(folder + 'device/index.html');
      await tab.click(`.keep button >> nth=${n}`);
      await tab.waitForFunction(() => document.querySelector('.keep [role=status]').textContent);
    };
    const before = await read();
    at.see(before.length > 400 && none(await tab.evaluate(held)), `${start}: something is stored before anyone asks, or the page is short`);
    await press(0);
    const during = await read();
    const kept = await tab.evaluate(() => caches.keys().then((k) => caches.open(k[0])).then((c) => c.keys()).then((r) => r.map((q) => q.url)));
    const own = kept.filter((u) => u.startsWith(folder) || /\/rs\/(site\.[0-9a-f]+\.(css|js)|icon\.svg|number-\d+\.svg|pictures\/[^/]+)$/.test(u));
    at.see(kept.length > 10 && own.length === kept.length, `${start}: kept is ${kept.filter((u) => !own.includes(u))} of ${kept.length}`);
    await context.setOffline(true);
    const offline = await read();
    await context.setOffline(false);
    await press(1);
    const after = await read();
    at.see(none(await tab.evaluate(held)), `${start}: something is left after removal`);
    at.see([during, offline, after].every((text) => text === before), `${start}: the page about privacy says something else`);
    await context.close();
  }
}

// keep: offers, keeps, serves without network, takes the new where there is one, removes.
export async function keep(at) {
  for (const start of at.close) {
    const own = path.join(at.root, path.dirname(start));
    const safety = fs.readdirSync(own).map((n) => n + '/index.html').find((n) => fs.existsSync(path.join(own, n)) && fs.readFileSync(path.join(own, n), 'utf8').includes('data-keep'));
    const folder = `${at.origin}/${start.replace('index.html', '')}`;
    const {context, tab} = await open(at, '', {});
    const faults = [];
    tab.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
    tab.on('pageerror', (e) => faults.push(String(e)));
    await tab.goto(folder + 'index.html');
    await tab.goto(folder + safety);
    await tab.waitForSelector('.keep:not([hidden])');
    at.see(none(await tab.evaluate(held)), `${start}: something is stored before anyone asks`);
    at.see(await tab.isVisible('.keep > p:first-child') && await tab.isVisible('.keep button >> nth=0') && !await tab.isVisible('.keep button >> nth=1'), `${start}: the offer does not say what is stored`);
    await tab.click('.keep button >> nth=0');
    await tab.waitForFunction(() => document.querySelector('.keep [role=status]').textContent).catch(() => {});
    const kept = await tab.evaluate(held);
    at.see(kept.caches === 1 && kept.workers === 1 && !kept.databases && !kept.local && !kept.session && !kept.cookies, `${start}: kept ${JSON.stringify(kept)} ${faults}`);
    await context.setOffline(true);
    for (const p of ['index.html', '', 'rights/index.html', safety]) {
      const answer = await tab.goto(folder + p).catch(() => null);
      at.see(answer && answer.ok() && await tab.evaluate(() => !!document.querySelector('h1') && document.styleSheets[0].cssRules.length > 50), `${start}: ${p || 'the folder'} is not there without network`);
    }
    await context.setOffline(false);
    await tab.reload();
    await tab.waitForSelector('.keep button:not([hidden])');
    at.see(!await tab.isVisible('.keep button >> nth=0') && await tab.isVisible('.keep button >> nth=1'), `${start}: removal is not offered`);
    await tab.click('.keep button >> nth=1');
    await tab.waitForFunction(() => document.querySelector('.keep [role=status]').textContent);
    await tab.goto(folder + 'index.html');
    await tab.goto(folder + safety);
    const after = await tab.evaluate(held);
    at.see(none(after), `${start}: left after removal ${JSON.stringify(after)}`);
    faults.splice(0, faults.length, ...faults.filter((f) => !/ERR_INTERNET_DISCONNECTED/.test(f)));
    at.see(!faults.length, `${start}: ${faults}`);
    await context.close();
    const plain = await open(at, start.replace('index.html', safety), {javaScriptEnabled: false});
    at.see(!await plain.tab.isVisible('.keep'), `${start}: keeping is offered without script`);
    await plain.context.close();
  }
}
