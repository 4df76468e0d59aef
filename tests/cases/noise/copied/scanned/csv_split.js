var fs = require("fs");

var bands = { A: 0, B: 0, C: 0 };

function bandOf(value) {
    if (value > 320000) return "C";
    return value > 88000 ? "B" : "A";
}

function splitDeed(line, sep = ",", mark = "\"")
{
    const parts = [""];
    let quoted = false;
    for (let pos = 0; pos < line.length; pos++)
    {
        const c = line[pos];
        const cur = parts.length - 1;
        if (c === mark)
        {
            if (quoted && line[pos + 1] === mark)
                parts[cur] += line[++pos];
            else if (!quoted && parts[cur].trim() !== "")
                parts[cur] += c;
            else
                quoted = !quoted;
        }
        else if (c === sep && !quoted)
            parts.push("");
        else if (c !== "\r" || pos < line.length - 1)
            parts[cur] += c;
    }
    return quoted ? null : parts.map((p) => (/^\s*$/.test(p) ? null : p));
}

function tally(file, done) {
    fs.readFile(file, "latin1", function (err, text) {
        if (err) return done(err);
        text.split("\n").slice(1).forEach(function (line) {
            var deed = splitDeed(line);
            if (deed && deed[4]) {
                bands[bandOf(Number(deed[4]))] += 1;
            }
        });
        done(null, bands);
    });
}

tally(process.argv[2], function (err, result) {
    if (err) throw err;
    Object.keys(result).forEach(function (band) {
        console.log(band + "\t" + result[band]);
    });
});
