// The state of a search form, kept in the address bar.

const DEFAULTS = Object.freeze({words: '', sort: 'newest', page: 1, only: []});

export function toAddress(form) {
  const fields = [];
  for (const [name, value] of Object.entries(form)) {
    if (JSON.stringify(value) === JSON.stringify(DEFAULTS[name])) continue;
    if (Array.isArray(value)) {
      value.forEach((entry, i) => fields.push(`${name}[${i}]=${encodeURIComponent(entry)}`));
    } else {
      fields.push(`${name}=${encodeURIComponent(value)}`);
    }
  }
  return fields.length === 0 ? location.pathname : `${location.pathname}?${fields.join('&')}`;
}

// paste:qs_object

export function clampPage(form, pages) {
  const page = Math.trunc(Number(form.page)) || 1;
  return {...form, page: Math.min(Math.max(page, 1), Math.max(pages, 1))};
}

export class History {
  constructor(limit) {
    this.limit = limit;
    this.entries = [];
    this.cursor = -1;
  }

  visit(form) {
    this.entries.length = this.cursor + 1;
    this.entries.push(structuredClone(form));
    if (this.entries.length > this.limit) this.entries.shift();
    this.cursor = this.entries.length - 1;
    history.pushState(null, '', toAddress(form));
  }

  back() {
    if (this.cursor > 0) this.cursor -= 1;
    return this.entries[this.cursor] ?? {...DEFAULTS};
  }

  forward() {
    if (this.cursor + 1 < this.entries.length) this.cursor += 1;
    return this.entries[this.cursor] ?? {...DEFAULTS};
  }
}
