// The live picture: the sheet of the last build, with the text being typed in
// its place. Lengths are thousandths of a point.
const sheets = {};
let ready = Promise.resolve();

// unpack gives the bytes of a packed font.
const unpack = async text => {
  const raw = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
};

// family lists the fonts of a weight in the order in which they are asked.
const family = weight => [...(data.fonts[weight] || []).map((_, i) => `"sheet-${weight}-${i}"`), 'sans-serif'].join(',');

const loadFonts = async () => {
  for (const [weight, list] of Object.entries(data.fonts)) {
    for (const [i, packed] of list.entries()) {
      const face = new FontFace(`sheet-${weight}-${i}`, await unpack(packed));
      document.fonts.add(await face.load());
    }
  }
};

// pen is a canvas that only measures.
const pen = document.createElement('canvas').getContext('2d');

// widths gives the function that measures texts in a room.
const widths = room => text => {
  pen.font = `1000px ${family(room.Weight)}`;
  pen.direction = data.dir;
  pen.letterSpacing = '0px';
  const bare = text.replace(isolate, '');
  return pen.measureText(bare).width + room.Tracking * [...bare].length;
};

// ground finds the colour behind a place, the most frequent one, and the words'
// colour, dark or light against it.
const ground = (image, room) => {
  const k = image.width / room.Width, f = room.Frame, c = document.createElement('canvas');
  c.width = Math.max(Math.round(f.W * k), 2);
  c.height = Math.max(Math.round(f.H * k), 2);
  const g = c.getContext('2d', {willReadFrequently: true});
  g.drawImage(image, -f.X * k, -f.Y * k);
  const px = g.getImageData(0, 0, c.width, c.height).data, count = new Map();
  for (let i = 0; i < px.length; i += 4) {
    const key = `${px[i]},${px[i + 1]},${px[i + 2]}`;
    count.set(key, (count.get(key) || 0) + 1);
  }
  const [back] = [...count].sort((a, b) => b[1] - a[1])[0], [r, green, blue] = back.split(',').map(Number);
  return {back: `rgb(${back})`, ink: 0.3 * r + 0.6 * green + 0.1 * blue > 140 ? '#181715' : '#fff'};
};

// picture loads a sheet once.
const picture = room => sheets[room.Picture] ||= new Promise(done => {
  const image = new Image();
  image.onload = () => done(image);
  image.src = 'data:image/png;base64,' + data.pictures[room.Picture];
});

// paint draws a part of the sheet, so wide in pixels of the screen. It works in
// points: browsers refuse type of thousands of pixels.
const paint = (canvas, image, room, colours, set, part, wide) => {
  const sharp = Math.max(window.devicePixelRatio || 1, 2), k = wide / part.w * 1000, g = canvas.getContext('2d');
  canvas.width = wide * sharp;
  canvas.height = part.h / part.w * wide * sharp;
  canvas.style.width = `${wide}px`;
  g.scale(sharp * k, sharp * k);
  g.translate(-part.x / 1000, -part.y / 1000);
  g.drawImage(image, 0, 0, room.Width / 1000, room.Height / 1000);
  const f = {x: room.Frame.X / 1000, y: room.Frame.Y / 1000, w: room.Frame.W / 1000, h: room.Frame.H / 1000}, size = set.size / 1000;
  const leading = room.Leading * size / 1000, high = leading * set.lines.length;
  const top = room.Place === 'end' ? f.y + f.h - high : room.Place === 'middle' ? f.y + (f.h - high) / 2 : f.y;
  const y = Math.min(f.y, top), h = Math.max(f.y + f.h, top + high) - y, pad = part.w / 120000;
  g.fillStyle = colours.back;
  g.fillRect(f.x - pad, y, f.w + 2 * pad, h);
  g.fillStyle = colours.ink;
  g.direction = data.dir;
  g.font = `${size}px ${family(room.Weight)}`;
  g.letterSpacing = `${room.Tracking * size / 1000}px`;
  g.textAlign = {middle: 'center', end: 'end'}[room.Align] || 'start';
  const right = data.dir === 'rtl' === (room.Align !== 'end'), x = room.Align === 'middle' ? f.x + f.w / 2 : right ? f.x + f.w : f.x;
  set.lines.forEach((l, i) => g.fillText(l.text, x, top + i * leading + room.Baseline * size / 1000));
  g.lineWidth = pad * 0.8;
  g.strokeStyle = set.fits ? '#0b6bcb' : '#c3142d';
  g.setLineDash(set.fits ? [] : [pad * 2, pad]);
  g.strokeRect(f.x - pad, y - pad, f.w + 2 * pad, h + 2 * pad);
};

// near is the part of a sheet around a place.
const near = room => {
  const f = room.Frame, w = Math.min(room.Width, Math.max(f.W * 1.15, room.Width * 0.3)), h = Math.min(room.Height, Math.max(f.H * 1.5, w * 0.3));
  const clamp = (v, most) => Math.min(Math.max(v, 0), Math.max(most, 0));
  return {x: clamp(f.X + f.W / 2 - w / 2, room.Width - w), y: clamp(f.Y + f.H / 2 - h / 2, room.Height - h), w, h};
};

// printed is the text as it stands on the sheet, with what the program fills in.
const printed = (room, text) => {
  const own = text.replace(pattern, p => room.Values[inner(p)] || inner(p));
  return [room.Before, own, room.After].filter(Boolean).join(' ');
};

// show draws a text in both pictures and gives how it was set.
const show = async (view, room, text) => {
  const set = fit(room, printed(room, text), widths(room));
  const image = await picture(room);
  view.colours ||= ground(image, room);
  const all = {x: 0, y: 0, w: room.Width, h: room.Height};
  const wide = Math.min(180, 240 * room.Width / room.Height);
  paint(view.whole, image, room, view.colours, set, all, wide);
  const part = near(room), room4 = Math.max(Math.min(view.figure.clientWidth || 320, 420) - 16, 200);
  paint(view.close, image, room, view.colours, set, part, Math.min(room4, 300 * part.w / part.h));
  return set;
};
