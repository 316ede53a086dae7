// What is seen first, without a script.
import {pathToFileURL} from 'node:url';
import fs from 'node:fs';
import path from 'node:path';
import {open} from './serve.mjs';

// firstView: on 320 x 568 without script everything needed to call is seen
// without scrolling, in every language of every country.
export async function firstView(at) {
  const {context, tab} = await open(at, '', {viewport: {width: 320, height: 568}, javaScriptEnabled: false});
  let least = 999, where = '';
  for (const p of at.starts) {
    await tab.goto(at.origin + '/' + p);
    const r = await tab.evaluate(() => {
      const box = (s) => { const e = document.querySelector(s); return e && e.getBoundingClientRect(); };
      const help = box('.help');
      const out = ['.btn--exit', '.safe a', '.draft', 'h1', '.line h2', '.line .who', '.btn--call', '.line .facts', '.line .then']
        .filter((s) => { const b = box(s); return b && (b.bottom > help.top + .5 || b.left < 0 || b.right > 320.5); });
      const facts = [...document.querySelectorAll('.line .facts dd')].filter((e) => e.getBoundingClientRect().height < 8);
      return {out, facts: facts.length, spare: Math.round(help.top - box('.line .then').bottom), bottom: help.bottom, wide: document.documentElement.scrollWidth,
        call: box('.btn--call').height, exit: box('.btn--exit'), y: scrollY};
    });
    at.see(!r.out.length, `${p}: not in the first view: ${r.out} (spare ${r.spare} px)`);
    at.see(r.bottom <= 568.5 && r.y === 0 && r.wide <= 320, `${p}: help bar at ${r.bottom}, page ${r.wide} px wide`);
    at.see(r.call >= 44 && r.exit.height >= 44 && r.exit.width >= 44, `${p}: button of ${r.call} px, exit ${r.exit.width} x ${r.exit.height}`);
    at.see(!r.facts, `${p}: a fact without room`);
    if (r.spare < least) { least = r.spare; where = p; }
  }
  console.log(`first view: ${at.starts.length} pages, least spare ${least} px on ${where}`);
  await context.close();
}

// quiet: on a quiet site no heading, name or link of the menu that is seen before
// scrolling has a word that gives the reader away, in any language.
export async function quiet(at) {
  const site = path.join(at.root, 'quiet');
  const words = JSON.parse(fs.readFileSync(path.join(site, 'words.json')));
  const {context, tab} = await open(at, '', {javaScriptEnabled: false});
  let seen = 0;
  for (const [language, list] of Object.entries(words)) {
    const telling = list.map((w) => new RegExp(w, 'iu'));
    const dir = path.join(site, language);
    for (const page of ['.', ...fs.readdirSync(dir)]) {
      if (!fs.existsSync(path.join(dir, page, 'index.html'))) continue;
      await tab.goto(`${at.origin}/quiet/${path.join(language, page)}/index.html`);
      for (const [width, height] of [[320, 568], [1280, 720]]) {
        await tab.setViewportSize({width, height});
        const texts = await tab.evaluate((fold) => [document.title, ...[...document.querySelectorAll('h1, h2, h3, .brand, nav a, .paths a')]
          .filter((e) => { const b = e.getBoundingClientRect(); return b.height > 1 && b.top < fold; }).map((e) => e.textContent.trim())], height);
        seen += texts.length;
        for (const text of texts) at.see(!telling.some((w) => w.test(text)), `quiet/${language}/${page} ${width} px: ${text}`);
      }
    }
  }
  at.see(seen > 800, `quiet: only ${seen} headings seen`);
  await context.close();
}

// steady: the card keeps its height when the script writes "open now".
export async function steady(at) {
  const still = await open(at, '', {javaScriptEnabled: false}), live = await open(at, '');
  const card = () => [document.querySelector('.line').getBoundingClientRect().height, document.querySelector('.now').textContent];
  for (const p of at.close) for (const width of [320, 390, 1280]) {
    for (const t of [still.tab, live.tab]) await t.setViewportSize({width, height: 800});
    await still.tab.goto(at.origin + '/' + p);
    const before = await still.tab.evaluate(card);
    for (const [time, english] of [['2026-11-23T13:00:00Z', 'Open now until 18:00'], ['2026-11-23T20:00:00Z', 'Closed until Tue 10:00'], ['2026-12-24T20:00:00Z', 'Closed until Sat 10:00']]) {
      await live.tab.clock.setFixedTime(new Date(time));
      await live.tab.goto(at.origin + '/' + p);
      const after = await live.tab.evaluate(card);
      at.see(Math.abs(before[0] - after[0]) < 1, `${p} ${width} px ${time}: the card jumps from ${before[0]} to ${after[0]}: ${after[1]}`);
      at.see(before[1] !== after[1] && !after[1].includes('%'), `${p} ${time}: the clock says ${after[1]}`);
      if (p.includes('/en/')) at.see(after[1] === english, `${p} ${time}: ${after[1]}`);
    }
  }
  await still.context.close();
  await live.context.close();
}

// fromFile: the folder works from a disk, without a server.
export async function fromFile(at) {
  const {context, tab} = await open(at, '');
  const problems = [];
  // a request cut off because the reader went on is no problem of the page
  tab.on('requestfailed', (r) => { if (r.failure().errorText !== 'net::ERR_ABORTED') problems.push(r.url()); });
  for (const p of ['index.html', 'zz/index.html', at.close[0]]) {
    await tab.goto(pathToFileURL(path.join(at.root, p)).href);
    at.see(await tab.evaluate(() => getComputedStyle(document.querySelector('.btn--exit')).borderRadius !== '0px'), `${p}: no style from a file`);
  }
  await tab.click('.paths a >> nth=0');
  at.see((await tab.title()) !== '' && tab.url().endsWith('index.html'), `a link from a file leads to ${tab.url()}`);
  at.see(!problems.length, `from a file: ${problems}`);
  await context.close();
}
