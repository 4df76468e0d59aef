use std::convert::From;
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Shelf {
    Fiction,
    Reference,
    Numbered(u32),
}

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf::Fiction
    }
}

impl From<u32> for Shelf {
    fn from(n: u32) -> Shelf {
        Shelf::Numbered(n)
    }
}

impl fmt::Display for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shelf::Fiction => write!(f, "fiction"),
            Shelf::Reference => write!(f, "reference"),
            Shelf::Numbered(n) => write!(f, "#{}", n),
        }
    }
}

impl FromStr for Shelf {
    type Err = String;

    fn from_str(text: &str) -> Result<Shelf, String> {
        match text.to_lowercase().as_str() {
            "fiction" | "fic" => Ok(Shelf::Fiction),
            "reference" | "ref" => Ok(Shelf::Reference),
            other => match other.trim_start_matches('#').parse() {
                Ok(n) => Ok(Shelf::Numbered(n)),
                Err(_) => Err(format!("not a shelf: {}", text)),
            },
        }
    }
}
