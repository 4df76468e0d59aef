pub fn fathoms(metres: f64) -> f64 {
    metres / 1.8288
}

pub fn sounding(text: &str) -> Option<f64> {
    text.strip_suffix("fm")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_metres() {
        assert_eq!(fathoms(0.0), 0.0);
        assert_eq!(fathoms(1.8288), 1.0);
        assert_eq!(fathoms(18.288), 10.0);
    }

    #[test]
    fn reads_soundings() {
        assert_eq!(sounding("12fm"), Some(12.0));
        assert_eq!(sounding("3.5 fm"), Some(3.5));
        assert_eq!(sounding("12"), None);
        assert_eq!(sounding("deep fm"), None);
        assert_eq!(sounding(""), None);
    }
}
