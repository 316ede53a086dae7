// Works in the HTML form as a translator does: node form.mjs BROWSER FORM OUT STEPS
// STEPS is JSON: {name, write: {"id": "text"}, over: "id", finish: ["id"]}. Prints what the form says.
import {chromium} from 'playwright-core';

const [executablePath, form, out, json] = process.argv.slice(2);
const steps = JSON.parse(json);
const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});
const page = await (await browser.newContext({offline: true})).newPage();
page.setDefaultTimeout(8000);
const said = [];
page.on('console', m => said.push('console: ' + m.text()));
page.on('pageerror', e => said.push('error: ' + e.message));
page.on('request', r => { if (!r.url().startsWith('file:') && !r.url().startsWith('blob:')) said.push('request: ' + r.url()); });
await page.goto('file://' + form);
const box = id => page.locator(`[data-id="${id}"]`);
await page.fill('#name', steps.name || '');
for (const [id, text] of Object.entries(steps.write || {})) {
  await box(id).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  for (const part of text.split(/(\{\{[^}]*\}\})/)) {
    if (part.startsWith('{{')) await page.locator('article', {has: box(id)}).getByText('insert ' + part.replace(/[{}.]/g, '')).click();
    else await page.keyboard.type(part);
  }
  said.push(`${id}: ${(await page.locator('article', {has: box(id)}).locator('.left').first().innerText()).trim()}`);
}
if (steps.over) {
  await box(steps.over).locator('.chip').first().click();
  await page.keyboard.type('123');
  said.push(`chip: ${await box(steps.over).locator('.chip').first().innerText()}`);
  said.push(`over: ${(await page.locator('article', {has: box(steps.over)}).locator('.left').first().innerText()).trim()}`);
}
for (const id of steps.finish || []) await page.locator(`[data-done="${id}"]`).check();
const download = page.waitForEvent('download');
await page.click('#save');
await (await download).saveAs(out);
console.log(said.join('\n'));
await browser.close();
