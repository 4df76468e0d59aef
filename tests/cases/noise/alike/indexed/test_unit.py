import unittest

from sundial.angle import hour_angle, to_clock


class HourAngleTest(unittest.TestCase):
    def setUp(self):
        self.latitude = 52.5

    def test_noon_is_zero(self):
        self.assertEqual(hour_angle(12, self.latitude), 0)

    def test_morning_is_negative(self):
        self.assertEqual(hour_angle(6, self.latitude), -90)
        self.assertEqual(hour_angle(9, self.latitude), -45)
        self.assertEqual(hour_angle(11, self.latitude), -15)

    def test_clock(self):
        self.assertEqual(to_clock(0), "12:00")
        self.assertEqual(to_clock(15), "13:00")
        self.assertEqual(to_clock(-7.5), "11:30")
        self.assertEqual(to_clock(90), "18:00")

    def test_out_of_range(self):
        with self.assertRaises(ValueError):
            hour_angle(25, self.latitude)
        with self.assertRaises(ValueError):
            to_clock(400)


if __name__ == "__main__":
    unittest.main()
