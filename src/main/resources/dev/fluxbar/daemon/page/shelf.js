// Schedules and uploads.

import { change, part } from './api.js';
import { by, el, list } from './dom.js';
import { lab, refreshSchedules, refreshUploads } from './lab.js';
import { count, duration, when } from './units.js';

const TYPES = { csv: 'text/csv', json: 'application/json' };

export function begin(attempt) {
  by('upload').addEventListener('change', (event) => {
    const [file] = event.target.files;
    if (file) {
      attempt(async () => {
        const type = TYPES[file.name.split('.').at(-1)] ?? 'application/octet-stream';
        await change('PUT', `/uploads/${part(file.name)}`, { body: file, type });
        event.target.value = '';
        await refreshUploads();
        return `${file.name} is there.`;
      });
    }
  });
  by('uploads').addEventListener('click', (event) => {
    const { name } = event.target.dataset;
    if (name) {
      attempt(async () => {
        await change('DELETE', `/uploads/${part(name)}`);
        await refreshUploads();
        return `${name} is deleted.`;
      });
    }
  });
  by('schedules').addEventListener('click', (event) => {
    const { schedule } = event.target.dataset;
    if (schedule) {
      attempt(async () => {
        await change('DELETE', `/schedules/${part(schedule)}`);
        await refreshSchedules();
        return `Schedule ${schedule} ends.`;
      });
    }
  });
}

export function draw() {
  list(by('uploads'), lab.uploads, (name) => name, (name) => {
    const button = el('button', { type: 'button' }, 'Delete');
    button.dataset.name = name;
    button.dataset.changes = '';
    button.setAttribute('aria-label', `Delete ${name}`);
    return el('li', {}, el('span', {}, name), button);
  }, 'None.');
  const here = lab.schedules.filter((one) => one.bench === lab.shown);
  list(by('schedules'), here, (one) => one.schedule, (one) => {
    const button = el('button', { type: 'button' }, 'End');
    button.dataset.schedule = one.schedule;
    button.dataset.changes = '';
    button.setAttribute('aria-label', `End schedule ${one.name}`);
    const about = `every ${duration(one['every-seconds'])} · next ${when(one.next)} · ordered ${
      count(one.ordered)}, skipped ${count(one.skipped)}`;
    return el('li', {}, el('div', {}, el('strong', {}, one.name),
      el('span', { className: 'soft small' }, about),
      one.message ? el('span', { className: 'small' }, one.message) : ''), button);
  }, 'None.');
}
