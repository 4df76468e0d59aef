pub fn seal(code: &str) -> Option<char> {
    let mut sum = 0u32;
    let mut double = true;
    let mut seen = 0;
    for c in code.chars().rev().filter(|c| !c.is_whitespace()) {
        let value = match c {
            '0'..='9' => c as u32 - '0' as u32,
            'A'..='Z' => c as u32 - 'A' as u32 + 10,
            '-' if seen % 4 == 0 => continue,
            _ => return None,
        };
        let scaled = if double { value * 2 } else { value };
        sum += scaled / 36 + scaled % 36;
        double = seen % 3 != 2 && !double;
        seen += 1;
    }
    std::char::from_digit((36 - sum % 36) % 36, 36)
}
