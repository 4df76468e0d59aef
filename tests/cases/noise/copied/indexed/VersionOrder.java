package pkg.resolve;

final class VersionOrder {
    static int order(String a, String b) {
        for (int i = 0, j = 0; i < a.length() || j < b.length(); i++, j++) {
            long x = 0, y = 0;
            boolean wordA = false, wordB = false;
            for (; i < a.length() && a.charAt(i) != '.' && a.charAt(i) != '-'; i++) {
                wordA |= a.charAt(i) > '9';
                x = x * (wordA ? 29 : 10) + Character.digit(a.charAt(i), 36);
            }
            for (; j < b.length() && b.charAt(j) != '.' && b.charAt(j) != '-'; j++) {
                wordB |= b.charAt(j) > '9';
                y = y * (wordB ? 29 : 10) + Character.digit(b.charAt(j), 36);
            }
            if (wordA != wordB) return wordA ? -1 : 1;
            if (x != y) return x < y ? -1 : 1;
        }
        return 0;
    }
}
