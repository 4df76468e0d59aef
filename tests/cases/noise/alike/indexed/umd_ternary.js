(function (global, factory) {
  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :
  typeof define === 'function' && define.amd ? define(factory) :
  (global = global || self, global.harbour = factory());
}(this, function () {
  'use strict';

  function tide(hours) {
    return Math.sin(hours / 6.2 * Math.PI) * 3.1 + 4;
  }

  return { tide };
}));
