// What holds for every page.
import {open} from './serve.mjs';

// sizes: targets, overflow, headings, console, other origins, storage, motion.
export async function sizes(at) {
  for (const width of [320, 1440]) {
    const {context, tab} = await open(at, '', {viewport: {width, height: 568}});
    for (const p of [...at.pages.filter((p) => p !== 'zz/404.html'), ...at.real]) await size(at, tab, p, width); // 404.html wants the top of a host
    await context.close();
  }
}

// size looks at one page.
async function size(at, tab, p, width) {
  const problems = [];
  tab.removeAllListeners();
  tab.on('console', (m) => m.type() === 'error' && problems.push(m.text()));
  tab.on('pageerror', (e) => problems.push(String(e)));
  tab.on('request', (r) => r.url().startsWith(at.origin) || problems.push('other origin ' + r.url()));
  await tab.goto(at.origin + '/' + p);
  const r = await tab.evaluate(async () => {
    const small = [];
    for (const a of document.querySelectorAll('a,button,summary')) {
      const q = a.getBoundingClientRect();
      if (!q.width || a.classList.contains('skip') || getComputedStyle(a).display === 'inline') continue;
      const least = a.classList.contains('btn') ? 44 : 24;
      if (q.height < least || q.width < least) small.push(`${a.textContent.trim().slice(0, 30)} ${q.width} x ${q.height}`);
    }
    const over = [...document.querySelectorAll('main *,header *,.help *,footer *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.tagName + '.' + e.className).slice(0, 3);
    return {small, over, wide: document.documentElement.scrollWidth, moving: document.getAnimations().length, kept: localStorage.length + sessionStorage.length + document.cookie.length + (await indexedDB.databases()).length + (globalThis.caches ? (await caches.keys()).length : 0)};
  });
  at.see(!r.small.length, `${p} ${width}: small targets: ${r.small.slice(0, 3)}`);
  at.see(r.wide <= width, `${p} ${width}: ${r.wide} px wide: ${r.over}`);
  at.see(!problems.length, `${p} ${width}: ${problems.slice(0, 3)}`);
  at.see(!r.moving && !r.kept, `${p} ${width}: ${r.moving} animations, ${r.kept} kept`);
  const text = await tab.evaluate(() => { document.documentElement.style.fontSize = '200%'; return document.documentElement.scrollWidth; });
  if (width === 1440) at.see(text <= width, `${p}: text at 200 % is ${text} px wide`);
}

// keyboard: every stop is seen, is not under a bar and has a ring.
export async function keyboard(at) {
  for (const p of [...at.pages.filter((p) => !/print-|sr-cyrl/.test(p)), ...at.real]) {
    const {context, tab} = await open(at, p);
    let stops = 0;
    for (; stops < 60; stops++) {
      await tab.keyboard.press('Tab');
      const q = await tab.evaluate(() => {
        const a = document.activeElement;
        if (!a || a === document.body) return null;
        const r = a.getBoundingClientRect(), e = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 40));
        return {text: a.textContent.trim().slice(0, 24), seen: !!e && (a === e || a.contains(e) || e.contains(a)), ring: getComputedStyle(a).outlineStyle !== 'none', href: a.getAttribute('href'), exit: a.hasAttribute('data-exit')};
      });
      if (!q) break;
      at.see(q.seen && q.ring, `${p}: stop ${stops + 1} "${q.text}" is hidden or has no ring`);
      if (stops === 0) at.see(q.href === '#main', `${p}: the first stop is ${q.text}`);
      if (stops === 1) at.see(q.exit, `${p}: the second stop is ${q.text}`);
    }
    at.see(stops > 5, `${p}: ${stops} stops`);
    await context.close();
  }
}

