import unittest

from mailroom import address


class TestAddress(unittest.TestCase):

    def test_postcode_normalised(self):
        self.assertEqual(address.postcode("sw1a1aa"), "SW1A 1AA")
        self.assertEqual(address.postcode(" M1 1AE "), "M1 1AE")
        self.assertEqual(address.postcode("b338th"), "B33 8TH")
        self.assertEqual(address.postcode("dn551pt"), "DN55 1PT")

    def test_postcode_rejected(self):
        self.assertIsNone(address.postcode(""))
        self.assertIsNone(address.postcode("12345"))
        self.assertRaises(TypeError, address.postcode, None)

    def test_split_house(self):
        street, house = address.split("12b Mill Lane")
        self.assertEqual(street, "Mill Lane")
        self.assertEqual(house, "12b")

    def test_flags(self):
        self.assertTrue(address.is_box("PO Box 9"))
        self.assertFalse(address.is_box("Box Hill 9"))
        self.assertIn("Eire", address.ALIASES)


if __name__ == '__main__':
    unittest.main()
