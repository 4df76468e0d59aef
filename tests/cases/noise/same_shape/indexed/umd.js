(function (global, factory) {
  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :
  typeof define === 'function' && define.amd ? define(factory) :
  (global = global || self, global.Lantern = factory());
}(this, function () { 'use strict';

  function glow(oil) {
    return oil / 2;
  }

  return glow;

}));
