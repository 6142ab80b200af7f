// The form that orders a run. Whatever is filled in becomes the text of a sequence: what a person
// clicks is what the sequence language can say, and may be taken on from there as text.

import { change, part } from './api.js';
import { by, el, show, text } from './dom.js';
import { lab } from './lab.js';

const EXAMPLE = `name: twice with a rest
on-failure: stop
steps:
  - read: {schedule: column, averages: 4}
  - write: {target: academic}
  - loop:
      times: 2
      steps:
        - infer: {inputs-volts: [[1, -1]]}
        - wait: {seconds: 1}
  - check: {pulses: false}
`;

const form = () => by('order');
const word = () => new FormData(form()).get('word');

export function begin(news) {
  form().elements['sequence.text'].value = EXAMPLE;
  form().elements.by.value = sessionStorage.getItem('fluxbar-by') ?? '';
  form().querySelectorAll('input[name=word]').forEach((choice) =>
    choice.addEventListener('change', fields));
  by('as-text').addEventListener('click', asText);
  form().addEventListener('submit', (event) => {
    event.preventDefault();
    submit(news);
  });
  fields();
}

function fields() {
  form().querySelectorAll('[data-word]').forEach((set) => {
    show(set, set.dataset.word === word());
    set.querySelectorAll('input, select, textarea').forEach((field) => {
      field.disabled = set.hidden;
    });
  });
  show(by('as-text'), word() !== 'sequence');
}

function asText() {
  try {
    form().elements['sequence.text'].value = sequence();
  } catch (e) {
    text(by('order-said'), e.message);
    return;
  }
  form().querySelector('input[name=word][value=sequence]').checked = true;
  fields();
  form().elements['sequence.text'].focus();
}

/** The text of the sequence that the form says. */
function sequence() {
  const data = new FormData(form());
  if (data.get('word') === 'sequence') {
    return data.get('sequence.text');
  }
  const keys = [];
  for (const [name, value] of data) {
    const [of, key] = name.split('.');
    const given = String(value).trim();
    if (of === data.get('word') && key && given) {
      keys.push(`${key}: ${written(key, given)}`);
    }
  }
  const name = data.get('name').trim() || data.get('word');
  return `name: ${JSON.stringify(name)}\nsteps:\n  - ${data.get('word')}: {${keys.join(', ')}}\n`;
}

/** A value as YAML: only numbers and plain words stay bare. */
function written(key, given) {
  if (key === 'inputs-volts') {
    const rows = given.split('\n').filter((line) => line.trim()).map((line) => numbers(line));
    return `[${rows.map((row) => `[${row.join(', ')}]`).join(', ')}]`;
  }
  if (key === 'cell') {
    return `[${numbers(given).join(', ')}]`;
  }
  if (given === 'on') {
    return 'true';
  }
  return /^[a-z]+$/.test(given) || isNumber(given) ? given : JSON.stringify(given);
}

const isNumber = (given) => /^[-+]?[0-9]*\.?[0-9]+(e[-+]?[0-9]+)?$/i.test(given);

function numbers(line) {
  const parts = line.trim().split(/[\s,;]+/);
  const wrong = parts.find((one) => !isNumber(one));
  if (wrong !== undefined) {
    throw new Error(`"${wrong}" is no number; write numbers with commas between them`);
  }
  return parts;
}

async function submit(news) {
  const said = by('order-said');
  const data = new FormData(form());
  const button = form().querySelector('button[type=submit]');
  try {
    const order = { sequence: sequence() };
    if (data.get('priority')) {
      order.priority = Number(data.get('priority'));
    }
    if (data.get('every').trim()) {
      order.every = data.get('every').trim();
    }
    order['dry-run'] = data.has('dry-run');
    order['after-crash'] = data.get('after-crash');
    order.by = data.get('by').trim() || 'page';
    sessionStorage.setItem('fluxbar-by', data.get('by').trim());
    button.disabled = true;
    text(said, '');
    const made = await change('POST', `/benches/${part(lab.shown)}/runs`,
      { type: 'application/json', body: JSON.stringify(order) });
    text(said, made?.schedule ? `Schedule ${made.schedule}: every ${order.every}.`
      : `Queued as ${made?.run ?? 'a run'}.`);
    said.dataset.kind = 'good';
    news(said.textContent);
  } catch (e) {
    text(said, e.message);
    said.dataset.kind = 'bad';
  } finally {
    button.disabled = false;
  }
}

/** Offers the uploads that fit a field. */
export function draw() {
  form().querySelectorAll('select[data-uploads]').forEach((select) => {
    const endings = select.dataset.uploads.split(' ');
    const fit = lab.uploads.filter((name) => endings.includes(name.split('.').at(-1)));
    const looks = fit.join('/');
    if (select.dataset.looks !== looks) {
      select.dataset.looks = looks;
      const chosen = select.value;
      [...select.options].slice(1).forEach((option) => option.remove());
      select.append(...fit.map((name) => el('option', {}, name)));
      select.value = fit.includes(chosen) ? chosen : select.options[0].value;
    }
  });
}
