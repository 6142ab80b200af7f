// The daemon's HTTP API: addresses, the token, revisions and refusals.

import { by, text } from './dom.js';

const BASE = '/api/v1';
const KEPT = 'fluxbar-token';

/** What the server did not do, in its own sentence. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

let asking = null;

/** Asks the person for a token; once, however many requests wait for it. */
function askForToken(refused) {
  asking ??= new Promise((resolve) => {
    const dialog = by('token');
    const value = by('token-value');
    text(by('token-text'), refused
      ? 'This token was refused. Write it again, or ask who keeps the tokens of this lab.'
      : 'This lab asks for a token. It is kept until this tab is closed.');
    value.value = '';
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(KEPT, value.value.trim());
      value.value = '';
      asking = null;
      resolve();
    }, { once: true });
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.showModal();
  });
  return asking;
}

/** Whether requests carry a token: then files cannot be had by plain links. */
export const hasToken = () => Boolean(sessionStorage.getItem(KEPT));

async function refusal(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // No JSON: the status has to do.
  }
  const sentence = problem.detail || problem.title || response.statusText || 'no reason was given';
  return new Refusal(response.status, sentence);
}

/**
 * A request. Asks for a token as long as the server does.
 *
 * @param options method, body, type of the body, seen: the revision that the person has seen,
 *     headers, signal
 * @return the response, which is a good one
 */
export async function ask(path, options = {}) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT);
    const headers = { Accept: 'application/json', ...options.headers };
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    if (options.type) {
      headers['Content-Type'] = options.type;
    }
    if (options.seen !== undefined) {
      headers['If-Match'] = `"${options.seen}"`;
    }
    const response = await fetch(BASE + path, {
      method: options.method ?? 'GET', body: options.body, headers, signal: options.signal,
      cache: 'no-store',
    });
    if (response.status === 401) {
      if (token === sessionStorage.getItem(KEPT)) {
        await askForToken(Boolean(token));
      }
    } else if (!response.ok) {
      throw await refusal(response);
    } else {
      return response;
    }
  }
}

/** What an address holds, as JSON. */
export const get = async (path, options) => (await ask(path, options)).json();

/** Asks for a change; answers with what there is afterwards. */
export async function change(method, path, options = {}) {
  const response = await ask(path, { ...options, method });
  const type = response.headers.get('Content-Type') ?? '';
  return type.includes('json') ? response.json() : null;
}

/** A part of an address. */
export const part = (name) => encodeURIComponent(name);

/** The whole address of a path. */
export const address = (path) => BASE + path;

/** Saves what an address holds as a file; for when a plain link would lack the token. */
export async function save(path, name) {
  const response = await ask(path, { headers: { Accept: '*/*' } });
  const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  const blob = await response.blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = named ? named[1] : name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A list that the server gives, bare or under its name. */
export const items = (json, name) => (Array.isArray(json) ? json : json?.[name] ?? []);
