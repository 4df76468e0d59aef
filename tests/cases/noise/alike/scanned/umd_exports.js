;(function(global, factory) {
    if (typeof define === "function" && define.amd) {
        define(["exports", "module"], factory);
    } else if (typeof exports !== "undefined" && typeof module !== "undefined") {
        factory(exports, module);
    } else {
        var mod = { exports: {} };
        factory(mod.exports, mod);
        global.moonphase = mod.exports;
    }
}(this, function(exports, module) {
    "use strict";

    var MONTH = 29.530588853;
    var NEW_MOON = Date.UTC(2000, 0, 6, 18, 14);

    exports.age = function(date) {
        var days = (date.getTime() - NEW_MOON) / 86400000;
        return days - Math.floor(days / MONTH) * MONTH;
    };

    exports.isWaxing = function(date) {
        return exports.age(date) < MONTH / 2;
    };
}));
