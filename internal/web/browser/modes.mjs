// What a reader has set, and what others could see.
import fs from 'node:fs';
import path from 'node:path';
import {open} from './serve.mjs';

// colours: in forced colours, where every ground has the same colour, buttons and
// cards have edges, links in sentences are underlined, what is marked by colour is
// marked by a line, and the ring of the keyboard is there; on each kind of page.
export async function colours(at) {
  for (const colorScheme of ['light', 'dark']) {
    const {context, tab} = await open(at, '', {forcedColors: 'active', colorScheme});
    for (const p of [...at.pages.filter((p) => p.startsWith('zz/en/')), ...at.real]) {
      await tab.goto(at.origin + '/' + p);
      const faults = await tab.evaluate(() => {
        const out = [], say = (e, what) => out.push(`${what}: ${e.className || e.tagName} ${e.textContent.trim().slice(0, 20)}`);
        const seen = (e) => e.getBoundingClientRect().width > 0, style = (e) => getComputedStyle(e);
        for (const e of document.querySelectorAll('.btn,.line,.lines>li,.sheets>li,.filter a,.slip')) {
          const s = style(e);
          if (seen(e) && !(parseFloat(s.borderTopWidth) >= 1 && s.borderTopStyle !== 'none' && s.borderTopColor !== s.backgroundColor)) say(e, 'no edge');
        }
        for (const e of document.querySelectorAll('main p a:not(.btn),main li a:not(.btn),footer a,.safe a')) {
          const s = style(e);
          if (seen(e) && !s.textDecorationLine.includes('underline') && !parseFloat(s.borderBottomWidth) && !e.closest('.filter')) say(e, 'no line under a link');
        }
        for (const e of document.querySelectorAll('[aria-current]:not(footer *)')) {
          if (seen(e) && style(e).outlineStyle === 'none' && style(e.querySelector('th') || e).outlineStyle === 'none') say(e, 'the present one is not marked');
        }
        for (const e of document.querySelectorAll('h1,h2,p,li,dd,dt')) {
          const s = style(e);
          if (seen(e) && s.color === s.backgroundColor) say(e, 'text without contrast');
        }
        return out;
      });
      at.see(!faults.length, `${p} forced ${colorScheme}: ${faults.slice(0, 3)}`);
      for (let i = 0; i < 4; i++) await tab.keyboard.press('Tab');
      const ring = await tab.evaluate(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 3 && s.outlineColor !== getComputedStyle(document.body).backgroundColor; });
      at.see(ring, `${p} forced ${colorScheme}: no ring`);
    }
    await context.close();
  }
}

// still: where less motion is asked for nothing moves, and the colours of light and
// dark are not the same.
export async function still(at) {
  const grounds = {};
  for (const colorScheme of ['light', 'dark']) {
    const {context, tab} = await open(at, '', {reducedMotion: 'reduce', colorScheme});
    for (const p of at.real.length ? at.real : at.close) {
      await tab.goto(at.origin + '/' + p);
      const r = await tab.evaluate(() => ({
        moving: [document.documentElement, ...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); return s.animationName !== 'none' || /[1-9]/.test(s.transitionDuration) || s.scrollBehavior === 'smooth'; }).length,
        ground: getComputedStyle(document.body).backgroundColor}));
      at.see(!r.moving, `${p}: ${r.moving} elements move`);
      const [a, b, c] = r.ground.match(/\d+/g).map(Number), light = (a + b + c) / 3;
      at.see(colorScheme === 'dark' ? light < 60 : light > 200, `${p} ${colorScheme}: the ground is ${r.ground}`);
      grounds[colorScheme] = r.ground;
    }
    await context.close();
  }
  at.see(grounds.light !== grounds.dark, `light and dark are ${grounds.light}`);
}

// demand: who looks at the page for people who pay for sex is not told apart by
// what the page loads, by its address, nor told to the page that is opened next.
export async function demand(at) {
  // A language whose text of the page is missing leads to the English one.
  const has = (p) => fs.existsSync(path.join(at.root, path.dirname(p), 'law', 'index.html'));
  for (const start of at.starts.filter((p) => p.startsWith('rs/') && has(p))) {
    const folder = `${at.origin}/${start.replace('index.html', '')}`;
    const {context, tab} = await open(at, '');
    let loads = [], referrer = [];
    await context.route(/^https:/, (route) => { referrer.push(route.request().headers().referer); route.fulfill({contentType: 'text/html', body: '<title>x</title>'}); });
    tab.on('request', (r) => { loads.push(r.url()); if (r.isNavigationRequest() && r.headers().referer) referrer.push(r.headers().referer); });
    const visit = async (page) => { loads = []; await tab.goto(folder + page); await tab.waitForLoadState('networkidle'); return loads.slice(1).sort().join(); };
    const rights = await visit('rights/index.html'), law = await visit('law/index.html');
    at.see(law === rights, `${start}: the page loads ${law}, another ${rights}`);
    const shown = await tab.evaluate(() => ({title: document.title, og: [...document.querySelectorAll('meta[property="og:title"]')].map((m) => m.content), others: document.querySelectorAll('[ping],[target],link[rel^=pre]').length}));
    at.see(shown.og.every((t) => shown.title.startsWith(t)) && !shown.others, `${start}: ${JSON.stringify(shown)}`);
    await tab.click('.foot a >> nth=0');
    at.see(await tab.evaluate(() => document.referrer === ''), `${start}: the next page is told where its reader came from`);
    await tab.goto(folder + 'law/index.html');
    await tab.click('.btn--exit', {noWaitAfter: true});
    await tab.waitForURL(/^https:/);
    at.see(referrer.length > 0 && referrer.every((r) => !r), `${start}: told to others: ${referrer}`);
    await context.close();
  }
}
