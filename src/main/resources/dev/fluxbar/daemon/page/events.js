// What happens in the lab, as it happens. The browser's own EventSource cannot send a token, so the
// stream is read by hand; a line that breaks is taken up where it broke.

import { ask } from './api.js';

/** Silence after which a line is dead, ms: the server says something every 15 s. */
const SILENCE = 40_000;
const WAITS = [500, 1000, 2000, 5000, 10_000];

/** Takes a stream of server-sent events apart; tells each as (id, data). */
export function reader(tell) {
  let rest = '';
  let id = '';
  let data = [];
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) {
          tell(id, data.join('\n'));
        }
        data = [];
      } else if (!line.startsWith(':')) {
        const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
        if (field === 'data') {
          data.push(value);
        } else if (field === 'id') {
          id = value;
        }
      }
    }
  };
}

function hear(listener, data) {
  try {
    listener.event(JSON.parse(data));
  } catch (e) {
    console.error('event', data, e); // a mistake of this page; the line goes on
  }
}

/**
 * Follows events as long as the page is there.
 *
 * @param listener event(json), opened(): look at everything anew, lost(why, seconds to wait)
 */
export async function follow(listener) {
  let last = '';
  for (let attempt = 0; ; attempt++) {
    const line = new AbortController();
    let alarm;
    const alive = () => {
      clearTimeout(alarm);
      alarm = setTimeout(() => line.abort(), SILENCE);
    };
    let why = 'the server has closed the line';
    try {
      alive();
      const headers = { Accept: 'text/event-stream' };
      if (last) {
        headers['Last-Event-ID'] = last;
      }
      const response = await ask('/events', { headers, signal: line.signal });
      const take = reader((id, data) => {
        last = id || last;
        hear(listener, data);
      });
      await listener.opened();
      attempt = 0;
      const decoder = new TextDecoder();
      const body = response.body.getReader();
      for (let piece = await body.read(); !piece.done; piece = await body.read()) {
        alive();
        take(decoder.decode(piece.value, { stream: true }));
      }
    } catch (e) {
      why = e.status ? e.message : line.signal.aborted ? 'nothing was heard for 40 s' : 'no answer';
    }
    clearTimeout(alarm);
    line.abort();
    const wait = WAITS[Math.min(attempt, WAITS.length - 1)];
    listener.lost(why, wait / 1000);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
