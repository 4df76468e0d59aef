use std::collections::HashMap;

pub fn votes<'a>(ballots: &[&'a str]) -> HashMap<&'a str, usize> {
    let mut tally = HashMap::new();
    for ballot in ballots {
        *tally.entry(*ballot).or_insert(0) += 1;
    }
    tally
}

pub fn seats(share: f64, total: u32) -> u32 {
    (share * f64::from(total)).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::{seats, votes};

    #[test]
    fn empty_box() {
        assert!(votes(&[]).is_empty());
    }

    #[test]
    fn counts() {
        let tally = votes(&["ann", "bob", "ann", "cy"]);
        assert_eq!(tally.len(), 3);
        assert_eq!(tally["ann"], 2);
        assert_eq!(tally["bob"], 1);
        assert_eq!(tally["cy"], 1);
    }

    #[test]
    fn seat_shares() {
        assert_eq!(seats(0.5, 101), 50);
        assert_eq!(seats(0.0, 101), 0);
        assert_eq!(seats(1.0, 101), 101);
        assert_eq!(seats(0.333, 9), 2);
    }
}
