#[derive(Debug, Clone)]
pub struct Tent {
    persons: u8,
    poles: u8,
    colour: String,
    footprint: bool,
}

#[derive(Debug, Default)]
pub struct TentBuilder {
    persons: Option<u8>,
    poles: Option<u8>,
    colour: Option<String>,
    footprint: bool,
}

impl TentBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn persons(mut self, persons: u8) -> Self {
        self.persons = Some(persons);
        self
    }

    pub fn poles(mut self, poles: u8) -> Self {
        self.poles = Some(poles);
        self
    }

    pub fn colour(mut self, colour: impl Into<String>) -> Self {
        self.colour = Some(colour.into());
        self
    }

    pub fn footprint(mut self, footprint: bool) -> Self {
        self.footprint = footprint;
        self
    }

    pub fn build(self) -> Result<Tent, &'static str> {
        Ok(Tent {
            persons: self.persons.ok_or("persons not set")?,
            poles: self.poles.unwrap_or(2),
            colour: self.colour.unwrap_or_else(|| "green".to_string()),
            footprint: self.footprint,
        })
    }
}
