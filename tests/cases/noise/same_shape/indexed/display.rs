use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub enum PantryError {
    Spoiled(String),
    Shelf(std::io::Error),
    Empty,
}

impl fmt::Display for PantryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PantryError::Spoiled(s) => write!(f, "spoiled: {}", s),
            PantryError::Shelf(e) => write!(f, "shelf: {}", e),
            PantryError::Empty => write!(f, "empty"),
        }
    }
}

impl std::error::Error for PantryError {}

impl From<std::io::Error> for PantryError {
    fn from(e: std::io::Error) -> Self {
        PantryError::Shelf(e)
    }
}
