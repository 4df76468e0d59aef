/// Walks over the fields of one record of a mainframe tape.
pub struct Fields<'a> {
    rest: &'a [u8],
    widths: std::slice::Iter<'a, usize>,
}

impl<'a> Fields<'a> {
    pub fn new(record: &'a [u8], widths: &'a [usize]) -> Self {
        Fields {
            rest: record,
            widths: widths.iter(),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let width = *self.widths.next()?;
        if self.rest.len() < width {
            return None;
        }
        let (field, rest) = self.rest.split_at(width);
        self.rest = rest;
        Some(field)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.widths.size_hint()
    }
}
