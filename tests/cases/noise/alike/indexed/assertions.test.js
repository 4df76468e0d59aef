const { shelve, unshelve, callNumber } = require('../src/stacks');

describe('callNumber', () => {
  it('splits the class from the cutter', () => {
    expect(callNumber('QA76 .C3').class).toBe('QA76');
    expect(callNumber('QA76 .C3').cutter).toBe('C3');
    expect(callNumber('PR4034')).toEqual({ class: 'PR4034', cutter: '' });
  });

  it('throws on nonsense', () => {
    expect(() => callNumber('')).toThrow();
    expect(() => callNumber('???')).toThrow('bad call number');
  });
});

describe('shelve', () => {
  let bay;

  beforeEach(() => {
    bay = [];
  });

  it('keeps the order', () => {
    shelve(bay, 'QA9');
    shelve(bay, 'B20');
    shelve(bay, 'PR1');
    expect(bay).toEqual(['B20', 'PR1', 'QA9']);
    expect(unshelve(bay, 'PR1')).toBe(true);
    expect(unshelve(bay, 'PR1')).toBe(false);
    expect(bay).toHaveLength(2);
  });
});
