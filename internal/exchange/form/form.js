// The form: one article a text. A box is an editable element whose placeholders
// are elements that cannot be typed into; text() reads it back as it is stored.
const data = JSON.parse(document.getElementById('data').textContent);
const list = document.getElementById('list');
const pattern = /\{\{\s*\.?[A-Za-z][A-Za-z0-9.]*\s*\}\}/g;
let unsaved = false;

const make = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
};
const inner = p => p.replace(/[{}.\s]*(.*?)[}\s]*$/, '$1');
const chip = p => {
  const e = make('span', 'chip', inner(p));
  e.contentEditable = 'false';
  e.dataset.p = p;
  return e;
};

// fill puts a text into an element, with chips for placeholders.
const fill = (box, text) => {
  box.replaceChildren();
  let at = 0;
  for (const m of text.matchAll(pattern)) {
    if (m.index > at) box.append(text.slice(at, m.index));
    box.append(chip(m[0]));
    at = m.index + m[0].length;
  }
  if (at < text.length) box.append(text.slice(at));
};

// text reads a box back; browsers write line ends as <br> and <div>.
const text = box => {
  let out = '';
  const walk = node => {
    for (const n of node.childNodes) {
      if (n.nodeType === Node.TEXT_NODE) out += n.data;
      else if (n.dataset && n.dataset.p) out += n.dataset.p;
      else if (n.nodeName === 'BR') out += n === box.lastChild ? '' : '\n';
      else { if (out && !out.endsWith('\n')) out += '\n'; walk(n); }
    }
  };
  walk(box);
  return out.replace(/\u00a0/g, data.hard ? '\u00a0' : ' ');
};
const holders = s => (s.match(pattern) || []).map(inner).sort();
const digits = s => (s.replace(pattern, ' ').match(/\p{Nd}/gu) || []).length;
const length = (u, s) => [...s.replace(pattern, '')].length + (s.match(pattern) || []).reduce((n, p) => n + (u.length[p] || 10), 0);

// say gives what the form itself says, in its language; {} stands for a value.
const rtl = document.documentElement.dir === 'rtl';
const say = (id, value) => data.words[id].replace('{}', rtl ? `\u2066${value}\u2069` : value);

// look says what is left, and what would be refused.
const look = f => {
  const s = text(f.box), says = [];
  const tell = (words, bad) => f.left.append(f.left.firstChild ? ' · ' : '', make('span', bad ? 'bad' : '', words));
  f.left.replaceChildren();
  f.over = false;
  if (f.unit.room && fontsReady && s.trim()) {
    const set = fit(f.unit.room, printed(f.unit.room, s), widths(f.unit.room)), room = f.unit.room;
    f.over = !set.fits;
    f.lines.replaceChildren(...set.lines.map(l => make('li', '', l.text.replace(isolate, ''))));
    if (set.fits) tell(say('lines', `${set.lines.length} / ${set.lines.length + Math.max(0, set.left)}`));
    else tell(set.left < 0 ? say('lines.over', -set.left) : say('wide'), true);
    if (f.seen) show(f.view, room, s);
  }
  if (f.unit.max) {
    const left = f.unit.max - length(f.unit, s);
    tell(left < 0 ? say('long', -left) : say('left', left), left < 0);
  }
  if (!s.trim()) return;
  const have = holders(s), want = holders(f.source);
  if (have.join() !== want.join() && !(f.optional && have.every(h => want.includes(h)))) says.push(want.length ? say('must', want.join(', ')) : say('must.none'));
  if (digits(s) !== digits(f.source)) says.push(say('numbers'));
  if (s.trim() === f.source && f.source.includes(' ')) says.push(say('same'));
  if (says.length) tell(says.join('; '), true);
};

// cut empties a range but for the placeholders that the source asks for: they
// can be moved (insert one, then delete the other) and never be lost or typed over.
const cut = (box, range) => {
  const hit = range.collapsed ? [] : [...box.querySelectorAll('.chip')].filter(c => range.intersectsNode(c));
  const want = holders(box.source), keep = [];
  for (const c of hit) {
    const name = inner(c.dataset.p), same = x => inner(x.dataset.p) === name;
    const outside = [...box.querySelectorAll('.chip')].filter(x => same(x) && !hit.includes(x)).length;
    if (outside + keep.filter(same).length < want.filter(w => w === name).length) keep.push(c);
  }
  range.deleteContents();
  for (const c of keep) {
    c.remove();
    range.insertNode(c);
    range.setStartAfter(c);
    range.collapse(true);
  }
};

// insert puts text where the cursor is.
const insert = (box, node) => {
  const sel = getSelection();
  let range = sel.rangeCount ? sel.getRangeAt(0) : null;
  if (!range || !box.contains(range.commonAncestorContainer)) {
    range = document.createRange();
    range.selectNodeContents(box);
    range.collapse(false);
  }
  cut(box, range);
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  sel.removeAllRanges();
  sel.addRange(range);
  box.dispatchEvent(new Event('input', {bubbles: true}));
};

// caret is how much of the stored text stands before the cursor.
const caret = box => {
  const sel = getSelection();
  if (!sel.rangeCount || !box.contains(sel.focusNode)) return text(box).length;
  const range = document.createRange(), before = document.createElement('div');
  range.selectNodeContents(box);
  range.setEnd(sel.focusNode, sel.focusOffset);
  before.append(range.cloneContents());
  let n = 0;
  const walk = node => { for (const c of node.childNodes) { if (c.nodeType === Node.TEXT_NODE) n += c.data.length; else if (c.dataset?.p) n += c.dataset.p.length; else walk(c); } };
  walk(before);
  return n;
};
// goTo puts the cursor behind so much of the stored text.
const goTo = (box, at) => {
  const range = document.createRange();
  range.selectNodeContents(box);
  range.collapse(false);
  for (const c of box.childNodes) {
    const n = c.dataset?.p ? c.dataset.p.length : c.textContent.length;
    if (at < n || at === n && c.nodeType === Node.TEXT_NODE) {
      if (c.nodeType === Node.TEXT_NODE) range.setStart(c, at); else range.setStartBefore(c);
      range.collapse(true);
      break;
    }
    at -= n;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};

// A browser cannot undo what a script wrote, and takes back the words around it: each
// box keeps its own states. back goes so many steps along them.
const most = 500;
const remember = f => {
  f.states.length = f.step + 1;
  f.states.push({text: text(f.box), at: caret(f.box)});
  if (f.states.length > most) f.states.shift();
  f.step = f.states.length - 1;
};
const back = (f, steps) => {
  const to = f.states[f.step + steps];
  if (!to) return;
  f.step += steps;
  fill(f.box, to.text);
  goTo(f.box, to.at);
  f.moved = true;
  f.box.dispatchEvent(new Event('input', {bubbles: true}));
  f.moved = false;
};
// undoes says what a key asks for: -1 is the state before, 1 the one after.
const undoes = e => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return 0;
  const key = e.key.toLowerCase();
  return key === 'z' ? (e.shiftKey ? 1 : -1) : key === 'y' ? 1 : 0;
};

const fields = [];
let fontsReady = false;
// spoken tells a screen reader what is left, once the typing pauses.
let pause;
const spoken = f => {
  clearTimeout(pause);
  pause = setTimeout(() => { f.say.textContent = f.left.textContent; }, 900);
};

const field = (u, article, form, source, target) => {
  const f = {unit: u, form, source, before: target, box: make('div', 'box'), left: make('p', 'left'), say: make('p', 'unseen'), lines: make('ol', 'unseen'), optional: ['zero', 'one', 'two'].includes(form)};
  const id = `b${fields.length}`;
  f.box.contentEditable = 'true';
  f.box.lang = data.tag;
  f.box.dir = data.dir;
  f.box.setAttribute('role', 'textbox');
  f.box.setAttribute('aria-multiline', 'true');
  f.box.id = id;
  f.box.setAttribute('aria-label', `${data.language}${form ? ', ' + say('plural', form) : ''}, ${u.id}`);
  f.box.setAttribute('aria-describedby', `${id}s ${id}l`);
  f.left.id = id + 'l';
  f.say.setAttribute('aria-live', 'polite');
  f.box.dataset.id = u.id + (form ? `[${form}]` : '');
  f.box.source = source;
  fill(f.box, target);
  f.states = [{text: text(f.box), at: target.length}];
  f.step = 0;
  if (form) article.append(make('p', 'form', say('plural', form)));
  const s = make('p', 'source'), below = make('div', 'below');
  s.lang = 'en';
  s.dir = 'ltr';
  s.id = id + 's';
  fill(s, source);
  below.append(f.left);
  article.append(s, f.box, below, f.say);
  for (const p of new Set(source.match(pattern) || [])) {
    const b = make('button', 'insert', say('insert', inner(p)));
    b.type = 'button';
    b.dataset.inserts = inner(p);
    b.addEventListener('mousedown', e => e.preventDefault());
    b.addEventListener('click', () => insert(f.box, chip(p)));
    below.append(b);
  }
  f.box.addEventListener('input', () => {
    unsaved = true;
    if (f.check) f.check.checked = false;
    if (!f.moved) remember(f);
    look(f);
    spoken(f);
    tally();
  });
  f.box.addEventListener('paste', e => {
    e.preventDefault();
    const holder = document.createElement('div');
    fill(holder, e.clipboardData.getData('text/plain'));
    for (const n of [...holder.childNodes]) insert(f.box, n);
  });
  f.box.addEventListener('beforeinput', e => {
    if (e.inputType === 'historyUndo' || e.inputType === 'historyRedo') {
      e.preventDefault();
      back(f, e.inputType === 'historyUndo' ? -1 : 1);
      return;
    }
    const at = e.getTargetRanges()[0];
    if (!at) return;
    const range = document.createRange();
    range.setStart(at.startContainer, at.startOffset);
    range.setEnd(at.endContainer, at.endOffset);
    if (range.collapsed || ![...f.box.querySelectorAll('.chip')].some(c => range.intersectsNode(c))) return;
    e.preventDefault();
    const sel = getSelection();
    sel.removeAllRanges();
    sel.addRange(range);
    insert(f.box, document.createTextNode(e.inputType.startsWith('insert') ? e.data || '' : ''));
  });
  f.box.addEventListener('drop', e => e.preventDefault());
  f.box.addEventListener('keydown', e => {
    const steps = undoes(e);
    if (steps) { e.preventDefault(); back(f, steps); return; }
    if (e.key === 'Enter') { e.preventDefault(); insert(f.box, document.createTextNode('\n')); }
  });
  fields.push(f);
  look(f);
  return f;
};

// figure makes the pictures of a text; they are drawn when they come into view.
const figure = (u, f) => {
  const fig = make('figure'), whole = make('canvas'), close = make('canvas'), caption = make('figcaption');
  for (const c of [whole, close]) { c.lang = data.tag; c.setAttribute('role', 'img'); }
  const name = `${u.room.Sheet.split('/').pop()}, ${u.room.Country.toUpperCase()}`;
  whole.setAttribute('aria-label', say('sheet', name));
  close.setAttribute('aria-label', say('place', name));
  f.lines.lang = data.tag;
  f.lines.dir = data.dir;
  f.lines.dataset.lines = u.id;
  caption.append(make('strong', '', name), make('br'), say('room', u.room.Lines));
  fig.append(close, whole, caption, f.lines);
  f.view = {figure: fig, whole, close};
  fig.field = f;
  return fig;
};
const watch = new IntersectionObserver(list => {
  for (const e of list) {
    const f = e.target.field;
    f.seen = e.isIntersecting;
    if (f.seen) ready.then(() => show(f.view, f.unit.room, text(f.box).trim() ? text(f.box) : f.source));
  }
}, {rootMargin: '300px'});

const groups = {};
const group = name => groups[name] ||= (() => {
  const s = make('section', 'group'), h = make('h2', '', name), rows = make('div', 'rows');
  h.append(make('small', '', ' ' + String(data.units.filter(u => u.group === name).length)));
  if (data.grounds?.[name]) h.style.background = `var(--${data.grounds[name]})`;
  s.append(h, rows);
  list.append(s);
  return rows;
})();

for (const u of data.units) {
  const article = make('article'), words = make('div'), head = make('h3', '', u.id), notes = make('dl');
  notes.lang = 'en';
  notes.dir = 'ltr';
  article.dataset.state = u.state;
  head.append(make('span', `state ${u.state}`, say(u.state)));
  words.append(head);
  if (u.previous) { const p = make('p', 'was', say('was') + ' '), old = make('del', '', u.previous); old.lang = 'en'; old.dir = 'ltr'; p.append(old); words.append(p); }
  const mine = u.forms.map(f => field(u, words, u.plural ? f.form : '', f.source, f.target));
  const label = make('label', 'finished'), check = make('input');
  check.type = 'checkbox';
  check.checked = u.done;
  check.dataset.done = u.id;
  check.addEventListener('change', () => { unsaved = true; u.done = check.checked; tally(); });
  label.append(check, say('finished'));
  for (const f of mine) { f.check = check; f.box.addEventListener('input', () => { u.done = false; }); }
  for (const [name, value] of u.notes) notes.append(make('dt', '', name), make('dd', '', value));
  words.append(label, notes);
  article.append(words);
  if (u.room) {
    article.className = 'pictured';
    article.append(figure(u, mine[mine.length - 1]));
    watch.observe(article.lastChild);
  }
  article.fields = mine;
  group(u.group).append(article);
}

// tally counts what is finished.
const tally = () => {
  document.getElementById('count').textContent = say('count', `${data.units.filter(u => u.done).length} / ${data.units.length}`);
};
tally();
ready = loadFonts().then(() => {
  fontsReady = true;
  for (const f of fields) look(f);
  document.documentElement.dataset.ready = 'yes';
});

document.getElementById('show').addEventListener('change', e => {
  const want = e.target.value;
  for (const a of document.querySelectorAll('article')) {
    const open = !a.querySelector('[data-done]').checked, over = a.fields.some(f => f.over || f.left.querySelector('.bad'));
    a.hidden = want === 'open' ? !open : want === 'over' ? !over : want !== '' && a.dataset.state !== want;
  }
  for (const s of Object.values(groups)) s.parentNode.hidden = !s.querySelector('article:not([hidden])');
});

const esc = s => s.replace(/[&<>"\r\t]/g, c => `&#${c.charCodeAt(0)};`);
const inline = s => {
  const seen = {};
  let out = '', at = 0;
  for (const m of s.matchAll(pattern)) {
    const name = inner(m[0]);
    seen[name] = (seen[name] || 0) + 1;
    out += esc(s.slice(at, m.index)) + `<x id="${name}${seen[name] > 1 ? '-' + seen[name] : ''}" ctype="x-placeholder" equiv-text="${esc(m[0])}"/>`;
    at = m.index + m[0].length;
  }
  return out + esc(s.slice(at));
};

// answer is the file to mail back: XLIFF 1.2, as export writes it.
const answer = () => {
  let out = `<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:pharos="urn:pharos:exchange" translator="${esc(document.getElementById('name').value)}">\n<file original="form" source-language="en" target-language="${data.tag}" datatype="plaintext" xml:space="preserve"><body>\n`;
  for (const f of fields) {
    const u = f.unit, id = u.id + (f.form ? `[${f.form}]` : ''), t = text(f.box);
    out += `<trans-unit id="${esc(id)}" xml:space="preserve" pharos:source="${u.print}" pharos:text="${u.text}"><source>${inline(f.source)}</source>`;
    if (t.trim()) out += `<target state="${u.done ? 'translated' : 'needs-review-translation'}">${inline(t)}</target>`;
    out += '</trans-unit>\n';
  }
  return out + '</body></file>\n</xliff>\n';
};

document.getElementById('save').addEventListener('click', () => {
  const name = document.getElementById('name'); // without a name nothing is taken in
  name.value = name.value.trim();
  if (!name.reportValidity()) return;
  const a = make('a');
  a.href = URL.createObjectURL(new Blob([answer()], {type: 'application/xliff+xml'}));
  a.download = `pharos-${data.tag}.xlf`;
  a.click();
  unsaved = false;
  const done = document.getElementById('done');
  done.textContent = say('saved', a.download);
  done.dataset.file = a.download;
});

// A saved file can be opened again to go on.
document.getElementById('load').addEventListener('change', async e => {
  const xml = new DOMParser().parseFromString(await e.target.files[0].text(), 'application/xml');
  for (const t of xml.querySelectorAll('trans-unit')) {
    const f = fields.find(f => f.box.dataset.id === t.getAttribute('id')), target = t.querySelector('target');
    if (!f || !target) continue;
    fill(f.box, [...target.childNodes].map(n => n.nodeName === 'x' ? n.getAttribute('equiv-text') : n.textContent).join(''));
    remember(f);
    f.unit.done = f.check.checked = target.getAttribute('state') === 'translated';
    look(f);
  }
  tally();
  document.getElementById('name').value ||= xml.documentElement.getAttribute('translator') || '';
});
addEventListener('beforeunload', e => { if (unsaved) e.preventDefault(); });
