import unittest

from fares import Tariff


class TariffTest(unittest.TestCase):
    def setUp(self):
        self.tariff = Tariff()

    def test_charge(self):
        self.assertEqual(self.tariff.charge(1), 3)
        self.assertEqual(self.tariff.charge(2), 5)
        self.assertEqual(self.tariff.charge(10), 21)
        self.assertEqual(self.tariff.charge(-1), 0)

    def test_accepts(self):
        self.assertTrue(self.tariff.accepts("day"))
        self.assertFalse(self.tariff.accepts(""))
        self.assertIsNone(self.tariff.last)

    def test_raises(self):
        with self.assertRaises(ValueError):
            self.tariff.charge(None)


if __name__ == "__main__":
    unittest.main()
