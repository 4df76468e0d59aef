'use strict';

var path = require('path');
var express = require('express');
var cookieParser = require('cookie-parser');
var compression = require('compression');
var config = require('./config');
var db = require('./db');

var app = express();

app.set('views', path.join(__dirname, 'views'));
app.set('view engine', 'pug');
app.use(compression());
app.use(cookieParser(config.secret));
app.use(express.json());
app.use('/assets', express.static(path.join(__dirname, 'assets')));

app.get('/puzzles/:day', function(req, res, next) {
    db.puzzle(req.params.day, function(err, puzzle) {
        if (err) return next(err);
        if (!puzzle) return res.status(404).send('No puzzle that day');
        res.render('puzzle', { puzzle: puzzle });
    });
});

app.post('/puzzles/:day/solution', function(req, res, next) {
    db.check(req.params.day, req.body.grid, function(err, ok) {
        if (err) return next(err);
        res.json({ solved: ok });
    });
});

app.use(function(err, req, res, next) {
    res.status(err.status || 500);
    res.render('error', { message: err.message });
});

var server = app.listen(config.port, function() {
    console.log('Crossword server on %d', server.address().port);
});
