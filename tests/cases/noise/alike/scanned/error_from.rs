use std::fmt::{self, Display, Formatter};
use std::str::Utf8Error;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    Socket(std::io::Error),
    Encoding(Utf8Error),
    Json(serde_json::Error),
    Refused { code: u16, reason: String },
    Closed,
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Socket(err) => Some(err),
            Self::Encoding(err) => Some(err),
            Self::Json(err) => Some(err),
            Self::Refused { .. } | Self::Closed => None,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(err) => write!(f, "socket: {}", err),
            Self::Encoding(err) => write!(f, "not UTF-8: {}", err),
            Self::Json(err) => write!(f, "malformed message: {}", err),
            Self::Refused { code, reason } => write!(f, "refused ({}): {}", code, reason),
            Self::Closed => f.write_str("the peer hung up"),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(err: std::io::Error) -> Self {
        Self::Socket(err)
    }
}

impl From<Utf8Error> for Error {
    fn from(err: Utf8Error) -> Self {
        Self::Encoding(err)
    }
}

impl From<serde_json::Error> for Error {
    fn from(err: serde_json::Error) -> Self {
        Self::Json(err)
    }
}
