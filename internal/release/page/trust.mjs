// What the page decides, without a document: keys, signatures, digests. It
// follows internal/release (chain.go, sign.go, words.go, verify.go) step by step.
import {sha256, sha512} from '@noble/hashes/sha2.js';
import {blake2b} from '@noble/hashes/blake2.js';
import {pbkdf2} from '@noble/hashes/pbkdf2.js';
import * as ed from '@noble/ed25519';

ed.hashes.sha512 = sha512;

const utf8 = (s) => new TextEncoder().encode(s);
const hex = (b) => Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('');
export const digest = (data) => hex(sha256(typeof data === 'string' ? utf8(data) : data));

// bytes reads base64 in its one form; anything else throws.
function bytes(text, size) {
  const raw = atob(text);
  if (raw.length !== size || btoa(raw) !== text) throw new Error('base64');
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

const keyID = (b) => hex(b.slice().reverse()).toUpperCase();
const both = (a, b) => { const out = new Uint8Array(a.length + b.length); out.set(a); out.set(b, a.length); return out; };

// signature reads a minisign file in its one form: prehashed, canonical comment.
function signature(text) {
  const part = /^untrusted comment: signed with minisign by pharos\r?\n([A-Za-z0-9+/=]+)\r?\ntrusted comment: ([^\n\r]*)\r?\n([A-Za-z0-9+/=]+)(?:\r?\n)?$/.exec(text);
  if (!part) throw new Error('signature');
  const head = bytes(part[1], 74);
  if (head[0] !== 0x45 || head[1] !== 0x44) throw new Error('algorithm');
  return {id: keyID(head.slice(2, 10)), sig: head.slice(10), comment: part[2], second: bytes(part[3], 64)};
}

// holds checks both parts of a signature with a key of a ring.
function holds(s, key, data) {
  const raw = bytes(key.public, 42);
  if (raw[0] !== 0x45 || raw[1] !== 0x64 || keyID(raw.slice(2, 10)) !== s.id) return false;
  const point = raw.slice(10), strict = {zip215: false};
  return ed.verify(s.second, both(s.sig, utf8(s.comment)), point, strict) && ed.verify(s.sig, blake2b(utf8(data), {dkLen: 64}), point, strict);
}

// enough: so many active keys, and one of each role that must be there.
function enough(ring, ids, edition) {
  const may = ring.keys.filter((k) => ids.includes(k.id) && (k.state === 'active' || k.state === 'retired' && edition && edition <= k.since));
  return may.length >= Math.max(1, ring.approvals) && ring.roles.every((r) => may.some((k) => k.role === r));
}

// rank of the states of a key: they only go forward.
const rank = {active: 0, retired: 1, revoked: 2};

// grows: a ring keeps what the one before said.
const grows = (ring, old) => old.keys.every((was) => ring.keys.some((is) => is.id === was.id && is.public === was.public && is.role === was.role && rank[is.state] >= rank[was.state])) &&
  old.withdrawn.every((w) => ring.withdrawn.some((x) => JSON.stringify(x) === JSON.stringify(w)));

// hidden are signs that cannot be seen or that steer what is shown; joiners of letters are not.
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

// plain: every text in a value that was read, however deep, shows all that it holds (plain.go).
const plain = (v) => typeof v === 'string' ? !hidden.test(v) && [...v].length <= 2000 :
  v === null || typeof v !== 'object' || Object.entries(v).every(([name, inside]) => plain(name) && plain(inside));

// short: names, roles and reasons of a ring are read out.
const short = (ring) => [...ring.keys.flatMap((k) => [k.name, k.role, k.reason || '']), ...ring.withdrawn.map((w) => w.reason)].every((s) => [...s].length <= 200);

// newest checks the chain of rings and gives the last one; it throws where one does not hold.
function newest(keys) {
  let ring = null, sum = '';
  for (let n = 1; keys[n + '.json'] !== undefined; n++) {
    const data = keys[n + '.json'], next = JSON.parse(data), before = ring || next, own = digest(data), ids = [];
    const fits = next.format === 'pharos keys 1' && next.number === n && next.previous === sum && next.date >= before.date && grows(next, before);
    for (const name of Object.keys(keys)) {
      const part = new RegExp(`^${n}\\.([0-9A-F]{16})\\.minisig$`).exec(name);
      if (!part) continue;
      const s = signature(keys[name]), key = [...next.keys, ...before.keys].find((k) => k.id === part[1]);
      if (!key || s.id !== part[1] || s.comment !== `pharos keys ${n} ${own}` || !holds(s, key, data)) throw new Error('keys ' + name);
      ids.push(part[1]);
    }
    if (!fits || !enough(before, ids) || !enough(next, ids)) throw new Error('keys ' + n);
    ring = next; sum = own;
  }
  if (!ring || !plain(ring) || !short(ring)) throw new Error('keys');
  return {ring, sum};
}

// words are the six check words of a ring; list is the published list.
export function words(ring, list) {
  const lines = ring.keys.filter((k) => k.state === 'active').map((k) => k.role + ' ' + k.public).sort();
  const text = `${ring.approvals}\n${ring.roles.slice().sort().join(' ')}\n${lines.join('\n')}\n`;
  let n = BigInt('0x' + hex(pbkdf2(sha256, text, 'pharos check words 1', {c: 65536, dkLen: 32})));
  const out = [], size = BigInt(list.length);
  for (let i = 0; i < 6; i++, n /= size) out.push(list[Number(n % size)]);
  return out;
}

// open checks a release's manifest, its signatures and keys. It throws where
// something does not hold; what ends by the calendar is in stop, its reason in detail.
export function open(record, today) {
  const {ring, sum} = newest(record.keys), m = JSON.parse(record.manifest), own = digest(record.manifest);
  const rests = m.adaptation ? adaptation(record.adaptation || {}, ring, m, today) : {ring, stop: '', why: ''};
  if (m.format !== 'pharos release 1' || !plain(m) || m.keys !== sum || m.expires !== m.limits[0].until) throw new Error('manifest');
  const signers = signersOf(record.signatures, rests.ring, m, record.manifest);
  const last = renewals(record.renewed || {}, ring, m, own) || m, until = last.expires;
  let {stop, why} = rests;
  if (!stop && today > until) { stop = 'expired'; why = last.limits[0].what; }
  if (rests.stop !== 'revoked' && (today < m.edition || today < ring.date || today < (last.date || ''))) { stop = 'clock'; why = ''; }
  const gone = signers.find((k) => k.state === 'revoked') || ring.withdrawn.find((w) => w.sha256 === own);
  if (gone) { stop = 'revoked'; why = gone.reason; }
  return {m, ring, signers, until, stop, detail: why, digest: own, earlier: earlier(record.earlier || {}, m.previous, ring)};
}

// signersOf checks every signature on a manifest; it throws where one does not hold
// or where they are too few.
function signersOf(signatures, ring, m, text) {
  const own = digest(text), signers = [];
  for (const name of Object.keys(signatures)) {
    const s = signature(signatures[name]), key = ring.keys.find((k) => k.id === s.id);
    const day = / (\d{4}-\d\d-\d\d) [0-9a-f]{64}$/.exec(s.comment);
    if (!key || !day || name !== 'manifest.json.minisig' && name !== `manifest.json.${s.id}.minisig` || s.comment !== `pharos release ${m.country} ${m.number} ${day[1]} ${own}` || !holds(s, key, text)) throw new Error(name);
    signers.push({...key, day: day[1]});
  }
  if (!enough(ring, signers.map((k) => k.id), m.edition)) throw new Error('approvals');
  return signers;
}

// renewals goes through what was signed after a release and gives the newest that counts
// (renewal.go); it throws where something does not hold.
function renewals(files, ring, m, own) {
  const used = new Set(), same = (f, i) => m.facts[i] && ['line', 'what', 'value', 'mark'].every((k) => f[k] === m.facts[i][k]);
  let last = null, sum = '';
  for (let n = 1; files[n + '.json'] !== undefined; n++) {
    const text = files[n + '.json'], r = JSON.parse(text), before = last || m, ids = [], mine = digest(text);
    used.add(n + '.json');
    const fits = r.format === 'pharos renewal 1' && r.country === m.country && r.release === m.number && r.manifest === own && !m.adaptation &&
      r.number === n && r.previous === sum && r.date >= (before.date || m.edition) && r.expires === r.limits[0].until && r.expires > before.expires &&
      r.facts.length === m.facts.length && r.facts.every(same) && r.facts.every((f) => f.what !== 'number' || backed(f, r));
    if (!fits) throw new Error('renewed ' + n);
    for (const name of Object.keys(files)) {
      const part = new RegExp(`^${n}\\.([0-9A-F]{16})\\.minisig$`).exec(name);
      if (!part) continue;
      used.add(name);
      const s = signature(files[name]), key = ring.keys.find((k) => k.id === part[1]), day = / (\d{4}-\d\d-\d\d) [0-9a-f]{64}$/.exec(s.comment);
      if (!key || key.state === 'revoked' || s.id !== part[1] || !day || s.comment !== `pharos renewal ${m.country} ${m.number} ${n} ${day[1]} ${mine}` || !holds(s, key, text)) throw new Error('renewed ' + name);
      ids.push(part[1]);
    }
    if (!ids.length) throw new Error('renewed ' + n);
    if (ring.withdrawn.some((w) => w.sha256 === mine) || !enough(ring, ids, r.date)) break;
    last = r; sum = mine;
  }
  for (const name of Object.keys(files)) if (!used.has(name)) throw new Error('renewed ' + name);
  return last;
}

// backed: a number has calls, or a reading of its source, young enough for the last day.
function backed(f, r) {
  const calls = f.calls || [], newest = [f.read || '', ...calls.map((c) => c.date)].sort().pop(), day = new Date(newest + 'T00:00:00Z');
  if (isNaN(day) || newest > r.date) return false;
  day.setUTCDate(day.getUTCDate() + (calls.length ? 90 : 366));
  return day.toISOString().slice(0, 10) >= r.expires;
}

// adaptation checks what an accepted adaptation rests on: a right that the office
// signed and has not taken back, and a base that the office signed, too, and that says
// the same about every line and under every lock. It gives the ring of the key that may accept (right.go, lock.go).
function adaptation(files, ring, m, today) {
  const data = files['right.json'], r = JSON.parse(data), own = digest(data), a = m.adaptation, ids = [];
  for (const k of ring.keys) {
    const text = files[`right.${k.id}.minisig`];
    if (text === undefined || k.state === 'revoked' || !plain(r)) continue;
    const s = signature(text);
    if (s.id !== k.id || s.comment !== 'pharos right ' + own || !holds(s, k, data)) throw new Error('right ' + k.id);
    ids.push(k.id);
  }
  const raw = bytes(r.key.public, 42), known = ring.keys.find((k) => k.id === r.key.id), all = (list, of) => list.every((x) => of.includes(x));
  const covers = r.country === m.country && r.organisation === a.organisation && r.from <= m.edition && m.edition <= r.until && all([a.name, ...(a.names || [])], r.names || []) && all(a.materials, r.materials) && all(a.languages, r.languages);
  if (r.format !== 'pharos right 1' || own !== a.right || keyID(raw.slice(2, 10)) !== r.key.id || !covers || !enough(ring, ids)) throw new Error('right');
  const text = files['base/manifest.json'], base = JSON.parse(text), same = (f) => base.facts.some((b) => b.line === f.line && b.what === f.what && b.value === f.value);
  const locked = (base.locked || []).every((l) => l.language && !a.languages.includes(l.language) || (m.locked || []).some((x) => x.lock === l.lock && x.language === l.language && x.sha256 === l.sha256));
  if (digest(text) !== a.base_manifest || base.adaptation || base.country !== m.country || m.expires > base.expires || m.definitions !== base.definitions || !m.facts.every(same) || !locked) throw new Error('base');
  const signed = Object.entries(files).filter(([name]) => /^base\/.*\.minisig$/.test(name)).map(([name, s]) => [name.slice(5), s]);
  signersOf(Object.fromEntries(signed), ring, base, text);
  const gone = known && known.state === 'revoked' ? known : ring.withdrawn.find((w) => w.sha256 === own || w.sha256 === a.base_manifest);
  const stop = gone ? 'revoked' : today > r.until ? 'expired' : '', why = gone ? gone.reason : stop && `the right of ${r.organisation} ended on ${r.until}`;
  return {ring: {approvals: 1, roles: [], keys: [{...r.key, state: 'active'}]}, stop, why};
}

// earlier gives the files of the releases before, as far as the chain of digests reaches,
// with what the ring says of a release that was taken back.
function earlier(files, previous, ring) {
  const out = new Map();
  for (let text; (text = Object.values(files).find((t) => digest(t) === previous)) !== undefined;) {
    const m = JSON.parse(text), was = previous, gone = ring.withdrawn.find((w) => w.sha256 === was);
    for (const f of m.files) if (!out.has(f.sha256)) out.set(f.sha256, {...f, release: m.number, edition: m.edition, gone});
    previous = m.previous;
  }
  return out;
}

// beside: the file is of what a release rests on, and no page or sheet.
const beside = (path) => /^(keys|earlier|adaptation)(\/|$)/i.test(path);

// judge says what a file is in a release that was opened.
export function judge(release, name, data) {
  const own = digest(data), found = release.m.files.find((f) => f.sha256 === own && !beside(f.path));
  if (found) return {kind: 'right', file: found};
  const was = release.earlier.get(own);
  if (was) return was.gone ? {kind: 'revoked', file: was, detail: was.gone.reason} : {kind: 'older', file: was};
  const base = release.m.files.find((f) => f.path.slice(f.path.lastIndexOf('/') + 1) === name);
  const claim = claimed(data), group = batch(release.m);
  if (claim && !claim.startsWith(group + '-')) return {kind: 'absent', claim: claim.replace(/^([a-z]{2}-(?:[a-z0-9-]+?-)?[1-9]\d*)-.*$/, '$1')};
  return base ? {kind: 'altered', file: base} : {kind: claim ? 'altered' : 'unknown'};
}

// claimed reads the batch that a PDF says it belongs to (dc:identifier of its
// XMP packet). Nobody signed it: it only makes a refusal plainer.
function claimed(data) {
  const text = new TextDecoder('latin1').decode(data);
  const part = /<dc:identifier>([a-z]{2}-[^<]*)<\/dc:identifier>/.exec(text);
  return part ? part[1] : '';
}

// batch is what the batch ids of a release begin with, and what people call it.
export const batch = (m) => [m.country, ...(m.adaptation ? [m.adaptation.organisation] : []), m.number].join('-');
