// Works in HTML forms as a translator does, through WebDriver BiDi:
// node form.mjs chrome|firefox BROWSER JOBS
// JOBS is a file: [{form, load, read: [id], out, name, undo: id, write: {id: text}, over: id, finish: [id]}]. Prints JSON,
// for each form what it said, the lines of each text on its sheet, and what went wrong.
import {mkdtempSync, readFileSync, renameSync, existsSync, rmSync} from 'node:fs';
import {join, dirname} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import puppeteer from 'puppeteer-core';

const [kind, executablePath, file] = process.argv.slice(2);
const jobs = JSON.parse(readFileSync(file)), dir = mkdtempSync(join(dirname(file), 'load-'));
const browser = await puppeteer.launch({browser: kind, executablePath, protocol: 'webDriverBiDi',
  args: kind === 'chrome' ? ['--no-sandbox', '--proxy-server=127.0.0.1:9'] : [],
  extraPrefsFirefox: {'browser.download.folderList': 2, 'browser.download.dir': dir, 'browser.download.useDownloadDir': true, 'browser.helperApps.neverAsk.saveToDisk': 'application/xliff+xml', 'dom.disable_beforeunload': true, 'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': 9, 'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': 9}});
const context = kind === 'chrome' ? await browser.createBrowserContext({downloadBehavior: {policy: 'allow', downloadPath: dir}}) : browser.defaultBrowserContext();

const work = async job => {
  const page = await context.newPage(), result = {said: {}, lines: {}, wrong: []};
  page.setDefaultTimeout(20000);
  page.on('console', m => result.wrong.push('console: ' + m.text()));
  page.on('pageerror', e => result.wrong.push('error: ' + e.message));
  page.on('request', r => { if (!/^(file|blob|data):/.test(r.url())) result.wrong.push('request: ' + r.url()); });
  await page.goto('file://' + job.form);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'yes');
  const box = id => `[data-id="${id}"]`;
  const left = async id => result.said[id] = await page.$eval(box(id), b => b.parentNode.querySelector('#' + b.id + 'l').textContent.trim());
  if (job.load) {
    await (await page.$('#load')).uploadFile(job.load);
    await page.waitForFunction(() => document.getElementById('name').value !== '');
  }
  for (const id of job.read || []) result.said[id] = await page.$eval(box(id), b => b.textContent + (b.closest('article').querySelector('[data-done]').checked ? ' (finished)' : ''));
  if (job.out) { // nothing is saved without a name
    await page.click('#save');
    if (await page.$eval('#done', o => o.textContent)) result.wrong.push('saved without a name');
    if (await page.evaluate(() => document.activeElement.id) !== 'name') result.wrong.push('the name is not asked for');
    await page.click('#name');
    await page.keyboard.type(job.name || 'Mira Q.');
  }
  if (job.undo) {
    const press = async (key, ...held) => {
      for (const k of ['Control', ...held]) await page.keyboard.down(k);
      await page.keyboard.press(key);
      for (const k of [...held, 'Control']) await page.keyboard.up(k);
    };
    const now = () => page.$eval(box(job.undo), b => [...b.childNodes].map(n => n.dataset?.p ?? n.textContent).join(''));
    const is = async (what, want) => { const got = await now(); if (got !== want) result.wrong.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`); };
    const first = await now();
    await page.click(box(job.undo));
    await press('Home');
    await page.keyboard.type('Tani ');
    const typed = await now();
    await (await page.evaluateHandle(b => document.querySelector(b).parentNode.querySelector('.insert'), box(job.undo))).click();
    const inserted = await now();
    if (typed === first || inserted.length <= typed.length) result.wrong.push('nothing was written: ' + inserted);
    await press('z');
    await is('undone', typed);
    await press('z');
    await press('z');
    await is('undone letter by letter', 'Tan' + first);
    await press('y');
    await press('z', 'Shift');
    await press('y');
    await is('done again', inserted);
    for (let i = 0; i < 30; i++) await press('z');
    await is('all undone', first);
    await page.keyboard.type('x');
    if ((await now()).length !== first.length + 1) result.wrong.push('the cursor is lost');
  }
  for (const [id, text] of Object.entries(job.write || {})) {
    await page.click(box(id));
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.press('Delete');
    for (const part of text.split(/(\{\{[^}]*\}\})/)) {
      if (!part.startsWith('{{')) { await page.keyboard.type(part); continue; }
      if (await page.$eval(box(id), (b, p) => [...b.querySelectorAll('.chip')].some(c => c.textContent === p), part.replace(/[{}.]/g, ''))) continue; // it stayed
      const button = await page.evaluateHandle((b, p) => [...document.querySelector(b).parentNode.querySelectorAll('.insert')].find(e => e.dataset.inserts === p), box(id), part.replace(/[{}.]/g, ''));
      await button.click();
    }
    await left(id);
  }
  if (job.over) {
    await page.click(box(job.over) + ' .chip');
    await page.keyboard.type('123');
    for (const key of ['Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Delete', 'Delete']) await page.keyboard.press(key);
    await page.keyboard.type('123');
    result.said.chip = await page.$eval(box(job.over) + ' .chip', c => c.textContent);
    await left(job.over);
  }
  for (const id of job.finish || []) await page.click(`[data-done="${id}"]`);
  for (const id of Object.keys(job.write || {})) result.said[id + ' seen'] = await page.$eval(box(id), b => { const c = b.closest('article').querySelector('canvas'); return c ? c.getAttribute('role') + ' ' + (c.width > 0) : ''; });
  result.lines = await page.$$eval('[data-lines]', list => Object.fromEntries(list.map(o => [o.dataset.lines, [...o.children].map(l => l.textContent)])));
  result.unnamed = await page.$$eval('button,input,select,[role=textbox],canvas', list => list.filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length))).map(e => e.outerHTML.slice(0, 120)));
  if (job.out) {
    await page.click('#save');
    const saved = join(dir, await page.$eval('#done', o => o.dataset.file));
    for (let i = 0; i < 100 && !existsSync(saved); i++) await wait(50);
    await wait(100);
    renameSync(saved, job.out);
  }
  await page.close();
  return result;
};

const results = [];
for (const job of jobs) results.push(await work(job));
console.log(JSON.stringify(results));
await browser.close();
rmSync(dir, {recursive: true, force: true});
