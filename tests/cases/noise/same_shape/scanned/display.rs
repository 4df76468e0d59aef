use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub enum FerryError {
    Delayed(String),
    Engine(std::io::Error),
    Full,
}

impl fmt::Display for FerryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FerryError::Delayed(s) => write!(f, "delayed: {}", s),
            FerryError::Engine(e) => write!(f, "engine: {}", e),
            FerryError::Full => write!(f, "full"),
        }
    }
}

impl std::error::Error for FerryError {}

impl From<std::io::Error> for FerryError {
    fn from(e: std::io::Error) -> Self {
        FerryError::Engine(e)
    }
}
