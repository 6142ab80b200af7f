// What runs say, the newest last. It follows until somebody scrolls back to read.

import { by, el, show } from './dom.js';
import { lab } from './lab.js';

const KEPT = 500;
let follows = true;
let drawn = 0;

export function begin() {
  const box = by('log');
  box.addEventListener('scroll', () => {
    follows = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    show(by('log-end'), !follows);
  });
  by('log-end').addEventListener('click', () => {
    follows = true;
    box.scrollTop = box.scrollHeight;
    box.focus();
  });
}

/** Forgets what was drawn: another bench is shown. */
export function clear() {
  by('log').replaceChildren();
  drawn = 0;
}

export function draw() {
  const lines = lab.log.filter((line) => line.number > drawn);
  if (lines.length === 0) {
    return;
  }
  drawn = lines.at(-1).number;
  const box = by('log');
  box.append(...lines.filter((line) => line.bench === lab.shown).map((line) => {
    const time = el('time', {}, line.time);
    return el('p', { className: line.kind }, time, line.text);
  }));
  while (box.children.length > KEPT) {
    box.firstElementChild.remove();
  }
  if (follows) {
    box.scrollTop = box.scrollHeight;
  }
}
