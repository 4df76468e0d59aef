const assert = require('assert');
const { plural } = require('../lib/words');

describe('plural', () => {
  it('works', () => {
    assert.strictEqual(plural('cat'), 'cats');
    assert.strictEqual(plural('box'), 'boxes');
    assert.strictEqual(plural(''), '');
    assert.strictEqual(plural('fly'), 'flies');
    assert.strictEqual(plural('mouse'), 'mice');
    assert.strictEqual(plural('child'), 'children');
    assert.strictEqual(plural('leaf'), 'leaves');
    assert.strictEqual(plural('hero'), 'heroes');
    assert.strictEqual(plural('bus'), 'buses');
    assert.strictEqual(plural('day'), 'days');
  });
});
