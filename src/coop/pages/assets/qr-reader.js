// Reads a QR code in a picture, where the browser cannot: from what is dark in it to the three
// finders, and from these to where each square lies. The words are qr-code.js's.
import { formOf, textOf } from "./qr-code.js";

const BLOCK = 8; // pixels: light is judged by blocks
const FLATTEST = 24; // of 256 shades: what varies less is of one colour
// So many are tried, the likeliest first: a picture of anything else ends soon.
const MOST_NOTED = 250, MOST_FINDERS = 9, MOST_TRIPLES = 3, MOST_VERSIONS = 5, MOST_PLACES = 6;
const LOOKS = [[0, 0], [-0.2, -0.2], [0.2, -0.2], [-0.2, 0.2], [0.2, 0.2]];

/** Return the text of a QR code that stands in a picture (an ImageData), or null. */
export function read({ data, width, height }) {
  const shades = greys(data, width * height);
  const across = Math.ceil(width / BLOCK), blocks = blocksOf(width, height, across);
  // Softened is right nearly always; a hard shadow or very small squares want the other way.
  for (const [picture, reach] of [[softened(shades, width), 4], [shades, 1]]) {
    const plate = { dark: darkness(picture, blocks, across, reach), width, height };
    for (const corners of triples(finders(plate))) {
      for (const version of versions(corners)) {
        const form = formOf(version);
        const map = located(plate, corners, form);
        const text = map && textOf(squares(plate, map, form.size), form);
        if (text) return text;
      }
    }
  }
  return null;
}

// --- what is dark --------------------------------------------------------------------------------

function greys(data, count) {
  const shades = new Uint8Array(count);
  for (let at = 0, from = 0; at < count; at++, from += 4) {
    shades[at] = (77 * data[from] + 150 * data[from + 1] + 29 * data[from + 2]) >> 8;
  }
  return shades;
}

function softened(shades, width) {
  const soft = shades.slice();
  for (let at = width + 1; at < shades.length - width - 1; at++) {
    const above = at - width, below = at + width;
    const corners = shades[above - 1] + shades[above + 1] + shades[below - 1] + shades[below + 1];
    const sides = shades[above] + shades[below] + shades[at - 1] + shades[at + 1];
    soft[at] = (corners + 2 * sides + 4 * shades[at]) >> 4;
  }
  return soft;
}

// How much darker each pixel is than the middle between the extremes of the blocks around it.
function darkness(shades, blocks, across, reach) {
  const count = blocks.at(-1) + 1;
  const low = new Uint8Array(count).fill(255), high = new Uint8Array(count);
  for (let at = 0; at < shades.length; at++) {
    const block = blocks[at], shade = shades[at];
    if (shade < low[block]) low[block] = shade;
    if (shade > high[block]) high[block] = shade;
  }
  const lows = spread(low, across, reach, Math.min), highs = spread(high, across, reach, Math.max);
  const middles = Int16Array.from(lows, (least, block) => (
    highs[block] - least < FLATTEST ? least - 1 : (least + highs[block]) >> 1
  ));
  const dark = new Int16Array(shades.length);
  for (let at = 0; at < dark.length; at++) dark[at] = middles[blocks[at]] - shades[at];
  return dark;
}

function blocksOf(width, height, across) {
  const blocks = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * across;
    for (let x = 0; x < width; x++, at++) blocks[at] = row + Math.floor(x / BLOCK);
  }
  return blocks;
}

// The extreme of what lies around each, found along the rows and then down the columns.
function spread(values, across, reach, pick) {
  const along = (from, step, length) => from.map((value, at) => {
    const place = Math.floor(at / step) % length;
    const first = at - Math.min(reach, place) * step;
    const last = at + Math.min(reach, length - 1 - place) * step;
    for (let other = first; other <= last; other += step) value = pick(value, from[other]);
    return value;
  });
  return along(along(values, 1, across), across, values.length / across);
}

// --- the three finders ---------------------------------------------------------------------------

// Where a row is dark, light, dark, light, dark as 1 1 3 1 1; what was met most often comes first.
function finders(plate) {
  const { dark, width, height } = plate;
  const found = [];
  for (let y = 0; y < height; y++) {
    let one = 0, two = 0, three = 0, four = 0, five = 0, inDark = false;
    for (let x = 0, at = y * width; x <= width; x++, at++) {
      const isDark = x < width && dark[at] > 0;
      if (isDark === inDark) { five++; continue; }
      if (inDark && isFinder(one, two, three, four, five)) {
        const unit = (one + two + three + four + five) / 7;
        note(found, centred(plate, Math.floor(x - five - four - three / 2), y, unit));
      }
      [one, two, three, four, five] = [two, three, four, five, 1];
      inDark = isDark;
    }
  }
  return found.sort((one, other) => other.times - one.times).slice(0, MOST_FINDERS);
}

function isFinder(one, two, three, four, five) {
  const unit = (one + two + three + four + five) / 7, slack = unit * 0.6 + 0.5;
  const single = (run) => Math.abs(run - unit) < slack;
  return one > 0 && Math.abs(three - 3 * unit) < 2 * slack
    && single(one) && single(two) && single(four) && single(five);
}

// Cross a candidate downwards, and sideways again from the middle of that.
function centred(plate, x, y, unit) {
  const down = crossed(plate, x, y, 0, 1, unit);
  const across = down && crossed(plate, x, Math.round(y + down.shift), 1, 0, unit);
  if (!across) return null;
  const middle = { x: x + 0.5 + across.shift, y: y + 0.5 + down.shift };
  return { ...middle, unit: Math.sqrt(down.unit * across.unit), times: 1 };
}

function crossed({ dark, width, height }, x, y, stepX, stepY, unit) {
  const isDark = (off) => {
    const atX = x + off * stepX, atY = y + off * stepY;
    const inside = atX >= 0 && atY >= 0 && atX < width && atY < height;
    return inside ? dark[atY * width + atX] > 0 : null;
  };
  if (!isDark(0)) return null;
  const arm = (way) => {
    let off = 0;
    return [true, false, true].map((wanted) => {
      let length = 0;
      for (; isDark(off) === wanted && length < unit * 5 + 2; off += way) length++;
      return length;
    });
  };
  const ahead = arm(1), behind = arm(-1);
  const core = ahead[0] + behind[0] - 1;
  const total = behind[2] + behind[1] + core + ahead[1] + ahead[2];
  const alike = total < unit * 14 && total > unit * 3.5;
  if (!alike || !isFinder(behind[2], behind[1], core, ahead[1], ahead[2])) return null;
  return { shift: (ahead[0] - behind[0]) / 2, unit: total / 7 };
}

function note(found, finder) {
  if (!finder) return;
  for (const one of found) {
    if (Math.hypot(one.x - finder.x, one.y - finder.y) > one.unit * 2) continue;
    one.times++;
    for (const part of ["x", "y", "unit"]) one[part] += (finder[part] - one[part]) / one.times;
    return;
  }
  if (found.length < MOST_NOTED) found.push(finder);
}

// Which three may be the corners of a square, the one at its right angle first.
function triples(found) {
  const seen = [];
  for (const corner of found) {
    for (const right of found) {
      for (const below of found) {
        const three = [corner, right, below];
        const worth = new Set(three).size === 3 ? worthOf(...three) : -Infinity;
        if (worth > -Infinity) seen.push({ corner, right, below, worth });
      }
    }
  }
  return seen.sort((one, other) => other.worth - one.worth).slice(0, MOST_TRIPLES);
}

function worthOf(corner, right, below) {
  const [ax, ay, bx, by] = [
    right.x - corner.x, right.y - corner.y, below.x - corner.x, below.y - corner.y,
  ];
  const across = Math.hypot(ax, ay), down = Math.hypot(bx, by);
  const units = [corner.unit, right.unit, below.unit];
  const turn = (ax * by - ay * bx) / (across * down);
  const longer = Math.max(across / down, down / across);
  const uneven = Math.max(...units) / Math.min(...units);
  const met = Math.min(2, ...[corner, right, below].map((one) => one.times / one.unit));
  const near = across + down < 6 * (units[0] + units[1] + units[2]);
  if (near || met < 0.4 || turn < 0.6 || longer > 2 || uneven > 2) return -Infinity;
  return met + turn - longer - uneven / 2;
}

// The versions that their distance allows, the likeliest first. Under perspective no count is sure.
function versions({ corner, right, below }) {
  const along = (one, other) => {
    const [x, y] = [Math.abs(one.x - other.x), Math.abs(one.y - other.y)];
    // A turned finder is crossed askew, hence longer: as the side is than its longer shadow.
    return (x * x + y * y) / Math.max(x, y) / ((one.unit + other.unit) / 2);
  };
  const guess = ((along(corner, right) + along(corner, below)) / 2 - 10) / 4;
  return Array.from({ length: 40 }, (_, at) => at + 1)
    .filter((version) => Math.abs(version - guess) < 1.5 + guess * 0.15)
    .sort((one, other) => Math.abs(one - guess) - Math.abs(other - guess))
    .slice(0, MOST_VERSIONS);
}

// --- where each square lies ----------------------------------------------------------------------

// The map of the unit square between the finders' middles on four points (Heckbert, 1989).
function mapping(corner, right, far, below) {
  const [x1, y1] = [right.x - far.x, right.y - far.y];
  const [x2, y2] = [below.x - far.x, below.y - far.y];
  const [x3, y3] = [corner.x - right.x + far.x - below.x, corner.y - right.y + far.y - below.y];
  const whole = x1 * y2 - x2 * y1;
  const g = (x3 * y2 - x2 * y3) / whole, h = (x1 * y3 - x3 * y1) / whole;
  return [
    right.x - corner.x + g * right.x, below.x - corner.x + h * below.x, corner.x,
    right.y - corner.y + g * right.y, below.y - corner.y + h * below.y, corner.y, g, h,
  ];
}

function shadeAt({ dark, width, height }, map, size, x, y) {
  const u = (x - 3) / (size - 7), v = (y - 3) / (size - 7);
  const depth = map[6] * u + map[7] * v + 1;
  const atX = Math.floor((map[0] * u + map[1] * v + map[2]) / depth);
  const atY = Math.floor((map[3] * u + map[4] * v + map[5]) / depth);
  const inside = atX >= 0 && atY >= 0 && atX < width && atY < height;
  return inside ? dark[atY * width + atX] : -1;
}

// The fourth corner has no finder: it is where most of what every such code has is seen.
function located(plate, { corner, right, below }, { size, marks, lastMarks }) {
  // What is farther looks smaller: its area by the cube of how much farther it is.
  const byRight = (corner.unit / right.unit) ** (2 / 3);
  const byBelow = (corner.unit / below.unit) ** (2 / 3);
  const start = (part) =>
    (right[part] * byRight + below[part] * byBelow - corner[part]) / (byRight + byBelow - 1);
  const step = (part, across, down) =>
    ((right[part] - corner[part]) * across + (below[part] - corner[part]) * down) / (size - 7);
  const judged = (across, down, wanted) => {
    const at = (part) => start(part) + step(part, across, down);
    const far = { x: at("x"), y: at("y") };
    const map = mapping(corner, right, far, below);
    let seen = 0;
    for (const { x, y, isDark } of wanted) {
      if (shadeAt(plate, map, size, x, y) > 0 === isDark) seen++;
    }
    return { across, down, map, worth: seen / wanted.length };
  };
  const tried = [judged(0, 0, lastMarks)], reach = Math.ceil(2 + size * 0.12);
  for (let down = -reach; down <= reach; down += 0.5) {
    for (let across = -reach; across <= reach; across += 0.5) {
      const one = judged(across, down, lastMarks);
      if (one.worth > 0.75) tried.push(one);
    }
  }
  const best = apart(tried).map((one) => climbed(judged, one, marks)).sort(byWorth)[0];
  return best.worth > 0.75 ? best.map : null;
}

const byWorth = (one, other) => other.worth - one.worth;

function apart([guess, ...tried]) {
  const chosen = [guess];
  for (const one of tried.sort(byWorth)) {
    const far = (other) => Math.hypot(one.across - other.across, one.down - other.down) > 1.2;
    if (chosen.length < MOST_PLACES && chosen.every(far)) chosen.push(one);
  }
  return chosen;
}

function climbed(judged, { across, down }, marks) {
  let best = judged(across, down, marks);
  for (let step = 0.5; step > 0.1; step /= 2) {
    for (let turns = 0; turns < 4; turns++) {
      const from = best;
      for (const [x, y] of [[step, 0], [-step, 0], [0, step], [0, -step]]) {
        const next = judged(from.across + x, from.down + y, marks);
        if (next.worth > best.worth) best = next;
      }
      if (best === from) break;
    }
  }
  return best;
}

// Each square is the sum of five looks into it: a speck does not turn it.
function squares(plate, map, size) {
  return Uint8Array.from({ length: size * size }, (_, at) => {
    const x = at % size, y = Math.floor(at / size);
    let shade = 0;
    for (const [offX, offY] of LOOKS) shade += shadeAt(plate, map, size, x + offX, y + offY);
    return Number(shade > 0);
  });
}
