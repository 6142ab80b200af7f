// The bench that is shown: what it is, what it does, its certificate, its queue; and the others'
// names.

import { by, el, facts, list, show, state, text } from './dom.js';
import { bench, lab } from './lab.js';
import { count, duration, fact, when } from './units.js';

export function draw() {
  names();
  const shown = bench();
  if (!shown) {
    return;
  }
  text(by('bench-title'), `Bench ${shown.bench}`);
  state(by('bench-state'), shown.state);
  text(by('bench-message'), shown.message);
  show(by('bench-message'), shown.message !== '');
  const did = shown.counts;
  facts(by('bench-facts'), [
    ['board', shown.board],
    ['transport', shown.transport],
    ['address', shown.uri],
    ['arrays', arrays(shown)],
    ['profile', shown.profile === undefined ? undefined : shown.profile || 'none'],
    ['since', when(shown.since)],
    ['runs', `${count(did.runs)}, ${count(did.failed)} failed`],
    ['programs', `${count(did.programs)}, ${count(did.refused)} refused`],
    ['pulses', count(did.pulses)],
    ['bench time', duration(did['bench-seconds'])],
    ['lost', `${count(did.losses)}×, found ${count(did.reopened)}×`],
    ['certificates failed', count(did['certificates-failed'])],
  ]);
  text(by('hold'), shown.held ? 'Release queue' : 'Hold queue');
  text(by('safe'), lab.benches.size > 1 ? `SAFE ${shown.bench}` : 'SAFE');
  queue(shown);
  certificate();
}

function names() {
  const all = [...lab.benches.values()]
    .map((one) => ({ name: one.bench, state: one.state, shown: one.bench === lab.shown }));
  list(by('benches'), all, (one) => one.name, (one) => {
    const mark = el('span', { className: 'state' });
    state(mark, one.state);
    const link = el('a', { href: `#/${encodeURIComponent(one.name)}` }, one.name, ' ', mark);
    link.dataset.action = 'show';
    if (one.shown) {
      link.setAttribute('aria-current', 'page');
    }
    return el('li', {}, link);
  });
}

function arrays(shown) {
  if (!shown.arrays) {
    return undefined;
  }
  const shapes = shown.arrays.map((array) => `${array.rows} × ${array.columns}`).join(', ');
  return `${shapes} (rows × columns), ${shown.topology}`;
}

function queue(shown) {
  state(by('queue-held'), shown.held ? 'held' : '');
  const waiting = shown.queue.map((id) => {
    const { progress, ...run } = lab.runs.get(id) ?? { run: id, name: id, steps: [] };
    return run;
  });
  list(by('queue'), waiting, (run) => run.run, (run) => {
    const out = el('button', { type: 'button' }, 'Take out');
    out.setAttribute('aria-label', `Take run ${run.name} out of the queue`);
    out.dataset.action = 'abort';
    out.dataset.changes = '';
    out.dataset.run = run.run;
    const seconds = run.estimate?.['bench-seconds'];
    const about = [run.steps.join(', '), run.priority ? `priority ${run.priority}` : '',
      run['dry-run'] ? 'dry run' : '', seconds === undefined ? '' : `≈ ${duration(seconds)}`]
      .filter(Boolean).join(' · ');
    return el('li', {}, el('div', {}, el('strong', {}, run.name),
      el('span', { className: 'soft small' }, about)), out);
  }, 'Empty.');
}

function certificate() {
  const told = lab.certificate ?? {};
  const inner = told.certificate !== null && typeof told.certificate === 'object'
    && !Array.isArray(told.certificate) ? told.certificate : null;
  const passed = told['certificate-passed'] ?? inner?.passed;
  state(by('certificate-state'), passed === undefined ? '' : passed ? 'passed' : 'failed');
  const pairs = [];
  for (const [key, value] of Object.entries(told)) {
    if (key === 'certificate' && inner) {
      Object.entries(inner).filter(([name]) => name !== 'passed')
        .forEach(([name, part]) => pairs.push(fact(name, part)));
    } else if (key === 'certificate') {
      pairs.push(['largest relative change', fact(key, value)[1]]);
    } else if (key !== 'certificate-passed') {
      pairs.push(fact(key.replace(/^certificate-/, ''), value));
    }
  }
  facts(by('certificate'), pairs.length ? pairs : [['none yet', 'a reading or inference brings one']]);
}
