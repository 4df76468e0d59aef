'use strict';

var assert = require('assert');
var bpm = require('..');

describe('bpm', function () {
    var tapper;

    beforeEach(function () {
        tapper = bpm.tapper({ memory: 4 });
    });

    it('should start without a tempo', function () {
        assert.strictEqual(tapper.tempo(), null);
        assert.strictEqual(tapper.taps, 0);
    });

    it('should measure steady taps', function () {
        [0, 500, 1000, 1500].forEach(tapper.tap);
        assert.strictEqual(tapper.tempo(), 120);
        assert.strictEqual(tapper.taps, 4);
        assert.deepEqual(tapper.gaps(), [500, 500, 500]);
    });

    it('should forget after a pause', function () {
        tapper.tap(0);
        tapper.tap(9000);
        assert.strictEqual(tapper.tempo(), null);
        assert.strictEqual(tapper.taps, 1);
    });

    it('should refuse negative times', function () {
        assert.throws(function () {
            tapper.tap(-1);
        }, RangeError);
    });
});
