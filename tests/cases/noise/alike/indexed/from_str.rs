use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bearing(f64);

#[derive(Debug, PartialEq)]
pub struct ParseBearingError;

impl Default for Bearing {
    fn default() -> Self {
        Bearing(0.0)
    }
}

impl From<f64> for Bearing {
    fn from(degrees: f64) -> Self {
        Bearing(degrees.rem_euclid(360.0))
    }
}

impl From<Bearing> for f64 {
    fn from(bearing: Bearing) -> f64 {
        bearing.0
    }
}

impl FromStr for Bearing {
    type Err = ParseBearingError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "N" => Ok(Bearing(0.0)),
            "E" => Ok(Bearing(90.0)),
            "S" => Ok(Bearing(180.0)),
            "W" => Ok(Bearing(270.0)),
            _ => s
                .parse::<f64>()
                .map(Bearing::from)
                .map_err(|_| ParseBearingError),
        }
    }
}
