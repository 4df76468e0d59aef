pub struct Hexagons {
    radius: i32,
    q: i32,
    r: i32,
}

impl Hexagons {
    pub fn new(radius: i32) -> Hexagons {
        Hexagons {
            radius,
            q: -radius,
            r: 0,
        }
    }
}

impl Iterator for Hexagons {
    type Item = (i32, i32);

    fn next(&mut self) -> Option<(i32, i32)> {
        if self.q > self.radius {
            return None;
        }
        let cell = (self.q, self.r);
        self.r += 1;
        if self.r > self.radius.min(self.radius - self.q) {
            self.q += 1;
            self.r = (-self.radius).max(-self.radius - self.q);
        }
        Some(cell)
    }
}
