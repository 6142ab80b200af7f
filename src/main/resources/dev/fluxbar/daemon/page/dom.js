// Elements of the page. Whatever the server says becomes text, never markup: nothing in this page
// sets innerHTML.

/** The element of an id. */
export const by = (id) => document.getElementById(id);

/** A new element with properties, and children: elements or text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

/** Sets a text if it is another, so that nobody who reads it is disturbed. */
export function text(element, value) {
  if (element.textContent !== String(value)) {
    element.textContent = value;
  }
}

/** Shows or hides. */
export function show(element, shown) {
  if (element.hidden === shown) {
    element.hidden = !shown;
  }
}

/** A word of state with its mark, which says the same as its colour. */
export function state(element, word) {
  text(element, word);
  element.dataset.state = word;
}

/**
 * Makes the children of a list one per item. A child whose item has not changed stays as it is, so
 * that focus and selection survive.
 */
export function list(parent, items, key, make, empty = '') {
  const had = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const children = items.map((item) => {
    const name = key(item);
    const looks = JSON.stringify(item);
    const old = had.get(name);
    if (old && old.dataset.looks === looks) {
      return old;
    }
    const made = make(item);
    made.dataset.key = name;
    made.dataset.looks = looks;
    if (old && old.contains(document.activeElement)) {
      focusAfter(made, document.activeElement);
    }
    return made;
  });
  if (children.length === 0 && empty) {
    const tag = parent.tagName === 'TBODY' ? 'tr' : parent.tagName === 'DL' ? 'dd' : 'li';
    const inner = tag === 'tr' ? el('td', { colSpan: 9 }, empty) : empty;
    children.push(el(tag, { className: 'soft' }, inner));
  }
  const same = children.length === parent.children.length
    && children.every((child, i) => child === parent.children[i]);
  if (!same) {
    parent.replaceChildren(...children);
  }
}

/** Gives the focus to what stands for the same action in the new child. */
function focusAfter(made, focused) {
  const action = focused.dataset.action;
  queueMicrotask(() => {
    const next = action && made.querySelector(`[data-action="${CSS.escape(action)}"]`);
    if (next) {
      next.focus();
    }
  });
}

/** Facts as terms and values; those without a value are left out. */
export function facts(dl, pairs) {
  const given = pairs.filter(([, value]) => value !== undefined && value !== '');
  const wanted = JSON.stringify(given);
  if (dl.dataset.looks !== wanted) {
    dl.dataset.looks = wanted;
    dl.replaceChildren(...given.map(([term, value]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, value))));
  }
}
