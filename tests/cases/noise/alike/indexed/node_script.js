#!/usr/bin/env node
const fs = require('fs');
const path = require('path');

const files = process.argv.slice(2);

if (files.length === 0) {
  console.error('usage: countrests FILE...');
  process.exit(1);
}

files.forEach((file) => {
  fs.readFile(file, 'utf8', (err, text) => {
    if (err) {
      console.error(`${file}: ${err.message}`);
      process.exitCode = 1;
      return;
    }
    let rests = 0;
    text.split('\n').forEach((line) => {
      rests += (line.match(/\bz\d?/g) || []).length;
    });
    console.log(`${path.basename(file)}: ${rests} rests`);
  });
});
