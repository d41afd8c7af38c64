// What a QR code means (ISO/IEC 18004, versions 1 to 40): what all of a version have in common, and
// how squares are words, faults among them are undone, and the words are text.

const LIGHT = 1, DARK = 2, FORMAT = 3;
const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const LEVELS = [1, 0, 3, 2]; // the format's two bits, as rows of the tables: L, M, Q, H
const table = (...rows) => rows.map((row) => [0, ...row.split(" ").map(Number)]);
// Table 9 of the standard, by level and version: how many check words a block has, and how many
// blocks there are.
const CHECKS = table(
  "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 28 28 30 30 " +
    "26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
  "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 " +
    "28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28",
  "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 28 30 30 30 " +
    "30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
  "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 30 24 30 30 " +
    "30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
);
const BLOCKS = table(
  "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 " +
    "12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25",
  "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 " +
    "21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49",
  "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 " +
    "29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68",
  "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 " +
    "35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81",
);
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2,
  (x, y) => (x * y) % 2 + (x * y) % 3,
  (x, y) => ((x * y) % 2 + (x * y) % 3) % 2,
  (x, y) => ((x + y) % 2 + (x * y) % 3) % 2,
];

// --- what every code of a version has ------------------------------------------------------------

const forms = [];

/** Return a version's size, each square's kind, and the squares whose colour is known. */
export const formOf = (version) => (forms[version] ??= drawn(version));

// A kind of 0 is free for words.
function drawn(version) {
  const size = 17 + 4 * version, kinds = new Uint8Array(size * size);
  const put = (x, y, kind) => {
    if (x >= 0 && y >= 0 && x < size && y < size) kinds[y * size + x] = kind;
  };
  const both = (x, y, kind) => { put(x, y, kind); put(y, x, kind); };
  const rings = (x, y, colours) => {
    const reach = colours.length - 1;
    for (let down = -reach; down <= reach; down++) {
      for (let across = -reach; across <= reach; across++) {
        put(x + across, y + down, colours[Math.max(Math.abs(across), Math.abs(down))]);
      }
    }
  };
  for (let at = 0; at < size; at++) both(at, 6, at % 2 ? LIGHT : DARK);
  const places = alignments(version, size), last = size - 7;
  for (const y of places) {
    for (const x of places) {
      const taken = Math.min(x, y) === 6 && [6, last].includes(Math.max(x, y));
      if (!taken) rings(x, y, [DARK, LIGHT, DARK]);
    }
  }
  for (let at = 0; at < size; at++) if ((at < 9 && at !== 6) || at > size - 9) both(at, 8, FORMAT);
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    rings(x, y, [DARK, DARK, LIGHT, DARK, LIGHT]);
  }
  put(8, size - 8, DARK);
  for (let at = 0; version > 6 && at < 18; at++) {
    both(Math.floor(at / 3), size - 11 + at % 3, FORMAT);
  }
  const marks = [];
  kinds.forEach((kind, at) => {
    if (kind !== LIGHT && kind !== DARK) return;
    marks.push({ x: at % size, y: Math.floor(at / size), isDark: kind === DARK });
  });
  const isLast = ({ x, y }) => Math.abs(x - last) < 3 && Math.abs(y - last) < 3;
  return { version, size, kinds, marks, lastMarks: version > 1 ? marks.filter(isLast) : marks };
}

function alignments(version, size) {
  if (version === 1) return [];
  const more = Math.floor(version / 7) + 1;
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * more)) * 2;
  return [6, ...Array.from({ length: more }, (_, at) => size - 7 - at * step)];
}

// --- from squares to words -----------------------------------------------------------------------

// The five bits of level and mask stand twice, each with ten more by which three faults are undone.
function formatOf(grid, size) {
  const bit = (x, y) => grid[y * size + x];
  let one = 0, other = 0;
  for (let at = 0; at < 15; at++) {
    const place = at < 6 ? at : at < 8 ? at + 1 : at < 9 ? 7 : 14 - at;
    one |= (at < 8 ? bit(8, place) : bit(place, 8)) << at;
    other |= (at < 8 ? bit(size - 1 - at, 8) : bit(8, size - 15 + at)) << at;
  }
  let best = { faults: 4 };
  for (let five = 0; five < 32; five++) {
    let rest = five << 10;
    for (let at = 4; at >= 0; at--) if (rest >> (at + 10) & 1) rest ^= 0x537 << at;
    const whole = (five << 10 | rest) ^ 0x5412;
    const faults = Math.min(ones(whole ^ one), ones(whole ^ other));
    if (faults < best.faults) best = { faults, level: LEVELS[five >> 3], mask: MASKS[five & 7] };
  }
  return best.mask ? best : null;
}

const ones = (bits) => bits.toString(2).replaceAll("0", "").length;

// Bits run up and down by turns in pairs of columns, from the right; the sixth belongs to none.
function wordsOf(grid, { size, kinds }, mask) {
  const words = [];
  let word = 1;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (kinds[y * size + x]) continue;
        word = word << 1 | grid[y * size + x] ^ Number(mask(x, y) === 0);
        if (word > 255) { words.push(word & 255); word = 1; }
      }
    }
  }
  return words;
}

// Words are dealt to the blocks by turns; the last blocks have one word of data more.
function repaired(words, checks, blocks) {
  const each = Math.floor(words.length / blocks) - checks, longer = words.length % blocks;
  const dealt = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let turn = 0; turn <= each + checks; turn++) {
    const first = turn === each ? blocks - longer : 0;
    for (let block = first; block < blocks; block++) dealt[block].push(words[at++]);
  }
  return dealt.every((block) => corrected(block, checks))
    ? dealt.flatMap((block) => block.slice(0, -checks)) : null;
}

// --- Reed-Solomon over GF(256) -------------------------------------------------------------------

const POWERS = new Uint8Array(510), LOGS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  POWERS[power] = POWERS[power + 255] = value;
  LOGS[value] = power;
  value = value << 1 ^ (value > 127 ? 0x11d : 0);
}
const times = (one, other) => (one && other ? POWERS[LOGS[one] + LOGS[other]] : 0);
const over = (one, other) => (one ? POWERS[LOGS[one] + 255 - LOGS[other]] : 0);
const valueAt = (terms, x) => terms.reduceRight((total, term) => times(total, x) ^ term, 0);

// Put a block's wrong words right, in place; false if they are more than its checks can tell.
function corrected(block, checks) {
  const terms = block.slice().reverse();
  const syndromes = Array.from({ length: checks }, (_, at) => valueAt(terms, POWERS[at]));
  if (syndromes.every((one) => one === 0)) return true;
  const { locator, faults } = recurrence(syndromes);
  if (faults > checks >> 1) return false;
  const errors = syndromes.map((_, at) => (
    syndromes.slice(0, at + 1).reduce((sum, one, part) => sum ^ times(one, locator[at - part]), 0)
  ));
  const slope = locator.map((term, at) => (at % 2 ? term : 0)).slice(1);
  let found = 0;
  for (let place = 0; place < block.length; place++) {
    const back = POWERS[255 - place];
    if (valueAt(locator, back) !== 0) continue;
    found++;
    const error = over(valueAt(errors, back), valueAt(slope, back));
    block[block.length - 1 - place] ^= times(POWERS[place], error);
  }
  return found === faults;
}

// The shortest recurrence that the syndromes obey (Berlekamp, Massey): its roots tell the places.
function recurrence(syndromes) {
  let locator = [1, ...syndromes.map(() => 0)], before = locator;
  let faults = 0, gap = 1, scale = 1;
  syndromes.forEach((syndrome, step) => {
    let off = syndrome;
    for (let part = 1; part <= faults; part++) off ^= times(locator[part], syndromes[step - part]);
    if (off === 0) { gap++; return; }
    const factor = over(off, scale), kept = locator;
    const change = [...Array(gap).fill(0), ...before];
    locator = kept.map((term, at) => term ^ times(factor, change[at]));
    if (2 * faults > step) { gap++; return; }
    [faults, before, scale, gap] = [step + 1 - faults, kept, off, 1];
  });
  return { locator, faults };
}

// --- from words to text --------------------------------------------------------------------------

/** Return the text that a grid of squares (0 light, 1 dark) stands for, or null. */
export function textOf(grid, form) {
  const { version, size } = form;
  const format = formatOf(grid, size);
  if (!format) return null;
  const words = wordsOf(grid, form, format.mask);
  const data = repaired(words, CHECKS[format.level][version], BLOCKS[format.level][version]);
  const bytes = data && bytesOf(data, version < 10 ? 0 : version < 27 ? 1 : 2);
  return bytes && worded(Uint8Array.from(bytes));
}

// Segments of numbers, capitals and bytes; other alphabets and codes in parts are not read.
function bytesOf(data, span) {
  let at = 0;
  const take = (count) => {
    let value = 0;
    for (; count > 0; count--, at++) value = value << 1 | data[at >> 3] >> (7 - at % 8) & 1;
    return value;
  };
  const text = [];
  const put = (value, length) => {
    text.push(...utf8.encode(String(value).padStart(length, "0")));
  };
  while (data.length * 8 - at >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    const read = SEGMENTS[mode];
    if (!read) return null;
    read(take(COUNTS[mode][span]), take, put, text);
    if (at > data.length * 8) return null;
  }
  return text;
}

const COUNTS = { 1: [10, 12, 14], 2: [9, 11, 13], 4: [8, 16, 16] };
const utf8 = new TextEncoder();
const SEGMENTS = {
  1(count, take, put) {
    for (; count > 0; count -= 3) {
      const figures = Math.min(3, count);
      put(take([0, 4, 7, 10][figures]), figures);
    }
  },
  2(count, take, put) {
    for (; count > 1; count -= 2) {
      const pair = take(11);
      put(ALPHANUMERIC.charAt(pair / 45) + ALPHANUMERIC.charAt(pair % 45));
    }
    if (count) put(ALPHANUMERIC.charAt(take(6)));
  },
  4(count, take, put, text) {
    for (; count > 0; count--) text.push(take(8));
  },
};

// Bytes are UTF-8, as in addresses; what cannot be is Latin-1, the standard's own.
function worded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}
