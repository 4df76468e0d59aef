use std::collections::BTreeMap;
use std::io::{self, Write};

pub struct Glossary {
    entries: BTreeMap<String, String>,
}

impl Glossary {
    pub fn new() -> Self {
        Glossary { entries: BTreeMap::new() }
    }

    pub fn define(&mut self, term: &str, meaning: &str) -> bool {
        self.entries.insert(term.to_string(), meaning.to_string()).is_none()
    }

    pub fn print<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let mut initial = None;
        for (term, meaning) in &self.entries {
            let first = term.chars().next();
            if first != initial {
                writeln!(out, "== {} ==", first.unwrap_or('?'))?;
                initial = first;
            }
            for line in fold(&format!("{}: {}", term, meaning), 64, 4) {
                writeln!(out, "{}", line)?;
            }
        }
        Ok(())
    }
}

pub fn fold(text: &str, width: usize, hang: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let used = lines.last().map_or(0, |l| l.chars().count());
        let glue = if used == 0 || word.starts_with('\u{2014}') { "" } else { " " };
        let mut rest: Vec<char> = word.chars().collect();
        match used + glue.len() + rest.len() > width && used > hang {
            true => lines.push(" ".repeat(hang)),
            false => lines.last_mut().unwrap().push_str(glue),
        }
        while rest.len() > width - hang {
            lines.last_mut().unwrap().extend(rest.drain(..width - hang - 1).chain(Some('-')));
            lines.push(" ".repeat(hang));
        }
        lines.last_mut().unwrap().extend(rest);
    }
    lines
}

pub fn longest(glossary: &Glossary) -> Option<&str> {
    glossary
        .entries
        .iter()
        .max_by_key(|(_, meaning)| meaning.len())
        .map(|(term, _)| term.as_str())
}
