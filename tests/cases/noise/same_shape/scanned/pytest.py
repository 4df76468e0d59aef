import unittest

from tides import Gauge


class GaugeTest(unittest.TestCase):
    def setUp(self):
        self.gauge = Gauge()

    def test_height(self):
        self.assertEqual(self.gauge.height(1), 40)
        self.assertEqual(self.gauge.height(2), 44)
        self.assertEqual(self.gauge.height(10), 17)
        self.assertEqual(self.gauge.height(-1), 9)

    def test_knows(self):
        self.assertTrue(self.gauge.knows("port"))
        self.assertFalse(self.gauge.knows(""))
        self.assertIsNone(self.gauge.zero)

    def test_raises(self):
        with self.assertRaises(ValueError):
            self.gauge.height(None)


if __name__ == "__main__":
    unittest.main()
