// What the page knows of the lab: one object, filled from the API and by events, drawn from.

import { get, items, part } from './api.js';

export const lab = {
  benches: new Map(),
  runs: new Map(),
  shown: '',
  /** Grows when cells or ledger are fetched anew. */
  measured: 0,
  cells: null,
  ledger: null,
  certificate: {},
  schedules: [],
  uploads: [],
  log: [],
  /** What the server lets this page do: operator, or reader, who looks. */
  role: '',
  connected: false,
};

const LOG_LINES = 500;
const RUNS = 50;

/** The bench that is shown. */
export const bench = () => lab.benches.get(lab.shown);

/** The run of the bench that is shown, or undefined. */
export const running = () => lab.runs.get(bench()?.run);

/** Everything anew: benches, runs, and what is known of the bench that is shown. */
export async function refresh() {
  const [about, benches, runs] = await Promise.all(
    [get(''), get('/benches'), get(`/runs?most=${RUNS}`)]);
  lab.role = about.role;
  lab.benches = new Map(items(benches, 'benches').map((one) => [one.bench, one]));
  lab.runs = new Map(items(runs, 'runs').map((one) => [one.run, whole(one)]));
  lab.cells = null;
  if (!lab.benches.has(lab.shown)) {
    lab.shown = lab.benches.keys().next().value ?? '';
  }
  await Promise.all([refreshBench(), refreshSchedules(), refreshUploads()]);
}

/** What is known of the bench that is shown. */
export async function refreshBench() {
  if (lab.shown) {
    await Promise.all([refreshCells(), refreshLedger(), refreshCertificate()]);
  }
}

const ofBench = (what) => get(`/benches/${part(lab.shown)}/${what}`);

export async function refreshCells() {
  const told = await ofBench('memductances');
  lab.cells = told.measured ? told : null;
  lab.measured++;
}

export async function refreshLedger() {
  lab.ledger = await ofBench('ledger');
  lab.measured++;
}

export async function refreshCertificate() {
  const told = await ofBench('certificate');
  lab.certificate = told?.certificate ?? told ?? {};
}

export async function refreshSchedules() {
  lab.schedules = items(await get('/schedules'), 'schedules');
}

export async function refreshUploads() {
  lab.uploads = items(await get('/uploads'), 'uploads')
    .map((one) => (typeof one === 'string' ? one : one.name));
}

/** A line of the log. */
export function note(line) {
  lab.log.push(line);
  if (lab.log.length > LOG_LINES) {
    lab.log.splice(0, lab.log.length - LOG_LINES);
  }
}

/** Runs of earlier lives of the lab say less of themselves. */
const whole = (run) => ({ steps: [], estimate: {}, progress: {}, ...run });

/** Keeps the runs few: the oldest that have ended go. */
export function remember(told) {
  const run = whole(told);
  const known = lab.runs.get(run.run);
  if (known && known.revision > run.revision) {
    return;
  }
  if (known) {
    lab.runs.set(run.run, run);
    return;
  }
  lab.runs = new Map([[run.run, run], ...lab.runs]);
  const over = [...lab.runs.values()].slice(RUNS).filter((one) => one.ended);
  over.forEach((one) => lab.runs.delete(one.run));
}
