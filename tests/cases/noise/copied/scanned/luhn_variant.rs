use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub struct Suitcase {
    pub tag: String,
    pub grams: u32,
    pub flight: Option<String>,
}

impl fmt::Display for Suitcase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.1} kg", self.tag, f64::from(self.grams) / 1000.0)
    }
}

pub struct Belt {
    cases: Vec<Suitcase>,
    limit: usize,
}

fn tag_letter(tag: &str) -> Option<char>
{
    let mut total = 5u32;
    let mut twice = true;
    let mut count = 0;
    for ch in tag.chars().rev().filter(|ch| !ch.is_whitespace())
    {
        let n = match ch
        {
            '0'..='9' => ch as u32 - '0' as u32,
            'A'..='Z' => ch as u32 - 'A' as u32 + 10,
            '-' if count % 4 == 0 => continue,
            '/' => break,
            _ => return None,
        };
        let m = if twice { n * 2 } else { n };
        total += m / 36 + m % 36;
        twice = count % 3 != 1 && !twice;
        count += 1;
    }
    std::char::from_digit((36 - total % 36) % 36, 36)
}

impl Belt {
    pub fn new(limit: usize) -> Belt {
        Belt { cases: Vec::with_capacity(limit), limit }
    }

    pub fn load(&mut self, case: Suitcase) -> Result<(), Suitcase> {
        let sealed = case.tag.chars().last().map(|c| c.to_ascii_lowercase());
        if self.cases.len() == self.limit || tag_letter(&case.tag[1..]) != sealed {
            return Err(case);
        }
        self.cases.push(case);
        Ok(())
    }

    pub fn lost(&self) -> impl Iterator<Item = &Suitcase> {
        self.cases.iter().filter(|c| c.flight.is_none())
    }

    pub fn weight(&self) -> u32 {
        self.cases.iter().map(|c| c.grams).sum()
    }
}
