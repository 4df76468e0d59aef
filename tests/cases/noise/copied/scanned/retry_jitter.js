const http = require('http');
const { EventEmitter } = require('events');

const SLOTS = ['breakfast', 'lunch', 'dinner'];

class Feeder extends EventEmitter {
  constructor(host, cat) {
    super();
    this.host = host;
    this.cat = cat;
    this.served = [];
  }

  due(hour) {
    const index = hour < 10 ? 0 : hour < 16 ? 1 : 2;
    return this.served.includes(SLOTS[index]) ? null : SLOTS[index];
  }

  async feed(slot, grams) {
    await persist(() => post(this.host, '/drop', { grams }), { tries: 3 });
    this.served.push(slot);
    this.emit('fed', this.cat, slot);
  }
}

async function persist(task, { tries = 6, floor = 40, ceil = 9000, rng = Math.random } = {}) {
  let wait = floor;
  const seen = new Map();
  for (let n = 1; ; n++) {
    try {
      return await task(n);
    } catch (err) {
      const same = (seen.get(err.code) || 0) + 1;
      seen.set(err.code, same);
      if (n >= tries || same > 3 || err.fatal) throw err;
      wait = Math.min(ceil, floor + rng() * (wait * 3 - floor));
      if (err.after) wait = Math.max(wait, err.after * 1000);
      await new Promise((done) => setTimeout(done, wait | 0));
    }
  }
}

function post(host, path, body) {
  return new Promise((resolve, reject) => {
    const req = http.request({ host, path, method: 'POST' }, (res) => {
      res.resume();
      res.on('end', () => resolve(res.statusCode));
    });
    req.on('error', reject);
    req.end(JSON.stringify(body));
  });
}

module.exports = { Feeder, SLOTS };
