// Checks of finished sites in Chromium.
//
//   npm ci && node checks.mjs FOLDER            FOLDER holds <cc>/index.html …
//
// FOLDER/zz is looked at closely (every page, every check); of the other
// countries the first view of every language, and of rs, one of them, each kind of
// page from left to right and from right to left. Serves on 127.0.0.1 only. Prints a
// line for each failure and the number of checks; the exit status says the same.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {chromium} from 'playwright-core';
import {serve} from './serve.mjs';
import {firstView, quiet, steady, fromFile} from './view.mjs';
import {sizes, keyboard} from './page.mjs';
import {colours, still, demand} from './modes.mjs';
import {exits, timeout} from './exit.mjs';
import {card, axe} from './rest.mjs';
import {keep, privacy, lost} from './keep.mjs';

const root = path.resolve(process.argv[2]);
const only = process.argv[3];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
let checks = 0, bad = 0;
export const see = (ok, message) => { checks++; if (!ok) { bad++; console.log('BAD', message); } };

// folders of pages: not those of pictures and files for others
const dirs = (d) => fs.readdirSync(d).filter((n) => fs.existsSync(path.join(d, n, 'index.html'))).sort();
const countries = dirs(root);
const starts = countries.flatMap((c) => dirs(path.join(root, c)).map((l) => `${c}/${l}/index.html`));
const close = starts.filter((p) => p.startsWith('zz/'));
// of the lists of materials one a language is enough
const pages = ['index.html', 'zz/index.html', 'zz/404.html', ...close, ...close.flatMap((p) => dirs(path.join(root, path.dirname(p))).filter((a) => !/^print-(?!ar|cards)/.test(a)).map((a) => `${path.dirname(p)}/${a}/index.html`))];
// every kind of page of a real country in two languages, with one list of materials
const real = ['rs/sr-cyrl', 'rs/ar'].filter((l) => fs.existsSync(path.join(root, l))).flatMap((l) =>
  [`${l}/index.html`, ...dirs(path.join(root, l)).filter((a) => !/^print-(?!people)/.test(a)).map((a) => `${l}/${a}/index.html`)]);

// phone is a fontconfig file with the fonts of a phone (Noto, from the project),
// so that what fits does not depend on the fonts of this machine.
function phone(dir) {
  const prefer = ['sans-serif', 'system-ui', 'Roboto'].map((family) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    '<edit name="family" mode="prepend" binding="strong"><string>Noto Sans</string><string>Noto Sans Arabic</string></edit></match>');
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>${dir}</dir><cachedir>${profile}/fontconfig</cachedir>${prefer.join('')}</fontconfig>\n`;
}

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'pharos-chromium-'));
const fonts = path.join(profile, 'fonts.conf');
fs.writeFileSync(fonts, phone(path.resolve(import.meta.dirname, '../../../assets/fonts')));
const {server, origin} = await serve(root);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags, env: {...process.env, HOME: profile, FONTCONFIG_FILE: fonts}});
const at = {root, origin, browser, see, starts, close, pages, real};
const parts = {firstView, quiet, steady, fromFile, sizes, keyboard, colours, still, demand, exits, timeout, keep, privacy, lost, card, axe};
for (const [name, part] of Object.entries(parts)) {
  if (only && only !== name) continue;
  const before = Date.now();
  await part(at);
  console.log(name, ((Date.now() - before) / 1000).toFixed(1) + ' s');
}
await browser.close();
server.close();
fs.rmSync(profile, {recursive: true, force: true});
console.log(`${checks} checks, ${bad} bad`);
process.exit(bad || !checks ? 1 : 0);
