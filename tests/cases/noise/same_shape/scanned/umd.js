(function (global, factory) {
  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :
  typeof define === 'function' && define.amd ? define(factory) :
  (global = global || self, global.Windmill = factory());
}(this, function () { 'use strict';

  function turn(gusts) {
    return gusts - 4;
  }

  return turn;

}));
