// Leaving: GOV.UK's "exit this page", point by point.
import {open} from './serve.mjs';

const away = 'https://weather.example/';

// watch answers for the neutral page and writes down the veil as it comes.
async function watch(context, tab, slow) {
  const seen = {hits: 0, veil: null};
  tab.on('console', (m) => { if (m.text().startsWith('VEIL')) seen.veil = JSON.parse(m.text().slice(4)); });
  await tab.addInitScript(() => addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    const v = document.querySelector('.veil');
    if (v) queueMicrotask(() => {
      const r = v.getBoundingClientRect();
      console.log('VEIL' + JSON.stringify({w: r.width, h: r.height, text: v.textContent, left: [...document.body.children].filter((x) => x !== v && x.getBoundingClientRect().width).length}));
    });
  }).observe(document.body, {childList: true})));
  await context.route(away + '**', (route) => { seen.hits++; setTimeout(() => route.fulfill({contentType: 'text/html', body: '<title>Weather</title>sun'}), slow); });
  return seen;
}

// exits: by click, by the second link, by Shift three times, and without script.
export async function exits(at) {
  for (const start of at.close) for (const how of ['click', 'second', 'shift', 'plain']) {
    const {context, tab} = await open(at, '', {javaScriptEnabled: how !== 'plain'});
    const seen = await watch(context, tab, how === 'plain' ? 0 : 800);
    await tab.goto(at.origin + '/zz/index.html');
    await tab.goto(at.origin + '/' + start);
    if (how === 'click' || how === 'plain') await tab.click('.btn--exit', {noWaitAfter: true});
    if (how === 'second') { await tab.keyboard.press('Tab'); await tab.keyboard.press('Tab'); await tab.keyboard.press('Enter'); }
    if (how === 'shift') await byShift(at, tab, seen, start);
    if (how !== 'plain') {
      await tab.waitForTimeout(150);
      const v = seen.veil;
      at.see(v && v.w >= 390 && v.h >= 844 && !v.left && v.text, `${start} ${how}: veil ${JSON.stringify(v)}`);
    }
    await tab.waitForURL(away);
    at.see(seen.hits === 1, `${start} ${how}: ${seen.hits} requests`);
    if (how !== 'plain') {
      await tab.goBack().catch(() => {});
      at.see(!tab.url().includes(start), `${start} ${how}: back returned to ${tab.url()}`);
    }
    await context.close();
  }
}

// byShift: capitals do not count, dots do.
async function byShift(at, tab, seen, start) {
  for (const k of ['A', 'B', 'C']) await tab.keyboard.press('Shift+' + k);
  await tab.waitForTimeout(50);
  at.see(!seen.hits && !(await tab.$('.veil')), `${start}: capitals leave`);
  for (let i = 0; i < 2; i++) await tab.keyboard.press('Shift');
  at.see(await tab.$eval('.exit-dots', (e) => e.dataset.n) === '2', `${start}: the dots do not count`);
  at.see((await tab.$eval('.top [role=status]', (e) => e.textContent)).length > 3, `${start}: presses are not said`);
  await tab.keyboard.press('Shift');
}

// timeout: after five seconds the count begins anew, and says so.
export async function timeout(at) {
  const {context, tab} = await open(at, '');
  await tab.clock.install();
  await tab.goto(at.origin + '/' + at.close[0]);
  await tab.keyboard.press('Shift');
  await tab.clock.fastForward(6000);
  at.see(!(await tab.$eval('.exit-dots', (e) => e.dataset.n || '')), 'the count stays after five seconds');
  at.see((await tab.$eval('.top [role=status]', (e) => e.textContent)).length > 3, 'the end of the count is not said');
  await context.close();
}
