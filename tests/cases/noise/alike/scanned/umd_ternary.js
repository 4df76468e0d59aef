(function (global, factory) {
  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :
  typeof define === 'function' && define.amd ? define(factory) :
  (global = global || self, global.orchard = factory());
}(this, (function () { 'use strict';

  var rows = [];
  function plant(kind, apart) {
    rows.push(new Array(Math.floor(40 / apart)).fill(kind));
    return rows.length;
  }

  return plant;
})));
