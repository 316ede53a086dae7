// Paper and the WCAG rules that a program can see.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {open} from './serve.mjs';

// card: the page for police and troops prints as one card of 148 x 105 mm, in every language.
export async function card(at) {
  const {context, tab} = await open(at, '');
  for (const p of at.starts.map((p) => p.replace('index.html', 'cards/index.html'))) {
    if (!fs.existsSync(path.join(at.root, p))) continue; // no text in this language: it leads to the English page
    await tab.goto(at.origin + '/' + p);
    const pdf = (await tab.pdf({preferCSSPageSize: true})).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map((m) => m[1].trim().split(/\s+/).map((n) => Math.round(Number(n) * 25.4 / 72)));
    at.see(boxes.length === 1 && boxes[0][2] === 148 && boxes[0][3] === 105, `${p}: prints as ${JSON.stringify(boxes)}`);
  }
  await context.close();
}

// axe: WCAG 2.0 to 2.2, A and AA, and good practice, on every kind of page,
// left to right and right to left, light and dark, each at 320 and 1280 px. The window is made as tall as the page, so
// that no sticky bar lies over a target. The rule "region" is off: the second
// exit link stands beside the skip link, before all landmarks, on purpose.
export async function axe(at) {
  const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const options = {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: {region: {enabled: false}}};
  at.see(at.close.some((p) => p.startsWith('zz/ar/')), 'axe: no page from right to left');
  for (const width of [320, 1280]) for (const colorScheme of ['light', 'dark']) {
    const {context, tab} = await open(at, '', {viewport: {width, height: 800}, colorScheme, bypassCSP: true});
    for (const p of at.pages.filter((p) => !/print-cards|sr-cyrl\/./.test(p) || at.close.includes(p))) {
      await tab.goto(at.origin + '/' + p);
      await tab.setViewportSize({width, height: await tab.evaluate(() => document.documentElement.scrollHeight)});
      await tab.evaluate(source);
      const found = await tab.evaluate((o) => axe.run(o).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 2).join(' ')}`)), options);
      at.see(!found.length, `${p} ${width} ${colorScheme}: ${found}`);
      await tab.setViewportSize({width, height: 800});
    }
    await context.close();
  }
}
