"""What people do to code that they copy: each edit takes a piece of source and gives another back.

An edit works on the piece's tokens, so that strings and comments stay whole, and keeps the code well
formed as far as a line-wise change can. All randomness comes from the generator that is passed in.
"""
import re

from tokens import (COMMENT, KEYWORDS, NUMBER, SPACE, STRING, Token, is_code, is_identifier,
                    tokenize)

WORDS = ("alpha amount anchor angle area batch beacon border branch bucket buffer cargo carrier cell "
         "center chunk circle cluster column corner counter course crate current cursor delta depth "
         "device digit domain drawer drift edge engine entry factor field figure filter final frame "
         "gamma garden gauge grain group guard handle header height hinge image inner input island "
         "joint kernel label ladder layer leader legend lever limit lumber major margin marker "
         "matrix member meter middle minor mirror module needle notice number object offset option "
         "orange outer output packet panel parcel parent pattern pebble people piece pillar planet "
         "pocket point portal prefix quarter queue radius random range ratio reader record region "
         "ribbon ridge river rocket router sample scale scene screen second sector seed segment "
         "series shadow shelf signal silver single slice smooth socket source sphere spiral spring "
         "square stage station status stream string subject summer surface switch symbol system "
         "table target temple thread ticket timber token total tower trace track travel tunnel "
         "update upper valley value vector vessel volume wagon weight window winter writer").split()
NOTES = ["handle the common case first", "see the notes above", "keep this in step with the caller",
         "nothing else to do here", "checked by the caller", "order matters", "may be empty"]


def split_lines(tokens):
    """Groups of tokens, one a line that ends outside of any token; the line ends stay in front."""
    lines, current = [], []
    for token in tokens:
        if token.kind == SPACE and "\n" in token.text:
            head, _, tail = token.text.rpartition("\n")
            if any(is_code(t) or t.kind == COMMENT for t in current):
                lines.append(current)
                current = []
            current.append(Token(SPACE, tail))
        else:
            current.append(token)
    if any(is_code(t) or t.kind == COMMENT for t in current):
        lines.append(current)
    return lines


def join_lines(lines):
    return "\n".join("".join(t.text for t in line).rstrip() for line in lines)


def has_code(line):
    return any(is_code(t) for t in line)


def indent_of(line):
    return line[0].text if line and line[0].kind == SPACE else ""


def new_name(old, used, rng):
    sigil = old[:len(old) - len(old.lstrip("@$"))]
    if sigil:  # belongs to the name in PHP and Ruby, and stays
        return sigil + new_name(old[len(sigil):] or "x", used, rng)
    while True:
        words = rng.sample(WORDS, 2 if len(old) > 6 else 1)
        if old.isupper() and len(old) > 1:
            name = "_".join(words).upper()
        elif "_" in old.strip("_"):
            name = "_".join(words)
        elif old[:1].isupper():
            name = "".join(w.capitalize() for w in words)
        else:
            name = words[0] + "".join(w.capitalize() for w in words[1:])
        if len(old) <= 2:
            name = name[:3]
        for digit in [""] + [str(d) for d in range(2, 99)]:
            if name + digit not in used:
                used.add(name + digit)
                return name + digit


def rename(language, tokens, rng, everything):
    """Renames consistently: all identifiers, or those that are neither called, nor members, nor
    types or constants by their look."""
    code, ends_line = [], []
    for t in tokens:
        if is_code(t):
            code.append(t)
            ends_line.append(False)
        elif code and "\n" in t.text:
            ends_line[-1] = True
    members = (".", "->", "::", "?.", "def", "function")[language == "php":]  # "." joins strings there
    kept = set()
    if not everything:
        for i, t in enumerate(code):
            if not is_identifier(language, t):
                continue
            before = code[i - 1].text if i else ""
            after = code[i + 1].text if i + 1 < len(code) else ""
            if (before in members or after in ("(", "::", "!") or t.text[0].isupper() or
                    t.text[0] == "@" or (language == "ruby" and before == ":") or
                    (i + 1 < len(code) and not ends_line[i] and is_identifier(language, code[i + 1]))):
                kept.add(t.text)
    used = {t.text for t in code} | KEYWORDS[language]
    names = {}
    result = []
    for t in tokens:
        if is_identifier(language, t) and t.text not in kept:
            if t.text not in names:
                names[t.text] = new_name(t.text, used, rng)
            t = Token(t.kind, names[t.text])
        result.append(t)
    return result


def change_literals(tokens, rng):
    result = []
    for t in tokens:
        if t.kind == NUMBER and re.fullmatch(r"\d+", t.text):
            t = Token(NUMBER, str(int(t.text) + rng.randint(1, 40)))
        elif t.kind == STRING and not t.text.lstrip().startswith("/"):
            if re.fullmatch(r"b?'(\\.|.)'", t.text):
                t = Token(STRING, "'" + rng.choice("abcdefghkmnpqrstuvwxyz") + "'")
            else:
                t = Token(STRING, re.sub(r"(?<![\\%{\w])[A-Za-z]{3,}",
                                         lambda m: rng.choice(WORDS), t.text))
        result.append(t)
    return result


def reformat(language, lines, rng):
    """Other indentation, other comments, other brace position, long lines wrapped."""
    python = language in ("python", "ruby")  # no braces to move, no line ends to add
    unit = rng.choice(["\t", "  ", "    ", "   "])
    own = min((len(indent_of(l)) for l in lines[1:] if indent_of(l)), default=4) or 4
    step = 8 if own >= 8 and own % 8 == 0 else 4 if own % 4 == 0 else 2 if own % 2 == 0 else own
    move_braces = language not in ("go", "python", "ruby")
    result = []
    for line in lines:
        old = indent_of(line).replace("\t", " " * step)
        indent = unit * (len(old) // step) + " " * (len(old) % step)
        body = [t for t in line if t.kind != COMMENT]
        while body and body[0].kind == SPACE:
            body.pop(0)
        while body and body[-1].kind == SPACE:
            body.pop()
        if not body:
            continue
        if any("\n" in t.text for t in body):
            result.append([Token(SPACE, indent)] + body)
            continue
        note = "#" if python else "//"
        if rng.random() < 0.12 and (not python or body[0].text not in ("else", "elif", "except",
                                                                       "elsif", "rescue")):
            result.append([Token(SPACE, indent), Token(COMMENT, f"{note} {rng.choice(NOTES)}")])
        text = [t.text for t in body]
        if (move_braces and len(body) > 2 and text[-1] == "{" and
                [t for t in text[:-1] if t.strip()][-1] == ")"):
            result.append([Token(SPACE, indent)] + body[:-1])
            result.append([Token(SPACE, indent), body[-1]])
        elif (move_braces and text == ["{"] and result and has_code(result[-1]) and
              result[-1][-1].text == ")"):
            result[-1] += [Token(SPACE, " "), body[-1]]
        elif not python and sum(len(t) for t in text) > 60 and "," in text:
            depth, cut = 0, 0
            for i, t in enumerate(text):
                depth += (t in "([{") - (t in ")]}")
                if t == "," and depth > 0 and sum(len(x) for x in text[:i]) < 60:
                    cut = i + 1
            if cut:
                rest = body[cut:]
                while rest and rest[0].kind == SPACE:
                    rest.pop(0)
                result.append([Token(SPACE, indent)] + body[:cut])
                result.append([Token(SPACE, indent + unit * 2)] + rest)
            else:
                result.append([Token(SPACE, indent)] + body)
        else:
            result.append([Token(SPACE, indent)] + body)
    return result


def reorder(lines, rng):
    lines = list(lines)
    swapped = False
    i = 0
    while i + 1 < len(lines):
        if rng.random() < 0.2:
            lines[i], lines[i + 1] = lines[i + 1], lines[i]
            swapped = True
            i += 1
        i += 1
    if not swapped and len(lines) > 1:
        i = rng.randrange(len(lines) - 1)
        lines[i], lines[i + 1] = lines[i + 1], lines[i]
    return lines


def foreign(language, line, donor, rng):
    """A line of somebody else's, indented as `line` is."""
    text = donor(rng).strip()
    return [Token(SPACE, indent_of(line))] + tokenize(language, text)


def edit_lines(language, lines, one_in, donor, rng):
    """One line in so many is deleted, followed by a new one, replaced, or changed within."""
    code = [i for i, line in enumerate(lines) if has_code(line)]
    chosen = set(rng.sample(code, max(1, (len(code) + one_in // 2) // one_in)))
    result = []
    for i, line in enumerate(lines):
        if i not in chosen:
            result.append(line)
            continue
        action = rng.randrange(4)
        if action == 0:
            continue
        if action == 1:
            result += [line, foreign(language, line, donor, rng)]
        elif action == 2:
            result.append(foreign(language, line, donor, rng))
        else:
            other = [t for t in foreign(language, line, donor, rng) if is_code(t)] or [
                Token("word", "flag")]
            places = [p for p, t in enumerate(line) if is_code(t)]
            place = rng.choice(places) if places else 0
            changed = list(line)
            changed[place] = rng.choice(other)
            if rng.random() < 0.5:
                changed[place:place] = [x for t in other[:2] for x in (t, Token(SPACE, " "))]
            result.append(changed)
    return result or lines[:1]


def insert_lines(language, lines, donor, rng):
    """A new line after every fifth of code; one in the middle of what has five or fewer."""
    code = [i for i, line in enumerate(lines) if has_code(line)]
    after = set(code[4:-1:5] if len(code) > 5 else code[len(code) // 2:][:1])
    result = []
    for i, line in enumerate(lines):
        result.append(line)
        if i in after:
            result.append(foreign(language, line, donor, rng))
    return result


# What a piece of one language becomes when it is taken over into another.
CONVERSIONS = {"js": "ts", "c": "c++"}


def convert(language, tokens):
    """JavaScript with TypeScript's annotations; C with C++'s casts, nullptr and tags left out."""
    code = [i for i, t in enumerate(tokens) if is_code(t)]
    texts = [tokens[i].text for i in code]
    after = {}   # token → text that follows it
    changed = {}  # token → text in its place
    if language == "js":
        types = ("number", "string", "boolean", "any", "unknown[]")
        for n, text in enumerate(texts):
            declared = n > 0 and texts[n - 1] in ("var", "let", "const")
            if declared and is_identifier(language, tokens[code[n]]) and texts[n + 1:n + 2] == ["="]:
                after[code[n]] = ": " + types[len(text) % len(types)]
            if text != "function":
                continue
            n += 1 + (texts[n + 1:n + 2] != ["("])
            while n + 1 < len(texts) and texts[n] in ("(", ","):
                if is_identifier(language, tokens[code[n + 1]]) and texts[n + 2:n + 3] in ([","], [")"]):
                    after[code[n + 1]] = ": " + types[len(texts[n + 1]) % len(types)]
                n += 2
    else:
        for n, text in enumerate(texts):
            if text == "NULL":
                changed[code[n]] = "nullptr"
            elif text == "struct" and n > 0 and texts[n - 1] in ("(", ",", ";", "{", "}", "const"):
                changed[code[n]] = ""
            elif (text == "(" and texts[n + 2:n + 4] == ["*", ")"] and n + 4 < len(texts) and
                  n > 0 and texts[n - 1] in ("=", "(", ",", "return") and
                  is_identifier(language, tokens[code[n + 4]]) and texts[n + 5:n + 6] in ([";"], [")"], [","])):
                changed[code[n]] = "reinterpret_cast<"
                changed[code[n + 3]] = ">("
                after[code[n + 4]] = ")"
    return [Token(t.kind, changed.get(i, t.text) + after.get(i, "")) for i, t in enumerate(tokens)]


# In this order in all tables. `fragment` is cut elsewhere (see pastes.py) and left as it is.
EDITS = ["verbatim", "reformatted", "fragment", "locals renamed", "all renamed", "literals changed",
         "1 line in 10", "1 line in 5", "inserted", "reordered", "locals + 1 in 10",
         "all + 1 in 10", "disguised", "converted"]
# The ten of the development trials, over which pooled recall is comparable with theirs.
POOLED = [e for e in EDITS if e not in ("reformatted", "fragment", "disguised", "converted")]


def apply(edit, language, text, donor, rng):
    tokens = tokenize(language, text)
    if edit in ("verbatim", "fragment"):
        return text
    if edit == "literals changed":
        return "".join(t.text for t in change_literals(tokens, rng))
    if edit in ("locals renamed", "all renamed", "locals + 1 in 10", "all + 1 in 10"):
        tokens = rename(language, tokens, rng, everything=edit.startswith("all"))
        if edit.endswith("renamed"):
            return "".join(t.text for t in tokens)
    if edit == "converted":
        return "".join(t.text for t in convert(language, tokens))
    if edit == "disguised":
        tokens = change_literals(rename(language, tokens, rng, everything=False), rng)
    lines = split_lines(tokens)
    if edit in ("reformatted", "disguised"):
        return join_lines(reformat(language, lines, rng))
    lines = [l for l in lines if has_code(l)] if edit == "reordered" else lines
    if edit == "reordered":
        return join_lines(reorder(lines, rng))
    if edit == "inserted":
        return join_lines(insert_lines(language, lines, donor, rng))
    return join_lines(edit_lines(language, lines, 5 if edit == "1 line in 5" else 10, donor, rng))
