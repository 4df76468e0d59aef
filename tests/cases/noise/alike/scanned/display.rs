use std::error::Error;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraftError {
    Frost,
    Dull,
    Mismatch,
    Late,
}

impl fmt::Display for GraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GraftError::Frost => write!(f, "too cold to graft"),
            GraftError::Dull => write!(f, "the knife is dull"),
            GraftError::Mismatch => write!(f, "stock and scion differ"),
            GraftError::Late => write!(f, "sap has risen"),
        }
    }
}

impl Error for GraftError {}
