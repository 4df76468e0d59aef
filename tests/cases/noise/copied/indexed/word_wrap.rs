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
