// Checks of verify.html in Chromium, opened from a file and without network; in Firefox
// where FIREFOX names it.
//
//   npm ci && node checks.mjs CASES.json      made by page_test.go
//
// Prints a line for each failure and the number of checks.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import playwright from 'playwright-core';
import {open} from './trust.mjs';

const {cases, record} = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let checks = 0, bad = 0;
const see = (ok, message) => { checks++; if (!ok) { bad++; console.log('BAD', message); } };

// mutations: no changed record opens as if nothing had been changed.
const right = JSON.stringify(record);
let seed = 7;
const random = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
see(open(record, '2030-03-20').stop === '', 'the record is not right');
const parts = [['manifest'], ...['signatures', 'keys', 'renewed'].flatMap((p) => Object.keys(record[p]).map((n) => [p, n]))];
for (let i = 0; i < 400; i++) {
  const r = JSON.parse(right), [part, name] = parts[i % parts.length];
  const old = name ? r[part][name] : r[part], at = random(old.length), change = String.fromCharCode(old.charCodeAt(at) ^ (1 << random(7)));
  const text = old.slice(0, at) + change + old.slice(at + 1);
  if (name) r[part][name] = text; else r[part] = text;
  let opened = true;
  try { open(r, '2030-03-20'); } catch { opened = false; }
  see(!opened, `${part} ${name || ''}: byte ${at} changed and not seen`);
}

for (const name of Object.keys(record.signatures)) {
  const r = JSON.parse(right);
  delete r.signatures[name];
  let opened = true;
  try { open(r, '2030-03-20'); } catch { opened = false; }
  see(!opened, `without ${name}`);
}

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'pharos-verify-'));
const env = {...process.env, HOME: profile}, fox = process.env.FIREFOX;
const browser = fox ? await playwright._bidiFirefox.launch({executablePath: fox, env}) : await playwright.chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', env,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']});
const context = {};

for (const c of cases) {
  const own = context[c.device] || (context[c.device] = await browser.newContext({viewport: {width: c.width || 390, height: 844}}));
  await own.setOffline(true);
  const tab = await own.newPage(), faults = [], asked = [];
  tab.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
  tab.on('pageerror', (e) => faults.push(String(e)));
  tab.on('request', (r) => r.url().startsWith('file:') || asked.push(r.url()));
  await tab.clock.setFixedTime(new Date(c.today + 'T12:00:00'));
  await tab.goto(pathToFileURL(c.page).href);
  await tab.waitForSelector('#live:not([hidden])');
  if (c.files.length) {
    if (c.drop) {
      const data = await tab.evaluateHandle((list) => {
        const t = new DataTransfer();
        for (const f of list) t.items.add(new File([Uint8Array.from(atob(f.data), (x) => x.charCodeAt(0))], f.name));
        return t;
      }, c.files.map((f) => ({name: path.basename(f), data: fs.readFileSync(f).toString('base64')})));
      await tab.dispatchEvent('#drop', 'drop', {dataTransfer: data});
    } else {
      await tab.setInputFiles('#file', c.files);
    }
    await tab.waitForSelector('.result');
  }
  const got = await tab.$$eval('.result', (list) => list.map((r) => (r.classList.contains('good') ? 'good ' : 'bad ') + r.querySelector('h2').textContent));
  see(JSON.stringify(got) === JSON.stringify(c.want), `${c.name}: ${JSON.stringify(got)}, not ${JSON.stringify(c.want)}`);
  const reasons = await tab.$$eval('.result', (list) => list.map((r) => r.textContent).join(' '));
  see(reasons.includes(c.reason || ''), `${c.name}: the reason ${c.reason} is not shown: ${reasons}`);
  const words = await tab.$$eval('.words li', (list) => list.map((w) => w.textContent).join(' '));
  see(words === c.words, `${c.name}: words ${words}, not ${c.words}`);
  const sentence = await tab.$$eval('.result.good', (list) => list.every((r) => r.querySelectorAll('.words li').length === 6 && r.textContent.includes('verify.call')));
  see(sentence, `${c.name}: green without words and sentence`);
  see(!faults.length && !asked.length, `${c.name}: ${[...faults, ...asked].join('; ')}`);
  see(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${c.name}: wider than ${c.width || 390}`);
  see(await tab.evaluate(() => localStorage.length) === (c.kept || 0), `${c.name}: keeps without being asked`);
  if (c.remember) {
    await tab.click('.call button');
    see(await tab.evaluate(() => localStorage.length) === 1, `${c.name}: the comparison is not kept`);
  }
  see((await tab.$$('.compared')).length === 0, `${c.name}: a page from a disk shows its memory as a proof`);
  await tab.close();
}
await browser.close();
fs.rmSync(profile, {recursive: true, force: true});
console.log(`${checks} checks, ${bad} bad`);
process.exit(bad || !checks ? 1 : 0);
