// Heat maps of the cells: memductances, their last change, the net flux of the ledger. Row bars run
// down, column bars across, counted from 1 as everywhere.

import { by, el, list, show, text } from './dom.js';
import { lab } from './lab.js';
import { diverging, inkOn, sequential } from './palette.js';
import { number, quantity, scaled, when } from './units.js';

const WRITTEN = 44; // pixels of a cell in which its value is written
const TABLE_ROWS = 32;
const TABLE_COLUMNS = 16;
const place = { array: 0, row: 0, column: 0 };
let drawn = '';

const KINDS = {
  memductance: { arrays: () => lab.cells?.arrays, unit: () => lab.cells?.unit ?? 'S' },
  change: { arrays: () => lab.cells?.change, unit: () => lab.cells?.unit ?? 'S', signed: true },
  ledger: {
    arrays: () => lab.ledger?.arrays ?? lab.ledger?.['volt-seconds'],
    unit: () => lab.ledger?.unit ?? 'V s', signed: true,
  },
};

const chosen = () => document.querySelector('input[name=map]:checked').value;

function extent(arrays, signed) {
  let least = Infinity;
  let most = -Infinity;
  for (const array of arrays) {
    for (const row of array) {
      for (const value of row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  }
  if (signed) {
    const size = Math.max(Math.abs(least), Math.abs(most));
    return { least: -size, most: size };
  }
  return { least, most };
}

/** What the map shows: arrays, unit, range, colour of a value. */
function field() {
  const kind = KINDS[chosen()];
  const arrays = kind.arrays() ?? [];
  const { least, most } = extent(arrays, kind.signed);
  const span = most - least;
  const colour = (value) => {
    const share = span > 0 ? (value - least) / span : 0.5;
    return kind.signed ? diverging(share) : sequential(share);
  };
  const told = scaled(Math.max(Math.abs(least), Math.abs(most)), kind.unit());
  return { arrays, least, most, colour, told, unit: kind.unit(), signed: kind.signed };
}

/** Draws what has changed since it was drawn. */
export function draw() {
  const now = field();
  const looks = [chosen(), lab.measured, by('maps').clientWidth].join();
  if (looks === drawn) {
    return;
  }
  drawn = looks;
  note(now);
  clamp(now);
  list(by('maps'), now.arrays.map((array, i) => ({ i, rows: array.length,
    columns: array[0].length })), (item) => String(item.i), figure);
  now.arrays.forEach((_, i) => paint(now, i));
  scale(now);
  readout(now);
  table(now);
}

function note(now) {
  const kind = chosen();
  let said = 'Nothing has been measured on this bench in this life of the lab.';
  if (kind === 'ledger') {
    said = now.arrays.length ? 'Volt-seconds that each cell has seen on balance, as booked.'
      : 'No ledger yet.';
  } else if (lab.cells && now.arrays.length) {
    said = `${kind === 'change' ? 'Change since the reading before; measured' : 'Measured'} `
      + `${when(lab.cells.at)} by ${lab.cells.run}.`;
  } else if (lab.cells) {
    said = 'Measured once so far: there is no change to show.';
  }
  text(by('map-note'), said);
}

function clamp(now) {
  place.array = Math.min(place.array, Math.max(0, now.arrays.length - 1));
  const array = now.arrays[place.array];
  place.row = Math.min(place.row, (array?.length ?? 1) - 1);
  place.column = Math.min(place.column, (array?.[0].length ?? 1) - 1);
}

function figure({ i, rows, columns }) {
  const canvas = el('canvas', { id: `map-${i}`, tabIndex: 0, role: 'application' });
  canvas.setAttribute('aria-label', `Array ${i + 1}, ${rows} rows, ${columns} columns; `
    + 'arrow keys move from cell to cell');
  canvas.addEventListener('keydown', (event) => move(event, i));
  canvas.addEventListener('focus', () => to(i, place.array === i ? place.row : 0,
    place.array === i ? place.column : 0));
  canvas.addEventListener('pointermove', (event) => {
    const box = canvas.getBoundingClientRect();
    to(i, Math.floor((event.clientY - box.top) / box.height * rows),
      Math.floor((event.clientX - box.left) / box.width * columns));
  });
  return el('figure', {}, canvas,
    el('figcaption', {}, `array ${i + 1}: ${rows} rows (down) × ${columns} columns`));
}

/** Paints one array: a pixel a cell, made large without smoothing; values where there is room. */
function paint(now, i) {
  const array = now.arrays[i];
  const [rows, columns] = [array.length, array[0].length];
  const canvas = by(`map-${i}`);
  const room = Math.min(by('maps').clientWidth || 320, 560);
  const cell = Math.max(1, Math.min(64, Math.floor(room / columns),
    Math.max(Math.floor(420 / rows), 1)));
  const sharp = window.devicePixelRatio || 1;
  canvas.width = columns * cell * sharp;
  canvas.height = rows * cell * sharp;
  canvas.style.width = `${columns * cell}px`;
  canvas.style.height = `${rows * cell}px`;
  const pixels = new ImageData(columns, rows);
  array.flat().forEach((value, at) => pixels.data.set([...now.colour(value), 255], 4 * at));
  const small = el('canvas', { width: columns, height: rows });
  small.getContext('2d').putImageData(pixels, 0, 0);
  const pen = canvas.getContext('2d');
  pen.scale(sharp, sharp);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, 0, 0, columns * cell, rows * cell);
  if (cell >= WRITTEN) {
    write(pen, now, array, cell);
  }
  if (place.array === i) {
    pen.strokeStyle = '#ffffff';
    pen.lineWidth = 4;
    frame(pen, cell);
    pen.strokeStyle = '#111111';
    pen.lineWidth = 2;
    frame(pen, cell);
  }
}

function frame(pen, cell) {
  const inset = Math.min(2, cell / 4);
  pen.strokeRect(place.column * cell + inset, place.row * cell + inset, cell - 2 * inset,
    cell - 2 * inset);
}

function write(pen, now, array, cell) {
  pen.font = `${Math.min(15, cell / 3.4)}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  array.forEach((row, k) => row.forEach((value, j) => {
    pen.fillStyle = inkOn(now.colour(value));
    const told = number(value / now.told.one, 3);
    pen.fillText(now.signed && value > 0 ? `+${told}` : told, (j + 0.5) * cell, (k + 0.5) * cell,
      cell - 6);
  }));
}

/** The legend: colours from most at the top to least. */
function scale(now) {
  const box = by('scale');
  show(box, now.arrays.length > 0);
  if (now.arrays.length === 0) {
    return;
  }
  const bar = el('canvas', { width: 1, height: 128 });
  bar.setAttribute('aria-hidden', 'true');
  const pen = bar.getContext('2d');
  for (let y = 0; y < 128; y++) {
    const value = now.most - (y + 0.5) / 128 * (now.most - now.least);
    pen.fillStyle = `rgb(${now.colour(value).join()})`;
    pen.fillRect(0, y, 1, 1);
  }
  const ticks = [0, 1, 2, 3, 4].map((i) => now.most - i / 4 * (now.most - now.least))
    .map((value) => el('span', {}, number(value / now.told.one, 3)));
  box.replaceChildren(el('span', { className: 'unit' }, now.told.unit), bar,
    el('div', { className: 'ticks' }, ...(now.most > now.least ? ticks : ticks.slice(0, 1))));
}

function readout(now) {
  const array = now.arrays[place.array];
  if (!array) {
    text(by('readout'), '');
    return;
  }
  const { row, column } = place;
  const change = lab.cells?.change?.[place.array]?.[row]?.[column];
  const value = chosen() === 'change' ? lab.cells.arrays[place.array][row][column]
    : array[row][column];
  const more = change === undefined || chosen() === 'ledger' ? ''
    : `, change ${quantity(change, now.unit, 3)}`;
  text(by('readout'), `array ${place.array + 1}, row ${row + 1}, column ${column + 1}: `
    + quantity(value, now.unit, 5) + more);
}

function move(event, i) {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
    [event.key];
  if (step) {
    event.preventDefault();
    to(i, place.row + step[0], place.column + step[1]);
  }
}

function to(i, row, column) {
  const now = field();
  const array = now.arrays[i];
  if (!array) {
    return;
  }
  const next = { array: i, row: Math.max(0, Math.min(row, array.length - 1)),
    column: Math.max(0, Math.min(column, array[0].length - 1)) };
  if (next.array === place.array && next.row === place.row && next.column === place.column) {
    return;
  }
  const before = place.array;
  Object.assign(place, next);
  if (before !== i && now.arrays[before]) {
    paint(now, before);
  }
  paint(now, i);
  readout(now);
  table(now);
}

/** The values as tables; of a large array the part around the cell. */
function table(now) {
  if (!by('table-box').open) {
    return;
  }
  by('tables').replaceChildren(...now.arrays.map((array, i) => {
    const row = i === place.array ? place.row : 0;
    const column = i === place.array ? place.column : 0;
    const top = row - row % TABLE_ROWS;
    const left = column - column % TABLE_COLUMNS;
    const rows = array.slice(top, top + TABLE_ROWS);
    const columns = array[0].slice(left, left + TABLE_COLUMNS).map((_, j) => left + j + 1);
    const all = rows.length === array.length && columns.length === array[0].length;
    const caption = `array ${i + 1}, ${now.told.unit}${all ? '' : ', part around the cell'}`;
    return el('div', { className: 'scroll', tabIndex: 0 }, el('table', { className: 'values' },
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'row \\ column'),
        ...columns.map((j) => el('th', { scope: 'col' }, j)))),
      el('tbody', {}, ...rows.map((values, k) => el('tr', {},
        el('th', { scope: 'row' }, top + k + 1),
        ...values.slice(left, left + TABLE_COLUMNS)
          .map((value) => el('td', {}, number(value / now.told.one, 5))))))));
  }));
}

/** Draws anew when people choose otherwise. */
export function begin() {
  document.querySelectorAll('input[name=map]')
    .forEach((choice) => choice.addEventListener('change', draw));
  by('table-box').addEventListener('toggle', () => table(field()));
  window.addEventListener('resize', draw);
}
