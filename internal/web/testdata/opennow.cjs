// Runs the script of a site over one slot, with the clock, zone and hours of each
// question on standard input, and prints what it wrote. No browser, no network.
const { readFileSync } = require('node:fs');
const script = readFileSync(process.argv[2], 'utf8');
const questions = JSON.parse(readFileSync(0, 'utf8'));
const RealDate = Date;
const RealFormat = Intl.DateTimeFormat;
const formats = {}; // a format is costly to make, and the script makes one each time
Intl.DateTimeFormat = function (tag, options) {
  return (formats[options.timeZone] ??= new RealFormat(tag, options));
};
const answers = questions.map(({ zone, week, off, at }) => {
  globalThis.Date = class extends RealDate {
    constructor(...a) { a.length ? super(...a) : super(at); }
    static now() { return at; }
  };
  const attributes = {
    'data-zone': zone, 'data-off': off, 'data-week': week, 'data-days': 'Mon|Tue|Wed|Thu|Fri|Sat|Sun',
    'data-open': 'open until %t', 'data-shut': 'opens %d %t', 'data-today': 'opens today %t',
  };
  const element = () => ({
    setAttribute() {}, removeAttribute() {}, addEventListener() {}, className: '', textContent: '',
    appendChild(child) { this.textContent = child.textContent; },
  });
  const slot = { ...element(), textContent: 'as it is', getAttribute: (name) => attributes[name] };
  globalThis.document = {
    querySelector: (s) => (s.startsWith('.now') ? slot : null), querySelectorAll: () => [],
    createElement: element, addEventListener() {}, body: element(),
  };
  globalThis.window = { addEventListener() {}, isSecureContext: false };
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  globalThis.setInterval = () => 0;
  (0, eval)(script);
  return slot.textContent;
});
console.log(JSON.stringify(answers));
