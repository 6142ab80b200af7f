// Numbers with their units.

const PREFIXES = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, ''], [1e-3, 'm'], [1e-6, 'µ'],
  [1e-9, 'n'], [1e-12, 'p'], [1e-15, 'f']];
const MINUS = '\u2212';
const THIN = '\u202f';

/** The unit in which numbers up to a size are told: what one is in it, and how it is written. */
export function scaled(largest, unit) {
  const size = Math.abs(largest);
  const found = PREFIXES.find(([one]) => size >= one * 0.9995) ?? [1e-15, 'f'];
  const [one, prefix] = size > 0 ? found : [1, ''];
  return { one, unit: prefix + unit };
}

/** A number with some significant digits and a true minus; thousands apart. */
export function number(value, digits = 4) {
  if (!Number.isFinite(value)) {
    return 'not a number';
  }
  if (value === 0) {
    return '0';
  }
  const size = Math.abs(value);
  let written;
  if (size < 1e-4 || size >= 1e9) {
    written = size.toExponential(digits - 1);
  } else {
    const before = size >= 1 ? Math.floor(Math.log10(size)) : 0;
    written = size.toFixed(Math.max(0, digits - 1 - before));
  }
  const [whole, rest] = written.split('.');
  const apart = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  const sign = value < 0 && Number(written) !== 0 ? MINUS : '';
  return sign + apart + (rest === undefined ? '' : '.' + rest);
}

/** A physical quantity: number, prefix and unit. */
export function quantity(value, unit, digits = 4) {
  const told = scaled(value, unit);
  return `${number(value / told.one, digits)}\u00a0${told.unit}`;
}

/** How many. */
export function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** How long, in seconds: people's units above two minutes. */
export function duration(seconds) {
  if (!(seconds >= 120)) {
    return seconds === 0 ? '0\u00a0s' : quantity(seconds, 's', 3);
  }
  const steps = [[86400, 'd', 3600, 'h'], [3600, 'h', 60, 'min'], [60, 'min', 1, 's']];
  const [large, largeUnit, small, smallUnit] = steps.find(([one]) => seconds >= one);
  const whole = Math.floor(seconds / large);
  const rest = Math.floor((seconds - whole * large) / small);
  return `${whole}\u00a0${largeUnit} ${rest}\u00a0${smallUnit}`;
}

/** When, as people of this place write it; with the day unless it is today. */
export function when(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const two = (part) => String(part).padStart(2, '0');
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return new Date().toDateString() === at.toDateString() ? clock : `${day} ${clock}`;
}

/** A key of a JSON document as words and its value with the unit that the key ends in. */
export function fact(key, value) {
  const units = { siemens: 'S', seconds: 's', volts: 'V', amperes: 'A', 'volt-seconds': 'V s' };
  const end = Object.keys(units).sort((a, b) => b.length - a.length)
    .find((unit) => key === unit || key.endsWith('-' + unit));
  const words = (end ? key.slice(0, key.length - end.length - 1) : key).replaceAll('-', ' ');
  return [words, plain(value, end ? units[end] : '')];
}

function plain(value, unit) {
  if (typeof value === 'number') {
    if (unit) {
      return quantity(value, unit);
    }
    return Number.isInteger(value) ? count(value) : number(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (Array.isArray(value)) {
    const numbers = value.flat(3).filter((item) => typeof item === 'number');
    if (numbers.length > 4) {
      const least = numbers.reduce((a, b) => Math.min(a, b));
      const most = numbers.reduce((a, b) => Math.max(a, b));
      return `${count(numbers.length)} values, ${plain(least, unit)} to ${plain(most, unit)}`;
    }
    return value.map((item) => plain(item, unit)).join(', ');
  }
  return value === null || value === undefined ? '' : String(value);
}
