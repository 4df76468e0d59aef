'use strict';

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

module.exports = persist;
