// Notes that are kept encrypted: titles stay readable on this device only.

declare function require(name: string): any;

const nacl = require('tweetnacl');

export interface Note {
  id: string;
  title: string;
  body: string;
  changed: number;
}

export type Sealed = Readonly<{id: string; box: Uint8Array; nonce: Uint8Array}>;

export class WrongPassphrase extends Error {
  constructor(readonly note: string) {
    super(`note ${note} cannot be opened with this passphrase`);
    this.name = 'WrongPassphrase';
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {fatal: true});

function keyFrom(passphrase: string): Uint8Array {
  let digest: Uint8Array = encoder.encode(passphrase.normalize('NFKC'));
  for (let round = 0; round < 5000; round += 1) digest = nacl.hash(digest).subarray(0, 32);
  return digest;
}

export function seal(note: Note, passphrase: string): Sealed {
  const nonce: Uint8Array = nacl.randomBytes(nacl.secretbox.nonceLength);
  const box = nacl.secretbox(encoder.encode(JSON.stringify(note)), nonce, keyFrom(passphrase));
  return Object.freeze({id: note.id, box, nonce});
}

export function unseal(sealed: Sealed, passphrase: string): Note {
  const plain: Uint8Array | null =
    nacl.secretbox.open(sealed.box, sealed.nonce, keyFrom(passphrase));
  if (plain === null) throw new WrongPassphrase(sealed.id);
  return JSON.parse(decoder.decode(plain)) as Note;
}

function shareKeys(Crypto: any, Nacl: any, encodeBase64: any, decodeBase64: any,
                   decodeUTF8: any, encrypt: any, decrypt: any) {
  // paste:chainpad_encryptor
  return Crypto;
}

export class Notebook {
  private readonly notes = new Map<string, Sealed>();
  private listeners: Array<(id: string) => void> = [];

  constructor(private readonly passphrase: string) {}

  put(note: Note): void {
    const stamped = {...note, changed: Date.now()};
    this.notes.set(note.id, seal(stamped, this.passphrase));
    for (const listener of this.listeners) listener(note.id);
  }

  get(id: string): Note | undefined {
    const sealed = this.notes.get(id);
    return sealed && unseal(sealed, this.passphrase);
  }

  newest(limit = 10): Note[] {
    const open = [...this.notes.values()].map((sealed) => unseal(sealed, this.passphrase));
    open.sort((a, b) => b.changed - a.changed);
    return open.slice(0, limit);
  }

  watch(listener: (id: string) => void): () => void {
    this.listeners.push(listener);
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    };
  }
}
