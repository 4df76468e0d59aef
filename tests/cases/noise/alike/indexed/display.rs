use std::error::Error;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BerthError {
    TooDeep,
    Taken,
    Storm,
}

impl fmt::Display for BerthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BerthError::TooDeep => write!(f, "draught exceeds the quay"),
            BerthError::Taken => write!(f, "somebody lies there"),
            BerthError::Storm => write!(f, "port closed"),
        }
    }
}

impl Error for BerthError {}
