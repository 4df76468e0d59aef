use std::error;
use std::fmt;
use std::io;
use std::num::ParseFloatError;

#[derive(Debug)]
pub enum GaugeError {
    Io(io::Error),
    Parse(ParseFloatError),
    Missing(String),
}

impl fmt::Display for GaugeError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            GaugeError::Io(ref e) => write!(f, "i/o error: {}", e),
            GaugeError::Parse(ref e) => write!(f, "bad reading: {}", e),
            GaugeError::Missing(ref name) => write!(f, "no gauge called {}", name),
        }
    }
}

impl error::Error for GaugeError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match *self {
            GaugeError::Io(ref e) => Some(e),
            GaugeError::Parse(ref e) => Some(e),
            GaugeError::Missing(_) => None,
        }
    }
}

impl From<io::Error> for GaugeError {
    fn from(e: io::Error) -> GaugeError {
        GaugeError::Io(e)
    }
}

impl From<ParseFloatError> for GaugeError {
    fn from(e: ParseFloatError) -> GaugeError {
        GaugeError::Parse(e)
    }
}
