// Sees that an open page of 'pharos serve' follows the project.
//
//   node live.mjs ADDRESS FILE WORDS     FILE is a message file that has WORDS
import fs from 'node:fs';
import {chromium} from 'playwright-core';

const [address, file, words] = process.argv.slice(2);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});
const context = await browser.newContext();
const page = await context.newPage();
const faults = [];
page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
page.on('pageerror', (e) => faults.push(String(e)));
page.on('request', (r) => { if (new URL(r.url()).origin !== new URL(address).origin) faults.push('request to ' + r.url()); });
const change = (from, to) => fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(from, to));
const overlay = () => page.evaluate(() => document.getElementById('pharos-findings')?.shadowRoot.textContent ?? '');
const until = async (what, test) => {
  for (let i = 0; i < 200; i++) {
    if (await test().catch(() => false)) { console.log('seen:', what); return; }
    await new Promise((r) => setTimeout(r, 50));
  }
  faults.push('never seen: ' + what);
};
await page.goto(address);
await until('the first findings', async () => /Preview: 0 errors/.test(await overlay()));
change(words, 'Changed <b>just</b> now');
await until('the error over the page', async () => /Preview: [1-9]/.test(await overlay()) && /<b>/.test(await overlay()));
change('Changed <b>just</b> now', 'Changed just now');
await until('the change on the page', async () => (await page.content()).includes('Changed just now'));
await until('no error', async () => /Preview: 0 errors/.test(await overlay()));
// A browser keeps six connections to a server: a page that held one would starve the seventh.
for (let i = 2; i <= 8; i++) {
  const tab = await context.newPage();
  await tab.goto(address, {timeout: 20000}).catch((e) => faults.push('page ' + i + ': ' + e));
}
await until('the news on the first of eight pages', async () => /Preview: 0 errors/.test(await overlay()));
const bold = await page.evaluate(() => document.getElementById('pharos-findings').shadowRoot.querySelectorAll('b').length);
if (bold) faults.push('a finding was shown as markup');
await browser.close();
for (const f of faults) console.log('BAD', f);
process.exit(faults.length ? 1 : 0);
