// Composes a project that copies code: pieces of installed packages are pasted into host files,
// verbatim, reformatted or renamed, and what was pasted where is written beside it.
//
//   node compose.mjs PLAN NODE_MODULES OUT
//
// PLAN is a JSON file (see plan.json): `hosts` are files to write; each has either a `file` beside
// the plan, or a list of files of NODE_MODULES that are strung together; each of its `pieces` names
// lines of a package's file, how to transform them, and where they go: in place of the host's line
// that holds `paste:NAME`, or behind the first top-level "}" from line `after`. OUT/project is the
// project, OUT/expected.jsonl has one line a piece.
import fs from 'node:fs';
import path from 'node:path';

const KEYWORDS = new Set(
  ('abstract as assert async await boolean break byte case catch char class const continue ' +
   'debugger default delete do double else enum export extends extern final finally float for ' +
   'from function get goto if implements import in instanceof int interface let long native new ' +
   'null of package private protected public register return set short signed sizeof static ' +
   'struct super switch this throw throws transient true try typedef typeof undefined union ' +
   'unsigned var void volatile while with yield false bool auto namespace using template ' +
   'typename virtual override nullptr operator size_t uint8_t int64_t uint64_t NULL').split(' '));

// What a language's own library calls its things: a copier who renames cannot rename these.
const BUILT_IN = new Set(
  ('Array Boolean Date Error JSON Map Math NaN Number Object Promise RegExp Set String Symbol ' +
   'TypeError abs apply arguments bind call charAt charCodeAt concat console filter floor ' +
   'forEach fromCharCode hasOwnProperty indexOf isArray join keys length log map match max min ' +
   'module exports parse pop prototype push replace require reverse shift slice sort splice ' +
   'split stringify substr substring toLowerCase toString trim unshift').split(' '));

const WORDS =
  ('amber basin cedar delta ember flint grove heron inlet jetty knoll larch marsh north otter ' +
   'pearl quill ridge stone thorn umber vista wharf xenon yarrow zonal').split(' ');

// Pieces of source text: comments, white space, strings, regular expressions, words, the rest.
function lex(text) {
  const rule = new RegExp(
    [String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
     String.raw`(?<space>\s+)`,
     String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|` +
       '`(?:\\\\[\\s\\S]|[^`\\\\])*`)',
     String.raw`(?<word>[A-Za-z_$][\w$]*)`,
     String.raw`(?<number>\d[\w.]*)`,
     String.raw`(?<other>[\s\S])`].join('|'), 'gy');
  const regex = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
  const pieces = [];
  let operand = false;  // whether what came before can be divided
  for (let at = 0; at < text.length;) {
    if (text[at] === '/' && !operand && !/[/*]/.test(text[at + 1] ?? '')) {
      regex.lastIndex = at;
      const found = regex.exec(text);
      if (found) {
        pieces.push({kind: 'regex', text: found[0]});
        at += found[0].length;
        operand = true;
        continue;
      }
    }
    rule.lastIndex = at;
    const found = rule.exec(text);
    const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    pieces.push({kind, text: found[0]});
    at += found[0].length;
    if (kind !== 'comment' && kind !== 'space') {
      operand = kind === 'number' || kind === 'string' || found[0] === ')' || found[0] === ']' ||
        (kind === 'word' && !['return', 'typeof', 'case', 'in', 'of'].includes(found[0]));
    }
  }
  return pieces;
}

function rename(text) {
  const names = new Map();
  const nameOf = (word) => {
    if (!names.has(word)) {
      const i = names.size;
      const tail = i < WORDS.length ? '' : WORDS[Math.floor(i / WORDS.length) - 1];
      names.set(word, WORDS[i % WORDS.length] + tail.charAt(0).toUpperCase() + tail.slice(1));
    }
    return names.get(word);
  };
  return lex(text).map((piece) =>
    piece.kind !== 'word' || KEYWORDS.has(piece.text) || BUILT_IN.has(piece.text)
      ? piece.text : nameOf(piece.text)).join('');
}

// Other indentation, braces on lines of their own, other blank lines, no comments but our own.
function reformat(text) {
  const bare = lex(text).map((piece) => (piece.kind === 'comment' ? '' : piece.text)).join('');
  const out = [];
  for (const line of bare.split('\n')) {
    if (line.trim() === '') continue;
    const depth = Math.ceil(line.match(/^ */)[0].length / 2);
    const indent = '\t'.repeat(depth);
    let code = line.trim().replace(/\( /g, '(').replace(/ \)/g, ')');
    const closing = code.match(/^\}\s*(else\b.*|catch\b.*)$/);
    if (closing) {
      out.push(indent + '}');
      code = closing[1];
    }
    const opening = code.match(/^(.*(?:\)|\belse|\btry|\bdo))\s*\{$/);
    if (opening) {
      out.push(indent + opening[1], indent + '{');
    } else {
      out.push(indent + code);
    }
    if (out.length % 9 === 0) out.push('', indent + '// next step');
  }
  return out.join('\n');
}

const TRANSFORMS = {
  verbatim: (text) => text,
  reformatted: reformat,
  renamed: rename,
  'renamed and reformatted': (text) => reformat(rename(text)),
};

function linesOf(file) {
  return fs.readFileSync(file, 'utf8').replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}

function hostLines(host, planDirectory, modules) {
  if (host.file) return linesOf(path.join(planDirectory, host.file));
  if (!host.packages) return [];
  const lines = host.packages.flatMap((file) => linesOf(path.join(modules, file)));
  if (lines.length < host.lines) throw new Error(`${host.path}: only ${lines.length} lines`);
  return lines.slice(0, host.lines);
}

function place(lines, piece) {
  if (piece.after === undefined) {
    const at = lines.findIndex((line) => line.includes(`paste:${piece.name}`));
    if (at < 0) throw new Error(`no line for paste:${piece.name}`);
    return {at, replaced: 1};
  }
  const at = lines.findIndex((line, i) => i + 1 >= piece.after && /^\}[;,)]*$/.test(line));
  if (at < 0) throw new Error(`${piece.name}: no top-level end behind line ${piece.after}`);
  return {at: at + 1, replaced: 0};
}

function compose(planFile, modules, out) {
  const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'));
  const project = path.join(out, 'project');
  fs.rmSync(project, {recursive: true, force: true});
  const expected = [];
  for (const host of plan.hosts) {
    let lines = hostLines(host, path.dirname(planFile), modules);
    const pasted = [];
    for (const piece of host.pieces) {
      const source = linesOf(path.join(modules, piece.package, piece.file));
      const [first, last] = piece.lines ?? [1, source.length];
      const text = source.slice(first - 1, last).join('\n');
      const added = TRANSFORMS[piece.transform](text).split('\n');
      const {at, replaced} = piece.whole ? {at: 0, replaced: lines.length} : place(lines, piece);
      lines.splice(at, replaced, ...added);
      for (const before of pasted) {
        if (before.start_line > at) before.start_line += added.length - replaced;
      }
      pasted.push({piece, start_line: at + 1, length: added.length, first, last});
    }
    for (const {piece, start_line, length, first, last} of pasted) {
      expected.push({
        name: piece.name, path: host.path, start_line, end_line: start_line + length - 1,
        transform: piece.transform, whole_file: piece.whole === true, purl: piece.purl,
        origin_path: piece.file, origin_start_line: first, origin_end_line: last,
        license: piece.license, license_class: piece.license_class,
      });
    }
    const target = path.join(project, host.path);
    fs.mkdirSync(path.dirname(target), {recursive: true});
    fs.writeFileSync(target, lines.join('\n') + '\n');
  }
  fs.writeFileSync(path.join(out, 'expected.jsonl'),
                   expected.map((piece) => JSON.stringify(piece) + '\n').join(''));
  return expected;
}

const [planFile, modules, out] = process.argv.slice(2);
if (!out) {
  console.error('usage: node compose.mjs PLAN NODE_MODULES OUT');
  process.exit(2);
}
for (const piece of compose(planFile, modules, out)) {
  console.log(`  ${piece.path}:${piece.start_line}-${piece.end_line}  ${piece.transform}  ` +
              `from ${piece.purl} ${piece.origin_path}`);
}
