// A receipt as plain text, for a printer of forty columns.

const WIDTH = 40;

// paste:left_pad_disguised

export class Receipt {
  #positions = [];

  constructor(shop, currency) {
    this.shop = shop;
    this.currency = currency;
  }

  add(label, quantity, unitPrice) {
    if (!(quantity > 0)) throw new RangeError(`quantity of ${label}: ${quantity}`);
    this.#positions.push({label, quantity, unitPrice});
    return this;
  }

  get total() {
    let sum = 0;
    for (const {quantity, unitPrice} of this.#positions) sum += quantity * unitPrice;
    return Math.round(sum * 100) / 100;
  }

  *lines() {
    yield this.shop.toUpperCase();
    yield '='.repeat(WIDTH);
    for (const position of this.#positions) {
      const amount = (position.quantity * position.unitPrice).toFixed(2);
      const left = `${position.quantity} x ${position.label}`.slice(0, WIDTH - amount.length - 1);
      yield left + amount.padStart(WIDTH - left.length);
    }
    yield '-'.repeat(WIDTH);
    yield `total ${this.currency}`.padEnd(WIDTH - 10) + this.total.toFixed(2).padStart(10);
  }

  toString() {
    return [...this.lines()].join('\r\n') + '\r\n';
  }
}

export function parseOrder(text) {
  const receipt = new Receipt('corner shop', 'EUR');
  for (const line of text.split(/\r?\n/)) {
    const match = /^(\d+)\s+(.+?)\s+@\s+(\d+(?:\.\d\d)?)$/.exec(line.trim());
    if (match) receipt.add(match[2], Number(match[1]), Number(match[3]));
  }
  return receipt;
}
