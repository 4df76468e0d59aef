(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define(['exports'], factory);
  } else if (typeof exports !== 'undefined') {
    factory(exports);
  } else {
    factory((root.plural = {}));
  }
})(this, function (exports) {
  'use strict';

  var irregular = { goose: 'geese', ox: 'oxen', louse: 'lice' };

  function plural(noun, count) {
    if (count === 1) {
      return noun;
    }
    if (irregular.hasOwnProperty(noun)) {
      return irregular[noun];
    }
    return /(s|x|ch)$/.test(noun) ? noun + 'es' : noun + 's';
  }

  exports.plural = plural;
  exports.VERSION = '1.0.3';
});
