'use strict';

// Reads a mailbox file and hands out its letters with their attachments.

const {EventEmitter} = require('events');

const SEPARATOR = /^From \S+ .*\d{4}$/;

class Letter {
  constructor() {
    this.headers = new Map();
    this.body = [];
  }

  header(name, fallback = '') {
    return this.headers.get(name.toLowerCase()) ?? fallback;
  }

  get subject() {
    return this.header('Subject', '(none)').replace(/\s+/g, ' ');
  }
}

class Mailbox extends EventEmitter {
  constructor() {
    super();
    this.letter = null;
    this.inHeaders = false;
    this.lastName = null;
  }

  line(text) {
    if (SEPARATOR.test(text)) {
      this.finish();
      this.letter = new Letter();
      this.inHeaders = true;
      return;
    }
    if (this.letter === null) throw new Error('a mailbox starts with a From line');
    if (!this.inHeaders) {
      this.letter.body.push(text.startsWith('>From ') ? text.slice(1) : text);
    } else if (text === '') {
      this.inHeaders = false;
    } else if (/^[ \t]/.test(text) && this.lastName !== null) {
      const before = this.letter.headers.get(this.lastName);
      this.letter.headers.set(this.lastName, before + ' ' + text.trim());
    } else {
      const colon = text.indexOf(':');
      this.lastName = text.slice(0, colon).toLowerCase();
      this.letter.headers.set(this.lastName, text.slice(colon + 1).trim());
    }
  }

  finish() {
    if (this.letter !== null) this.emit('letter', this.letter);
    this.letter = null;
  }
}

class Base64 {
  // paste:ical_base64
}

function* attachments(letter) {
  const boundary = /boundary="?([^";]+)"?/.exec(letter.header('Content-Type'));
  if (!boundary) return;
  const base64 = new Base64();
  let part = null;
  for (const line of letter.body) {
    if (line === '--' + boundary[1] || line === '--' + boundary[1] + '--') {
      if (part && part.name) yield {name: part.name, bytes: base64._b64_decode(part.text)};
      part = {name: null, text: '', head: true};
    } else if (part && part.head) {
      const name = /filename="([^"]+)"/.exec(line);
      if (name) part.name = name[1];
      part.head = line !== '';
    } else if (part) {
      part.text += line;
    }
  }
}

// paste:charset_machine

module.exports = {Mailbox, Letter, attachments};
