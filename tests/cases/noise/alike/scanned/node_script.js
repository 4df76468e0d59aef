#!/usr/bin/env node
'use strict';

var fs = require('fs').promises;
var path = require('path');
var toYaml = require('../lib/frontmatter');

var args = process.argv.slice(2);
if (args.length !== 2 || args[0] === '--help') {
    console.error('Usage: node migrate.js <posts-dir> <out-dir>');
    process.exit(1);
}

async function migrate(from, to) {
    const names = await fs.readdir(from);
    await fs.mkdir(to, { recursive: true });
    for (const name of names) {
        if (path.extname(name) !== '.json') continue;
        const post = JSON.parse(await fs.readFile(path.join(from, name), 'utf8'));
        const target = path.join(to, path.basename(name, '.json') + '.md');
        await fs.writeFile(target, toYaml(post) + post.body + '\n');
        console.log(name + ' -> ' + target);
    }
}

migrate(args[0], args[1]).catch(function (err) {
    console.error(err);
    process.exit(1);
});
