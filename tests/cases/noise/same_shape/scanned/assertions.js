const assert = require('assert');
const { singular } = require('../lib/nouns');

describe('singular', () => {
  it('undoes', () => {
    assert.strictEqual(singular('sheep'), 'sheep');
    assert.strictEqual(singular('wolves'), 'wolf');
    assert.strictEqual(singular(''), '');
    assert.strictEqual(singular('cities'), 'city');
    assert.strictEqual(singular('teeth'), 'tooth');
    assert.strictEqual(singular('women'), 'woman');
    assert.strictEqual(singular('knives'), 'knife');
    assert.strictEqual(singular('toes'), 'toe');
    assert.strictEqual(singular('gases'), 'gas');
    assert.strictEqual(singular('keys'), 'key');
  });
});
