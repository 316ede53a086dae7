/*!
 * The MIT License (MIT)
 *
 * @noble/ed25519: Copyright (c) 2019 Paul Miller (https://paulmillr.com)
 * @noble/hashes: Copyright (c) 2022 Paul Miller (https://paulmillr.com)
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the “Software”), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in
 * all copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED “AS IS”, WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
 * THE SOFTWARE.
 */
// The page for a print shop: drop a file, see green or red. All is in the page;
// it asks no network and sends nothing. What it remembers, it remembers only
// after the button was pressed. Opened from a disk, any other page on it can write
// into that memory: it then only warns and is never shown as a proof.
import {open, judge, words as wordsOf} from './trust.mjs';

const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);
const faces = read('faces'), record = read('record'), list = $('wordlist').textContent.trim().split('\n');
const now = new Date(), two = (n) => String(n).padStart(2, '0');
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
const largest = 512 << 20;

let face, release, words = [], shown = [], memory = null;

// say puts a value into a text of the language that is shown.
const say = (id, value) => (face.texts[id] || id).replace('%', () => '\u2068' + value + '\u2069');

// el makes an element with its text and its children.
function el(name, kind, ...inside) {
  const e = document.createElement(name);
  if (kind) e.className = kind;
  e.append(...inside);
  return e;
}

// icon draws a tick or a cross, so that nothing hangs on colour alone.
function icon(good) {
  const ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), path = document.createElementNS(ns, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', good ? 'M4 12.5 9.5 18 20 6.5' : 'M5.5 5.5l13 13m0-13l-13 13');
  svg.append(path);
  return svg;
}

// start opens the release; whatever does not hold makes every answer red.
function start() {
  try {
    release = open(record, today);
    words = wordsOf(release.ring, list);
  } catch (e) {
    release = {stop: 'broken', detail: String(e.message)};
    return;
  }
  try { memory = JSON.parse(localStorage.getItem(place())); } catch { memory = null; }
  if (!memory) return;
  const stop = (kind) => { release.stop = kind; release.detail = ''; };
  if (memory.words !== words.join(' ')) stop('others');
  else if (memory.number === release.m.number && memory.digest !== release.digest) stop('broken');
  else if (release.stop) return;
  else if (memory.number > release.m.number) stop('older');
  else if (today < memory.day) stop('clock');
}

// place is where a release and those that follow it are remembered.
const place = () => 'pharos ' + release.m.country + (release.m.adaptation ? '-' + release.m.adaptation.organisation : '');

// remember keeps what was compared by telephone, on this device.
function remember() {
  memory = {number: release.m.number, digest: release.digest, edition: release.m.edition, words: words.join(' '), day: today};
  try { localStorage.setItem(place(), JSON.stringify(memory)); } catch { /* some browsers keep nothing for files */ }
  draw();
}

// reason is the sentence for a verdict, and the value that stands in it.
function reason(v) {
  switch (v.kind) {
    case 'right': return say('verify.right', release.signers.map((k) => `${k.name} (${k.role})`).join(', '));
    case 'older': return say('verify.older', v.stop ? memory.edition : face.edition);
    case 'expired': return say('verify.expired', lastDay());
    default: return say('verify.' + v.kind);
  }
}

// lastDay is the last day in the words of the language, or, where it was moved after the
// page was made, in figures.
const lastDay = () => release.m && release.until !== release.m.expires ? release.until : face.expires;

// panel is the answer for one file.
function panel(v) {
  const good = v.kind === 'right', box = el('section', 'result ' + (good ? 'good' : 'bad'));
  const text = reason(v), end = text.search(/[.\u061f!]\s/) + 1 || text.length, rest = text.slice(end).trim();
  box.append(el('div', 'sign', icon(good)), el('div', 'what', el('h2', '', text.slice(0, end)), ...(rest ? [el('p', '', rest)] : []), el('p', 'file', el('bdi', '', v.name || ''))));
  if (v.file && v.kind !== 'altered') box.lastChild.append(el('p', 'same', el('bdi', '', v.file.batch || v.file.path)));
  if (v.kind === 'absent') box.lastChild.append(el('p', 'same', el('bdi', '', v.claim)));
  if (v.detail) box.lastChild.append(reasonGiven(v.detail));
  if (good) box.append(call());
  return box;
}

// reasonGiven is what the office wrote, which is English.
function reasonGiven(text) {
  const p = el('p', 'same', el('bdi', '', text));
  p.lang = 'en';
  return p;
}

// call is the list of the six words with the sentence that gives them a meaning.
function call() {
  const box = el('div', 'call', el('h3', '', say('ticket.words')));
  const ol = el('ol', 'words', ...words.map((w) => el('li', '', w)));
  ol.lang = 'en';
  ol.dir = 'ltr';
  box.append(ol, el('p', '', say('verify.call')));
  if (memory) {
    if (location.protocol !== 'file:') box.append(el('p', 'compared', say('verify.compared', memory.day)));
  } else {
    const b = el('button', '', say('verify.remember'));
    b.type = 'button';
    b.onclick = remember;
    box.append(b);
  }
  return box;
}

// draw shows everything in the language that is chosen.
function draw() {
  document.documentElement.lang = face.tag;
  document.documentElement.dir = face.dir;
  document.title = say('verify.title');
  $('title').textContent = say('verify.title');
  $('drop-text').textContent = say('verify.drop');
  $('release').replaceChildren(...(release.m ? [el('bdi', '', `${release.m.country.toUpperCase()} ${release.m.number}`), ...(release.m.adaptation ? [el('bdi', '', release.m.adaptation.name)] : []), el('span', '', face.texts['imprint.edition']), el('span', '', face.texts['materials.until'].replace(face.expires, lastDay))] : []));
  const out = release.stop && !shown.length ? [panel({kind: release.stop, stop: true, detail: release.detail})] : shown.map(panel);
  $('results').replaceChildren(...out);
  $('words').replaceChildren(...(release.m && !shown.some((v) => v.kind === 'right') ? [call()] : []));
  $('languages').value = face.tag;
}

// check judges the files one after the other.
async function check(files) {
  shown = [];
  for (const f of files) {
    if (release.stop) {
      shown.push({kind: release.stop, name: f.name, stop: true, detail: release.detail});
    } else if (f.size > largest) {
      shown.push({kind: 'unknown', name: f.name});
    } else {
      shown.push({...judge(release, f.name, new Uint8Array(await f.arrayBuffer())), name: f.name});
    }
  }
  draw();
  $('results').focus();
}

// choose takes the language of the device, else the first of the country.
function choose() {
  for (const want of navigator.languages) {
    const found = faces.find((f) => f.tag === want) || faces.find((f) => f.tag.split('-')[0] === want.split('-')[0]);
    if (found) return found;
  }
  return faces[0];
}

face = choose();
start();
for (const f of faces) {
  const o = el('option', '', f.name);
  Object.assign(o, {value: f.tag, lang: f.tag});
  $('languages').append(o);
}
$('languages').onchange = () => { face = faces.find((f) => f.tag === $('languages').value); draw(); };
$('file').onchange = (e) => check([...e.target.files]).then(() => { e.target.value = ''; });
for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(name, (e) => {
    e.preventDefault();
    $('drop').classList.toggle('over', name === 'dragenter' || name === 'dragover');
    if (name === 'drop') check([...e.dataTransfer.files]);
  });
}
$('static').remove();
$('live').hidden = false;
draw();
