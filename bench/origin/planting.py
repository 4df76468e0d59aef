"""Made-up packages that carry real files, the way people take them in."""
import pathlib
import re
import shutil

from pieces import host_kind, read, suits, write

COPIES_OF_A_CARRIER = 3
OWN_FILES = 5
NAMES = ("alder aspen birch briar cedar clover fennel gorse hazel heather ivy juniper larch laurel "
         "linden maple myrtle nettle osier poplar privet quince rowan rush sedge sorrel spruce "
         "tansy teasel thyme willow yarrow").split()

# What a directory of third-party code is called, and what people do instead.
PLACES = {
    "vendor": "vendor/{name}/{file}",
    "third_party": "third_party/{name}/{file}",
    "deps": "deps/{name}/src/{file}",
    "node_modules": "node_modules/{name}/{file}",
    "own directory": "src/{name}/{file}",
    "own file name": "lib/{stem}{suffix}",
    "among others": "src/{file}",
    "renamed": "src/part_{number}{suffix}",
    "renamed, no header": "src/part_{number}{suffix}",
}


def short_name(name):
    name = name.split("/")[-1]
    return re.sub(r"^lib(?=[a-z]{2})|[\d.]+$", "", name) or name


def without_header(text):
    """The text without the comment it opens with."""
    return re.sub(r"\A\s*(?:/\*.*?\*/\s*|//[^\n]*\n\s*)+", "", text, flags=re.S)


def plant(files, own_files, directory, random):
    """Packages below `directory` that carry `files`, (name, version, path) triples, each in two.

    Returns [(carrier, [(place, path in the carrier, name, path of the original)])].
    """
    shutil.rmtree(directory, ignore_errors=True)
    wanted = [f for f in files for _ in range(2)]
    random.shuffle(wanted)
    kinds = list(PLACES)
    carriers = []
    for at in range(0, len(wanted), COPIES_OF_A_CARRIER):
        number = len(carriers)
        carrier = f"{NAMES[number % len(NAMES)]}-{NAMES[(7 * number + 3) % len(NAMES)]}-{number}"
        root = directory / carrier
        root.mkdir(parents=True)
        copies = []
        for name, _, original in wanted[at:at + COPIES_OF_A_CARRIER]:
            kind = kinds[(at + len(copies)) % len(kinds)]
            path = PLACES[kind].format(name=short_name(name), file=original.name,
                                       stem=short_name(name), suffix=original.suffix,
                                       number=len(copies))
            text = read(original)
            if kind == "renamed, no header":
                text = without_header(text)
            write(root / path, text)
            copies.append((kind, path, name, original))
        for own in random.sample(own_files[host_kind(original)], OWN_FILES):
            target = root / "src" / f"{carrier.split('-')[0]}_{own.name}"
            write(target, read(own))
        (root / "LICENSE").write_text(f"Copyright (c) the {carrier} people. All rights reserved.\n")
        carriers.append((carrier, copies))
    return carriers


def choose(packages, count, random):
    """`count` files of origins, from as many packages as can be, (name, version, path)."""
    files = []
    packages = list(packages)
    random.shuffle(packages)
    while packages and len(files) < count:
        left = []
        for name, version, directory in packages:
            mine = [p for p in sorted(pathlib.Path(directory).rglob("*"))
                    if suits(p) and not re.search(r"(^|/)(tests?|examples?|spec|doc|contrib|"
                                                  r"node_modules|vendor|third_party)/",
                                                  str(p.relative_to(directory)))]
            mine = [p for p in mine if (name, p.name) not in {(f[0], f[2].name) for f in files}]
            if mine and len(files) < count:
                files.append((name, version, random.choice(mine)))
                left.append((name, version, directory))
        packages = left
    return files
