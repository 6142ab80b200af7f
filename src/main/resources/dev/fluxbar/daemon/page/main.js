// The page: hears what happens, draws it, and asks for what people want.

import { change, get, part, Refusal } from './api.js';
import * as benches from './bench.js';
import { by, show, text } from './dom.js';
import { follow } from './events.js';
import * as heat from './heat.js';
import * as lab from './lab.js';
import * as log from './log.js';
import * as order from './order.js';
import * as runs from './runs.js';
import * as shelf from './shelf.js';
import { when } from './units.js';

const ESCAPES = 600; // ms in which the second Esc must come
const what = lab.lab;
let asked = false;
let lines = 0;
let heard = '';

/** Draws once, before the next picture, whatever has changed by then. */
function draw() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      [benches, runs, heat, log, order, shelf].forEach((part) => part.draw());
      by('hold').disabled = !what.connected || !lab.bench();
      by('safe').disabled = !lab.bench();
      document.body.classList.toggle('stale', !what.connected);
      turnOff(what.role === 'reader');
    });
  }
}

/** Whatever changes something is marked so; for whoever may only look it is off. */
function turnOff(reader) {
  show(by('reader'), reader);
  document.querySelectorAll('[data-changes]').forEach((element) => {
    if (reader) {
      element.disabled = true;
      element.dataset.changes = 'off';
    } else if (element.dataset.changes === 'off') {
      element.disabled = false;
      element.dataset.changes = '';
    }
  });
}

/** Tells it to those who do not see the page change. */
const news = (words) => text(by('news'), words);

function trouble(words) {
  text(by('trouble'), words);
  show(by('trouble'), words !== '');
}

/** Does what a person asked for; says what came of it. */
async function attempt(action) {
  try {
    trouble('');
    const words = await action();
    if (words) {
      news(words);
    }
  } catch (e) {
    trouble(e instanceof Refusal ? e.message : 'The lab does not answer: nothing was asked of it.');
  }
  draw();
}

function line(kind, bench, at, words) {
  lines++;
  lab.note({ number: lines, kind, bench, time: when(at), text: words });
}

// What happens.

/** Fetches at most one at a time, and once more if it was asked for meanwhile. */
function once(fetches) {
  let under = null;
  let again = false;
  return async () => {
    again = true;
    under ??= (async () => {
      while (again) {
        again = false;
        await fetches().catch(() => {});
        draw();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      under = null;
    })();
  };
}

const cells = once(lab.refreshCells);
const ledger = once(lab.refreshLedger);
const certificate = once(lab.refreshCertificate);
const schedules = once(lab.refreshSchedules);

const HEARD = {
  bench: (event) => {
    if (what.benches.get(event.bench)?.revision > event.revision) {
      return; // two told of changes at once: the later one was faster
    }
    what.benches.set(event.bench, event);
    if (event.message) {
      line('bad', event.bench, event.at, `bench ${event.state}: ${event.message}`);
    }
  },
  run: (event) => {
    const known = what.runs.get(event.run);
    lab.remember(event);
    if (known?.state !== event.state) {
      const words = `${event.name} ${event.state}${event.message ? `: ${event.message}` : ''}`;
      line('turn', event.bench, event.at, words);
      if (event.bench === what.shown) {
        news(words);
      }
    }
    if (event.ended && event.bench === what.shown) {
      ledger();
      certificate();
    }
  },
  progress: (event) => {
    const run = what.runs.get(event.run);
    if (run) {
      run.progress = event.progress;
    }
  },
  step: (event) => {
    const run = what.runs.get(event.run);
    if (run) {
      run.progress = { ...run.progress, step: event.step, task: event.word, note: '', done: 0, of: 0 };
    }
  },
  'step-ended': (event) => {
    if (!event.reached) {
      line('bad', event.bench, event.at, `step ${event.step}: ${event.message}`);
    }
    if (event.bench === what.shown) {
      certificate();
    }
  },
  said: (event) => line('said', event.bench, event.at, event['left-out']
    ? `${event.line} (and ${event['left-out']} lines before it)` : event.line),
  cells: (event) => event.bench === what.shown && cells(),
  schedule: schedules,
  'schedule-removed': schedules,
  'bench-lost': (event) => line('bad', event.bench, event.at, `lost: ${event.message}`),
  'bench-found': (event) => line('turn', event.bench, event.at,
    `found again; the job that was under way: ${event['job-was']}`),
};

follow({
  event: (event) => {
    heard = event.at;
    HEARD[event.type]?.(event);
    draw();
  },
  opened: async () => {
    await lab.refresh();
    if (lines === 0) {
      await lastSaid();
    }
    what.connected = true;
    heard ||= new Date().toISOString();
    text(by('line'), 'live');
    by('line').dataset.state = 'live';
    trouble('');
    fromAddress();
    draw();
  },
  lost: (why, seconds) => {
    what.connected = false;
    by('line').dataset.state = 'lost';
    text(by('line'), 'no connection');
    trouble(`No connection (${why}). ${heard ? `What you see is from ${when(heard)}. ` : ''}`
      + `Trying again in ${seconds} s.`);
    draw();
  },
});

/** What was said before this page was opened. */
async function lastSaid() {
  const latest = lab.running() ?? [...what.runs.values()]
    .find((run) => run.bench === what.shown && run.began);
  if (latest) {
    const said = await runs.said(latest.run).catch(() => []);
    said.forEach((words) => line('said', latest.bench, '', words));
  }
}

// What people want.

function fromAddress() {
  const name = decodeURIComponent(location.hash.replace(/^#\/?/, ''));
  if (what.benches.has(name) && name !== what.shown) {
    what.shown = name;
    what.cells = null;
    what.ledger = null;
    what.certificate = {};
    what.measured++;
    log.clear();
    attempt(lab.refreshBench);
  }
}

/** Somebody else was faster: says what changed, and shows it. */
async function collided(id, before) {
  const run = await get(`/runs/${part(id)}`);
  lab.remember(run);
  const state = before === run.state ? `it is still ${run.state}` : `${before}, now ${run.state}`;
  throw new Refusal(412, `Run ${run.name} has changed since you looked: ${state}. `
    + 'Nothing was done; look, and ask again.');
}

function command(id, verb) {
  return attempt(async () => {
    const run = what.runs.get(id);
    try {
      const after = await change('POST', `/runs/${part(id)}/${verb}`, { seen: run.revision });
      if (after?.run) {
        lab.remember(after);
      }
    } catch (e) {
      if (e.status === 412) {
        await collided(id, run.state);
      }
      throw e;
    }
  });
}

const safe = () => attempt(async () => {
  await change('POST', `/benches/${part(what.shown)}/safe`);
  return `Bench ${what.shown} was told to go safe.`;
});

async function certain(words) {
  const dialog = by('ask');
  text(by('ask-text'), words);
  dialog.returnValue = 'no';
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  return dialog.returnValue === 'yes';
}

by('safe').addEventListener('click', safe);
by('pause').addEventListener('click', () => {
  const run = lab.running();
  command(run.run, run.state === 'paused' ? 'resume' : 'pause');
});
by('abort').addEventListener('click', () => command(lab.running().run, 'abort'));
by('abort-now').addEventListener('click', async () => {
  const run = lab.running();
  if (await certain(`${run.name} ends in the middle of a program. Its cells may be left between `
      + 'two values and must be read afterwards.')) {
    command(run.run, 'abort?now=true');
  }
});
by('hold').addEventListener('click', () => attempt(async () => {
  const shown = lab.bench();
  try {
    await change('POST', `/benches/${part(shown.bench)}/${shown.held ? 'release' : 'hold'}`,
      { seen: shown.revision });
  } catch (e) {
    if (e.status !== 412) {
      throw e;
    }
    const now = await get(`/benches/${part(shown.bench)}`);
    what.benches.set(now.bench, now);
    throw new Refusal(412, `Bench ${now.bench} has changed since you looked: it is ${now.state}, `
      + `its queue is ${now.held ? 'held' : 'open'}. Nothing was done; look, and ask again.`);
  }
}));
document.addEventListener('click', (event) => {
  const { action, run } = event.target.dataset ?? {};
  if (run && ['abort', 'resume'].includes(action)) {
    command(run, action);
  }
});

let escaped = -Infinity;
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.repeat) {
    if (event.timeStamp - escaped < ESCAPES) {
      safe();
    }
    escaped = event.timeStamp;
  }
}, { capture: true });

window.addEventListener('hashchange', () => {
  fromAddress();
  draw();
});
order.begin(news);
shelf.begin(attempt);
heat.begin();
log.begin();
