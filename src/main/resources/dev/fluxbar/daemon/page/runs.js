// The run that is under way, and the runs before it.

import { address, get, hasToken, items, part, save } from './api.js';
import { by, el, facts, list, show, state, text } from './dom.js';
import { lab, running } from './lab.js';
import { count, duration, when } from './units.js';

const LIVE = ['queued', 'waiting', 'running', 'paused', 'stopping'];
const EXPORTS = [['HDF5', 'hdf5'], ['CSV', 'csv'], ['NPZ', 'npz']];
const SAID = 200;

/** Whether a run may still do something. */
export const live = (run) => LIVE.includes(run.state);

export function draw() {
  now();
  recent();
}

function now() {
  const run = running();
  const can = lab.connected && run !== undefined;
  state(by('run-state'), run?.state ?? '');
  text(by('run-title'), run ? `${run.name} · ${run.run}` : 'Nothing runs.');
  text(by('pause'), run?.state === 'paused' ? 'Resume' : 'Pause');
  by('pause').disabled = !can || !['running', 'paused'].includes(run.state);
  by('abort').disabled = !can || !['running', 'paused'].includes(run.state);
  by('abort-now').disabled = !can || !live(run);
  show(by('run-body'), run !== undefined);
  if (run) {
    body(run, run.progress, run.estimate);
  }
}

function body(run, progress, estimate) {
  const planned = estimate['bench-seconds'];
  const seconds = progress['bench-seconds'];
  meter('run', planned > 0 ? seconds / planned : undefined,
    planned === undefined ? 'no estimate' : `${duration(seconds)} of ${
      estimate.exact === false ? 'at most ' : ''}${duration(planned)}`);
  text(by('task-name'), `Step ${progress.step || '–'}${progress.task ? `: ${progress.task}` : ''}`);
  meter('task', progress.of > 0 ? progress.done / progress.of : undefined,
    progress.of > 0 ? `${count(progress.done)} of ${count(progress.of)}` : '');
  text(by('run-note'), progress.note || run.message);
  const most = estimate['pulses-at-most'];
  facts(by('run-facts'), [
    ['programs', count(progress.programs) + of(estimate.programs)],
    ['pulses', count(progress.pulses) + of(most, 'at most ')],
    ['bench time', duration(seconds)],
    ['estimate', planned === undefined ? '' : `${duration(planned)} + ${
      duration(estimate['wait-seconds'] ?? 0)} of waiting`],
    ['began', run.began ? when(run.began) : ''],
    ['asked by', run.by],
    ['priority', run.priority],
    ['after a crash', run['after-crash'] === 'wait' ? 'waits for a person' : 'goes on'],
  ]);
}

const of = (number, most = '') => (!number ? '' : ` of ${most}${count(number)}`);

function meter(name, share, words) {
  const bar = by(`${name}-meter`);
  if (share === undefined || !Number.isFinite(share)) {
    bar.removeAttribute('value');
  } else {
    bar.value = Math.min(1, share);
  }
  text(by(`${name}-share`), words);
}

function recent() {
  const runs = [...lab.runs.values()].filter((run) => run.bench === lab.shown && run.state !== 'queued')
    .map((run) => (run.ended ? run : { ...run, progress: {} }));
  list(by('recent'), runs, (run) => run.run, row, 'No runs yet.');
}

function row(run) {
  const mark = el('span', { className: 'state' });
  state(mark, run.state);
  const name = el('th', { scope: 'row' }, el('strong', {}, run.name), run['dry-run'] ? ' (dry run)' : '',
    el('span', { className: 'soft small id' }, run.run));
  const how = el('td', {}, mark);
  if (run.message) {
    how.append(el('span', { className: 'soft small message-in' }, run.message));
  }
  const took = run.began && run.ended ? (new Date(run.ended) - new Date(run.began)) / 1000 : undefined;
  const work = run.ended ? run.progress : undefined;
  return el('tr', {}, name, how, el('td', {}, when(run.began ?? run.submitted)),
    el('td', { className: 'right' }, took === undefined ? '' : duration(took)),
    el('td', { className: 'right' }, count(work?.programs ?? '')),
    el('td', { className: 'right' }, count(work?.pulses ?? '')),
    el('td', { className: 'links' }, ...links(run)));
}

function links(run) {
  if (run.state === 'waiting') {
    return [action('resume', 'Resume', run), action('abort', 'Abort', run)];
  }
  if (!run.ended) {
    return [];
  }
  const path = `/runs/${part(run.run)}`;
  const list = [];
  if (['done', 'physics-said-no'].includes(run.state)) {
    list.push(file(`${path}/result`, 'result', `${run.run}.json`, run));
    if (!run['dry-run']) {
      EXPORTS.forEach(([word, format]) => list.push(
        file(`${path}/export?format=${format}`, word, `${run.run}.${format}`, run)));
    }
  }
  return [...list, files(path, run)];
}

function action(what, word, run) {
  const button = el('button', { type: 'button' }, word);
  button.setAttribute('aria-label', `${word} run ${run.name} ${run.run}`);
  button.dataset.action = what;
  button.dataset.changes = '';
  button.dataset.run = run.run;
  return button;
}

/** A link to a file; where a token is needed it is fetched with it and saved. */
function file(path, word, name, run) {
  const link = el('a', { href: address(path) }, word);
  link.setAttribute('aria-label', `${word} of run ${run.run}`);
  link.addEventListener('click', (event) => {
    if (hasToken()) {
      event.preventDefault();
      save(path, name).catch((e) => text(by('news'), e.message));
    }
  });
  return link;
}

/** The files of a run's folder, fetched when they are asked for. */
function files(path, run) {
  const button = el('button', { type: 'button', className: 'quiet' }, 'files');
  button.dataset.action = 'files';
  button.setAttribute('aria-label', `Files of run ${run.run}`);
  button.addEventListener('click', async () => {
    const cell = button.parentElement;
    try {
      const names = items(await get(`${path}/files`), 'files')
        .map((one) => one.name);
      const found = names.map((name) => file(
        `${path}/files/${name.split('/').map(part).join('/')}`, name, name.split('/').at(-1), run));
      button.replaceWith(...(found.length ? found : ['no files']));
      (found[0] ?? cell).focus?.();
    } catch (e) {
      button.replaceWith(e.message);
    }
  });
  return button;
}

/** The last lines that a run has said. */
export const said = async (id) => (await get(`/runs/${part(id)}/log?last=${SAID}`)).lines;
